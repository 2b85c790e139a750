ALTER TABLE "mailbox" ADD COLUMN "perMinute" double precision;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "workflow" text;--> statement-breakpoint
CREATE INDEX "deliveries_workflow_createdAt_workflow_is_not_null" ON "deliveries" USING btree ("workflow","createdAt") WHERE "workflow" is not null;