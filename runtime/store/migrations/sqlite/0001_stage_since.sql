ALTER TABLE `contact` ADD `stageSince` integer;
--> statement-breakpoint
ALTER TABLE `deal` ADD `stageSince` integer;
--> statement-breakpoint
UPDATE "contact" SET "stageSince" = (
  SELECT max("at") FROM "changes" WHERE "record" = "contact"."id" AND ("field" = 'stage' OR "field" IS NULL)
) WHERE "stage" IS NOT NULL;
--> statement-breakpoint
UPDATE "deal" SET "stageSince" = (
  SELECT max("at") FROM "changes" WHERE "record" = "deal"."id" AND ("field" = 'stage' OR "field" IS NULL)
) WHERE "stage" IS NOT NULL;
