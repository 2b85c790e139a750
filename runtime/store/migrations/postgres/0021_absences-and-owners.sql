ALTER TABLE "message" ADD COLUMN "answerer" text;--> statement-breakpoint
ALTER TABLE "segment" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "absentFrom" text;--> statement-breakpoint
CREATE INDEX "message_answerer_answerer_is_not_null" ON "message" USING btree ("answerer") WHERE "answerer" is not null;--> statement-breakpoint
CREATE INDEX "segment_owner_owner_is_not_null" ON "segment" USING btree ("owner") WHERE "owner" is not null;