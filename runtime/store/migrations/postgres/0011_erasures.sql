CREATE TABLE "erasures" (
	"id" text NOT NULL,
	"contacts" text NOT NULL,
	"at" bigint NOT NULL,
	"by" text,
	"reason" text NOT NULL,
	"finishedAt" bigint,
	CONSTRAINT "erasures_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "erasedAddresses" (
	"mark" text NOT NULL,
	"erasure" text NOT NULL,
	CONSTRAINT "erasedAddresses_pk" PRIMARY KEY("mark")
);
--> statement-breakpoint
CREATE INDEX "erasedAddresses_erasure" ON "erasedAddresses" USING btree ("erasure");