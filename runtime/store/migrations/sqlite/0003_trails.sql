CREATE TABLE `trails` (
	`run` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`left` text NOT NULL,
	`steps` text NOT NULL,
	PRIMARY KEY(`run`, `number`)
);
