CREATE TABLE "feedback" (
	"id" text NOT NULL,
	"text" text,
	"workflow" text,
	"node" text,
	"version" double precision,
	"suggestion" text,
	"author" text,
	"answeredIn" double precision,
	"answeredBy" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "feedback_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE INDEX "feedback_createdAt_id" ON "feedback" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "feedback_workflow_workflow_is_not_null" ON "feedback" USING btree ("workflow") WHERE "workflow" is not null;--> statement-breakpoint
CREATE INDEX "feedback_author_author_is_not_null" ON "feedback" USING btree ("author") WHERE "author" is not null;--> statement-breakpoint
CREATE INDEX "feedback_answeredBy_answeredBy_is_not_null" ON "feedback" USING btree ("answeredBy") WHERE "answeredBy" is not null;