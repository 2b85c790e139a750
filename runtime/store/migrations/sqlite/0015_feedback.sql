CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text,
	`workflow` text,
	`node` text,
	`version` real,
	`suggestion` text,
	`author` text,
	`answeredIn` real,
	`answeredBy` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `feedback_createdAt_id` ON `feedback` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `feedback_workflow_workflow_is_not_null` ON `feedback` (`workflow`) WHERE "workflow" is not null;--> statement-breakpoint
CREATE INDEX `feedback_author_author_is_not_null` ON `feedback` (`author`) WHERE "author" is not null;--> statement-breakpoint
CREATE INDEX `feedback_answeredBy_answeredBy_is_not_null` ON `feedback` (`answeredBy`) WHERE "answeredBy" is not null;