ALTER TABLE "runs" ADD COLUMN "permit" text;--> statement-breakpoint
ALTER TABLE "suggestions" ADD COLUMN "scenario" text;