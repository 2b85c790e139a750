DROP INDEX `watches_about_event`;--> statement-breakpoint
CREATE INDEX `watches_about_event_purpose` ON `watches` (`about`,`event`,`purpose`);