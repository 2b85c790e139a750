CREATE TABLE "parts" (
	"run" text NOT NULL,
	"hash" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "parts_pk" PRIMARY KEY("run","hash")
);
