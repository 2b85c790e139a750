ALTER TABLE "contact" ADD COLUMN "stageSince" bigint;
--> statement-breakpoint
ALTER TABLE "deal" ADD COLUMN "stageSince" bigint;
--> statement-breakpoint
UPDATE "contact" SET "stageSince" = (
  SELECT max("at") FROM "changes" WHERE "record" = "contact"."id" AND ("field" = 'stage' OR "field" IS NULL)
) WHERE "stage" IS NOT NULL;
--> statement-breakpoint
UPDATE "deal" SET "stageSince" = (
  SELECT max("at") FROM "changes" WHERE "record" = "deal"."id" AND ("field" = 'stage' OR "field" IS NULL)
) WHERE "stage" IS NOT NULL;
