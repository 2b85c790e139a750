ALTER TABLE `mailbox` ADD `perMinute` real;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `workflow` text;--> statement-breakpoint
CREATE INDEX `deliveries_workflow_createdAt_workflow_is_not_null` ON `deliveries` (`workflow`,`createdAt`) WHERE "workflow" is not null;