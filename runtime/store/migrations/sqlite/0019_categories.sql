CREATE TABLE `category` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`personalCare` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `category_createdAt_id` ON `category` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `category_name_unique_archivedAt_is_null` ON `category` (`name`) WHERE "archivedAt" is null;