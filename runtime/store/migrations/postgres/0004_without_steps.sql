INSERT INTO "trails" ("run", "number", "at", "left", "steps")
SELECT "run", "number", "at",
	CASE WHEN "outcome" LIKE 'leave:%' THEN jsonb_build_array(jsonb_build_array("node", "outcome", 1))::text ELSE '[]' END,
	jsonb_build_array(jsonb_build_array("position", "node", "visit", "outcome", "detail"::jsonb))::text
FROM "steps";--> statement-breakpoint
DROP TABLE "steps";
