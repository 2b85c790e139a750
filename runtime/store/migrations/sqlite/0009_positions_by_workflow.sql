DROP INDEX `positions_dueAt_dueAt_is_not_null`;--> statement-breakpoint
ALTER TABLE `positions` ADD `workflow` text;--> statement-breakpoint
CREATE INDEX `positions_workflow_dueAt_dueAt_is_not_null` ON `positions` (`workflow`,`dueAt`) WHERE "dueAt" is not null;--> statement-breakpoint
UPDATE `positions` SET `workflow` = (SELECT `workflow` FROM `runs` WHERE `runs`.`id` = `positions`.`run`);
