CREATE TABLE "scoreRule" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"points" double precision,
	"most" double precision,
	"lasts" double precision,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "scoreRule_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
ALTER TABLE "scoreEvent" ADD COLUMN "rule" text;--> statement-breakpoint
ALTER TABLE "scoreEvent" ADD COLUMN "fadesAt" bigint;--> statement-breakpoint
ALTER TABLE "scoreEvent" ADD COLUMN "fadedAt" bigint;--> statement-breakpoint
CREATE INDEX "scoreRule_createdAt_id" ON "scoreRule" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "scoreRule_key_unique_archivedAt_is_null" ON "scoreRule" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "task_dueAt_dueAt_is_not_null" ON "task" USING btree ("dueAt") WHERE "dueAt" is not null;--> statement-breakpoint
CREATE INDEX "task_nextReminderAt_nextReminderAt_is_not_null" ON "task" USING btree ("nextReminderAt") WHERE "nextReminderAt" is not null;--> statement-breakpoint
CREATE INDEX "scoreEvent_rule_rule_is_not_null" ON "scoreEvent" USING btree ("rule") WHERE "rule" is not null;--> statement-breakpoint
CREATE INDEX "scoreEvent_fadesAt_fadesAt_is_not_null" ON "scoreEvent" USING btree ("fadesAt") WHERE "fadesAt" is not null;