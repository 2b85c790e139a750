ALTER TABLE `message` ADD `answerer` text;--> statement-breakpoint
CREATE INDEX `message_answerer_answerer_is_not_null` ON `message` (`answerer`) WHERE "answerer" is not null;--> statement-breakpoint
ALTER TABLE `segment` ADD `owner` text;--> statement-breakpoint
CREATE INDEX `segment_owner_owner_is_not_null` ON `segment` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
ALTER TABLE `user` ADD `absentFrom` text;