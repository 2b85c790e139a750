ALTER TABLE "sessions" ADD COLUMN "agent" text;--> statement-breakpoint
CREATE INDEX "seen_at" ON "seen" USING btree ("at");