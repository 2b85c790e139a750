CREATE TABLE `parts` (
	`run` text NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`run`, `hash`)
);
