ALTER TABLE `runs` ADD `permit` text;--> statement-breakpoint
ALTER TABLE `suggestions` ADD `scenario` text;