CREATE TABLE "trails" (
	"run" text NOT NULL,
	"number" bigint NOT NULL,
	"at" bigint NOT NULL,
	"left" text NOT NULL,
	"steps" text NOT NULL,
	CONSTRAINT "trails_pk" PRIMARY KEY("run","number")
);
