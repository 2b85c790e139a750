ALTER TABLE "positions" ADD COLUMN "askAt" bigint;--> statement-breakpoint
CREATE INDEX "positions_askAt_askAt_is_not_null" ON "positions" USING btree ("askAt") WHERE "askAt" is not null;