CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`contacts` text NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`reason` text NOT NULL,
	`finishedAt` integer
);
--> statement-breakpoint
CREATE TABLE `erasedAddresses` (
	`mark` text PRIMARY KEY NOT NULL,
	`erasure` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasedAddresses_erasure` ON `erasedAddresses` (`erasure`);--> statement-breakpoint
-- A word that is taken out of the index leaves its bytes behind unless this is said, and so has every one before.
INSERT INTO "searchableWords" ("searchableWords", rank) VALUES ('secure-delete', 1);--> statement-breakpoint
INSERT INTO "searchableWords" ("searchableWords") VALUES ('optimize');
