CREATE TABLE `scoreRule` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`points` real,
	`most` real,
	`lasts` real,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `scoreRule_createdAt_id` ON `scoreRule` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `scoreRule_key_unique_archivedAt_is_null` ON `scoreRule` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
ALTER TABLE `scoreEvent` ADD `rule` text;--> statement-breakpoint
ALTER TABLE `scoreEvent` ADD `fadesAt` integer;--> statement-breakpoint
ALTER TABLE `scoreEvent` ADD `fadedAt` integer;--> statement-breakpoint
CREATE INDEX `scoreEvent_rule_rule_is_not_null` ON `scoreEvent` (`rule`) WHERE "rule" is not null;--> statement-breakpoint
CREATE INDEX `scoreEvent_fadesAt_fadesAt_is_not_null` ON `scoreEvent` (`fadesAt`) WHERE "fadesAt" is not null;--> statement-breakpoint
CREATE INDEX `task_dueAt_dueAt_is_not_null` ON `task` (`dueAt`) WHERE "dueAt" is not null;--> statement-breakpoint
CREATE INDEX `task_nextReminderAt_nextReminderAt_is_not_null` ON `task` (`nextReminderAt`) WHERE "nextReminderAt" is not null;