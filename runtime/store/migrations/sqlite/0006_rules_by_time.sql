ALTER TABLE `positions` ADD `askAt` integer;--> statement-breakpoint
CREATE INDEX `positions_askAt_askAt_is_not_null` ON `positions` (`askAt`) WHERE "askAt" is not null;