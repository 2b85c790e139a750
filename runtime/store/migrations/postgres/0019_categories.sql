CREATE TABLE "category" (
	"id" text NOT NULL,
	"name" text,
	"personalCare" smallint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "category_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE INDEX "category_createdAt_id" ON "category" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "category_name_unique_archivedAt_is_null" ON "category" USING btree ("name") WHERE "archivedAt" is null;