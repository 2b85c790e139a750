ALTER TABLE `sessions` ADD `agent` text;--> statement-breakpoint
CREATE INDEX `seen_at` ON `seen` (`at`);