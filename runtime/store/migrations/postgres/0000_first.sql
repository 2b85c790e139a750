CREATE TABLE "contact" (
	"id" text NOT NULL,
	"firstName" text,
	"lastName" text,
	"email" text,
	"phone" text,
	"company" text,
	"position" text,
	"stage" text,
	"stageSince" bigint,
	"score" double precision,
	"owner" text,
	"language" text,
	"zone" text,
	"city" text,
	"birthday" text,
	"source" text,
	"need" text,
	"budget" text,
	"deadline" text,
	"consentOffers" smallint,
	"unsubscribedAt" bigint,
	"bouncedAt" bigint,
	"lastReplyAt" bigint,
	"personalCare" smallint,
	"tags" text,
	"externalId" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "contact_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" text NOT NULL,
	"name" text,
	"sector" text,
	"site" text,
	"phone" text,
	"city" text,
	"country" text,
	"owner" text,
	"foundedOn" text,
	"tags" text,
	"personalCare" smallint,
	"externalId" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "company_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "deal" (
	"id" text NOT NULL,
	"title" text,
	"amount_cents" bigint,
	"amount_currency" text,
	"pipeline" text,
	"stage" text,
	"stageSince" bigint,
	"contact" text,
	"company" text,
	"owner" text,
	"product" text,
	"closesOn" text,
	"closedOn" text,
	"lostReason" text,
	"tags" text,
	"externalId" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "deal_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "order" (
	"id" text NOT NULL,
	"number" text,
	"orderedOn" text,
	"status" text,
	"contact" text,
	"company" text,
	"owner" text,
	"total_cents" bigint,
	"total_currency" text,
	"externalId" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "order_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "orderLine" (
	"id" text NOT NULL,
	"order" text,
	"product" text,
	"description" text,
	"quantity" double precision,
	"price_cents" bigint,
	"price_currency" text,
	"contact" text,
	"orderedOn" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "orderLine_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "product" (
	"id" text NOT NULL,
	"sku" text,
	"name" text,
	"category" text,
	"unit" text,
	"pageUrl" text,
	"price_cents" bigint,
	"price_currency" text,
	"inStock" double precision,
	"reserved" double precision,
	"expectedOn" text,
	"discontinued" smallint,
	"personalCare" smallint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "product_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "price" (
	"id" text NOT NULL,
	"product" text,
	"amount_cents" bigint,
	"amount_currency" text,
	"validFrom" text,
	"validTo" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "price_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "purchaseCycle" (
	"id" text NOT NULL,
	"title" text,
	"contact" text,
	"company" text,
	"product" text,
	"owner" text,
	"periodDays" double precision,
	"toleranceDays" double precision,
	"purchases" double precision,
	"lastOrderedOn" text,
	"nextDueOn" text,
	"source" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "purchaseCycle_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"id" text NOT NULL,
	"number" text,
	"amount_cents" bigint,
	"amount_currency" text,
	"paid_cents" bigint,
	"paid_currency" text,
	"status" text,
	"issuedOn" text,
	"dueOn" text,
	"contact" text,
	"company" text,
	"order" text,
	"deal" text,
	"owner" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "invoice_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" text NOT NULL,
	"number" text,
	"amount_cents" bigint,
	"amount_currency" text,
	"paidOn" text,
	"invoice" text,
	"contact" text,
	"company" text,
	"owner" text,
	"task" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "payment_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" text NOT NULL,
	"title" text,
	"text" text,
	"kind" text,
	"state" text,
	"owner" text,
	"department" text,
	"fromDepartment" text,
	"dueAt" bigint,
	"contact" text,
	"company" text,
	"deal" text,
	"order" text,
	"invoice" text,
	"product" text,
	"resultKind" text,
	"resultOptions" text,
	"result" text,
	"writesTo" text,
	"closedAt" bigint,
	"closedBy" text,
	"remindEveryDays" double precision,
	"escalateAfterDays" double precision,
	"remindFrom" text,
	"reminders" double precision,
	"nextReminderAt" bigint,
	"escalatedAt" bigint,
	"snoozedUntil" bigint,
	"snoozeReason" text,
	"run" text,
	"node" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "task_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" text NOT NULL,
	"text" text,
	"entity" text,
	"record" text,
	"contact" text,
	"author" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "note_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" text NOT NULL,
	"direction" text,
	"channel" text,
	"state" text,
	"subject" text,
	"text" text,
	"html" text,
	"from" text,
	"fromName" text,
	"to" text,
	"contact" text,
	"mailbox" text,
	"messageId" text,
	"inReplyTo" text,
	"thread" text,
	"category" text,
	"run" text,
	"node" text,
	"at" bigint,
	"openedAt" bigint,
	"clickedAt" bigint,
	"problem" text,
	"automatic" smallint,
	"rawFile" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "message_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" text NOT NULL,
	"contact" text,
	"message" text,
	"question" text,
	"questionId" text,
	"field" text,
	"value" text,
	"answeredAt" bigint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "answer_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "trackedEvent" (
	"id" text NOT NULL,
	"kind" text,
	"url" text,
	"name" text,
	"contact" text,
	"visitor" text,
	"message" text,
	"machine" smallint,
	"at" bigint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "trackedEvent_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "scoreEvent" (
	"id" text NOT NULL,
	"contact" text,
	"points" double precision,
	"reason" text,
	"key" text,
	"at" bigint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "scoreEvent_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" text NOT NULL,
	"owner" text,
	"said" text,
	"text" text,
	"links" text,
	"readAt" bigint,
	"handledAt" bigint,
	"contact" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "notification_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "form" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"fields" text,
	"title" text,
	"consent" text,
	"thanks" text,
	"source" text,
	"opensDealIn" text,
	"owner" text,
	"active" smallint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "form_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "hook" (
	"id" text NOT NULL,
	"path" text,
	"name" text,
	"signature" text,
	"secret" text,
	"handshake" text,
	"dedupeField" text,
	"mapping" text,
	"source" text,
	"owner" text,
	"active" smallint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "hook_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" text NOT NULL,
	"form" text,
	"hook" text,
	"state" text,
	"contact" text,
	"event" text,
	"contentType" text,
	"body" text,
	"raw" text,
	"problem" text,
	"dedupeKey" text,
	"at" bigint,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "submission_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "questionSet" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"questions" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "questionSet_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "segment" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"entity" text,
	"rule" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "segment_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "pipeline" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"kind" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "pipeline_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "stage" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"pipeline" text,
	"position" double precision,
	"kind" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "stage_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"id" text NOT NULL,
	"address" text,
	"name" text,
	"kind" text,
	"user" text,
	"department" text,
	"paused" smallint,
	"pausedReason" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "mailbox_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "calendar" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"zone" text,
	"hours" text,
	"holidays" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "calendar_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "department" (
	"id" text NOT NULL,
	"key" text,
	"name" text,
	"head" text,
	"calendar" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "department_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text NOT NULL,
	"name" text,
	"email" text,
	"role" text,
	"department" text,
	"deputy" text,
	"language" text,
	"zone" text,
	"calendar" text,
	"signature" text,
	"absentUntil" text,
	"active" smallint,
	"passwordHash" text,
	"custom" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"archivedAt" bigint,
	"revision" bigint NOT NULL,
	CONSTRAINT "user_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"number" bigserial NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"about" text,
	"records" text NOT NULL,
	"fields" text NOT NULL,
	"cause" text NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "events_pk" PRIMARY KEY("number")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" text NOT NULL,
	"entity" text NOT NULL,
	"record" text NOT NULL,
	"about" text,
	"field" text,
	"old" text,
	"new" text,
	"at" bigint NOT NULL,
	"cause" text NOT NULL,
	CONSTRAINT "changes_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"contact" text NOT NULL,
	CONSTRAINT "identities_pk" PRIMARY KEY("channel","address")
);
--> statement-breakpoint
CREATE TABLE "searchable" (
	"number" bigserial NOT NULL,
	"record" text NOT NULL,
	"entity" text NOT NULL,
	"owner" text,
	"title" text NOT NULL,
	"detail" text NOT NULL,
	"words" text NOT NULL,
	"archived" smallint NOT NULL,
	CONSTRAINT "searchable_pk" PRIMARY KEY("number")
);
--> statement-breakpoint
CREATE TABLE "seen" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"event" text NOT NULL,
	"bodyHash" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "seen_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text NOT NULL,
	"workflow" text NOT NULL,
	"version" text NOT NULL,
	"subjectEntity" text,
	"subject" text,
	"key" text NOT NULL,
	"event" text,
	"state" text NOT NULL,
	"paused" smallint NOT NULL,
	"startedAt" bigint NOT NULL,
	"endedAt" bigint,
	"ended" text,
	"vars" text NOT NULL,
	"outputs" text NOT NULL,
	"nextStep" bigint NOT NULL,
	"visits" text NOT NULL,
	"depth" bigint NOT NULL,
	"revision" bigint NOT NULL,
	CONSTRAINT "runs_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "positions" (
	"id" text NOT NULL,
	"run" text NOT NULL,
	"parent" text,
	"node" text NOT NULL,
	"state" text NOT NULL,
	"visit" bigint NOT NULL,
	"since" bigint NOT NULL,
	"dueAt" bigint,
	"waitsFor" text NOT NULL,
	"wokenBy" text,
	"memory" text,
	"item" text,
	"fork" text,
	"problem" text,
	"attempts" bigint NOT NULL,
	"guards" text NOT NULL,
	CONSTRAINT "positions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"run" text NOT NULL,
	"number" bigint NOT NULL,
	"position" text NOT NULL,
	"node" text NOT NULL,
	"visit" bigint NOT NULL,
	"at" bigint NOT NULL,
	"outcome" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "steps_pk" PRIMARY KEY("run","number")
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"number" bigserial NOT NULL,
	"purpose" text NOT NULL,
	"event" text NOT NULL,
	"about" text NOT NULL,
	"field" text,
	"run" text NOT NULL,
	"position" text NOT NULL,
	CONSTRAINT "watches_pk" PRIMARY KEY("number")
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" text NOT NULL,
	"status" text NOT NULL,
	"run" text NOT NULL,
	"position" text NOT NULL,
	"workflow" text NOT NULL,
	"version" text NOT NULL,
	"node" text NOT NULL,
	"subjectEntity" text,
	"subject" text,
	"prepared" text NOT NULL,
	"effects" text NOT NULL,
	"original" text,
	"hash" text NOT NULL,
	"links" text NOT NULL,
	"why" text NOT NULL,
	"warnings" text NOT NULL,
	"assignee" text,
	"department" text,
	"laterUntil" bigint,
	"createdAt" bigint NOT NULL,
	"decideBy" bigint,
	"decidedAt" bigint,
	"decidedBy" text,
	"actAt" bigint,
	"reason" text,
	CONSTRAINT "suggestions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text NOT NULL,
	"effect" text NOT NULL,
	"state" text NOT NULL,
	"run" text,
	"position" text,
	"node" text,
	"channel" text NOT NULL,
	"contact" text,
	"attempts" bigint NOT NULL,
	"dueAt" bigint NOT NULL,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"result" text,
	"problem" text,
	CONSTRAINT "deliveries_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "workflows" (
	"id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"draft" text NOT NULL,
	"revision" bigint NOT NULL,
	"liveVersion" bigint,
	"owner" text,
	"department" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	"updatedBy" text,
	"archivedAt" bigint,
	CONSTRAINT "workflows_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"id" text NOT NULL,
	"workflow" text NOT NULL,
	"number" bigint NOT NULL,
	"content" text NOT NULL,
	"note" text NOT NULL,
	"publishedAt" bigint NOT NULL,
	"publishedBy" text,
	CONSTRAINT "versions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" text NOT NULL,
	"workflow" text,
	"node" text,
	"rule" text NOT NULL,
	"zone" text NOT NULL,
	"nextAt" bigint NOT NULL,
	"lastAt" bigint,
	CONSTRAINT "schedules_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text NOT NULL,
	"value" text,
	CONSTRAINT "settings_pk" PRIMARY KEY("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text NOT NULL,
	"user" text NOT NULL,
	"createdAt" bigint NOT NULL,
	"expiresAt" bigint NOT NULL,
	"agent" text,
	CONSTRAINT "sessions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"user" text NOT NULL,
	"scopes" text NOT NULL,
	"createdAt" bigint NOT NULL,
	"expiresAt" bigint,
	"lastUsedAt" bigint,
	CONSTRAINT "tokens_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"user" text,
	"input" text NOT NULL,
	"done" bigint NOT NULL,
	"total" bigint,
	"result" text,
	"createdAt" bigint NOT NULL,
	"updatedAt" bigint NOT NULL,
	CONSTRAINT "jobs_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"about" text,
	"createdAt" bigint NOT NULL,
	CONSTRAINT "files_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "fileParts" (
	"file" text NOT NULL,
	"number" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "fileParts_pk" PRIMARY KEY("file","number")
);
--> statement-breakpoint
CREATE INDEX "contact_createdAt_id" ON "contact" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "contact_company_company_is_not_null" ON "contact" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "contact_owner_owner_is_not_null" ON "contact" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "company_createdAt_id" ON "company" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "company_owner_owner_is_not_null" ON "company" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "deal_createdAt_id" ON "deal" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "deal_pipeline_pipeline_is_not_null" ON "deal" USING btree ("pipeline") WHERE "pipeline" is not null;--> statement-breakpoint
CREATE INDEX "deal_stage_stage_is_not_null" ON "deal" USING btree ("stage") WHERE "stage" is not null;--> statement-breakpoint
CREATE INDEX "deal_contact_contact_is_not_null" ON "deal" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "deal_company_company_is_not_null" ON "deal" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "deal_owner_owner_is_not_null" ON "deal" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "deal_product_product_is_not_null" ON "deal" USING btree ("product") WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX "order_createdAt_id" ON "order" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "order_contact_contact_is_not_null" ON "order" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "order_company_company_is_not_null" ON "order" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "order_owner_owner_is_not_null" ON "order" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "orderLine_createdAt_id" ON "orderLine" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "orderLine_order_order_is_not_null" ON "orderLine" USING btree ("order") WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX "orderLine_product_product_is_not_null" ON "orderLine" USING btree ("product") WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX "orderLine_contact_contact_is_not_null" ON "orderLine" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "product_createdAt_id" ON "product" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_sku_unique_archivedAt_is_null" ON "product" USING btree ("sku") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "price_createdAt_id" ON "price" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "price_product_product_is_not_null" ON "price" USING btree ("product") WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX "purchaseCycle_createdAt_id" ON "purchaseCycle" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "purchaseCycle_contact_contact_is_not_null" ON "purchaseCycle" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "purchaseCycle_company_company_is_not_null" ON "purchaseCycle" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "purchaseCycle_product_product_is_not_null" ON "purchaseCycle" USING btree ("product") WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX "purchaseCycle_owner_owner_is_not_null" ON "purchaseCycle" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "invoice_createdAt_id" ON "invoice" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_number_unique_archivedAt_is_null" ON "invoice" USING btree ("number") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "invoice_contact_contact_is_not_null" ON "invoice" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "invoice_company_company_is_not_null" ON "invoice" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "invoice_order_order_is_not_null" ON "invoice" USING btree ("order") WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX "invoice_deal_deal_is_not_null" ON "invoice" USING btree ("deal") WHERE "deal" is not null;--> statement-breakpoint
CREATE INDEX "invoice_owner_owner_is_not_null" ON "invoice" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "payment_createdAt_id" ON "payment" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "payment_invoice_invoice_is_not_null" ON "payment" USING btree ("invoice") WHERE "invoice" is not null;--> statement-breakpoint
CREATE INDEX "payment_contact_contact_is_not_null" ON "payment" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "payment_company_company_is_not_null" ON "payment" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "payment_owner_owner_is_not_null" ON "payment" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "payment_task_task_is_not_null" ON "payment" USING btree ("task") WHERE "task" is not null;--> statement-breakpoint
CREATE INDEX "task_createdAt_id" ON "task" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "task_owner_owner_is_not_null" ON "task" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "task_department_department_is_not_null" ON "task" USING btree ("department") WHERE "department" is not null;--> statement-breakpoint
CREATE INDEX "task_fromDepartment_fromDepartment_is_not_null" ON "task" USING btree ("fromDepartment") WHERE "fromDepartment" is not null;--> statement-breakpoint
CREATE INDEX "task_contact_contact_is_not_null" ON "task" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "task_company_company_is_not_null" ON "task" USING btree ("company") WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX "task_deal_deal_is_not_null" ON "task" USING btree ("deal") WHERE "deal" is not null;--> statement-breakpoint
CREATE INDEX "task_order_order_is_not_null" ON "task" USING btree ("order") WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX "task_invoice_invoice_is_not_null" ON "task" USING btree ("invoice") WHERE "invoice" is not null;--> statement-breakpoint
CREATE INDEX "task_product_product_is_not_null" ON "task" USING btree ("product") WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX "task_closedBy_closedBy_is_not_null" ON "task" USING btree ("closedBy") WHERE "closedBy" is not null;--> statement-breakpoint
CREATE INDEX "note_createdAt_id" ON "note" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "note_contact_contact_is_not_null" ON "note" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "note_author_author_is_not_null" ON "note" USING btree ("author") WHERE "author" is not null;--> statement-breakpoint
CREATE INDEX "message_createdAt_id" ON "message" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "message_contact_contact_is_not_null" ON "message" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "message_mailbox_mailbox_is_not_null" ON "message" USING btree ("mailbox") WHERE "mailbox" is not null;--> statement-breakpoint
CREATE INDEX "answer_createdAt_id" ON "answer" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "answer_contact_contact_is_not_null" ON "answer" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "answer_message_message_is_not_null" ON "answer" USING btree ("message") WHERE "message" is not null;--> statement-breakpoint
CREATE INDEX "trackedEvent_createdAt_id" ON "trackedEvent" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "trackedEvent_contact_contact_is_not_null" ON "trackedEvent" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "trackedEvent_message_message_is_not_null" ON "trackedEvent" USING btree ("message") WHERE "message" is not null;--> statement-breakpoint
CREATE INDEX "scoreEvent_createdAt_id" ON "scoreEvent" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "scoreEvent_contact_contact_is_not_null" ON "scoreEvent" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "notification_createdAt_id" ON "notification" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "notification_owner_owner_is_not_null" ON "notification" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "notification_contact_contact_is_not_null" ON "notification" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "form_createdAt_id" ON "form" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "form_key_unique_archivedAt_is_null" ON "form" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "form_owner_owner_is_not_null" ON "form" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "hook_createdAt_id" ON "hook" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "hook_path_unique_archivedAt_is_null" ON "hook" USING btree ("path") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "hook_owner_owner_is_not_null" ON "hook" USING btree ("owner") WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX "submission_createdAt_id" ON "submission" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "submission_form_form_is_not_null" ON "submission" USING btree ("form") WHERE "form" is not null;--> statement-breakpoint
CREATE INDEX "submission_hook_hook_is_not_null" ON "submission" USING btree ("hook") WHERE "hook" is not null;--> statement-breakpoint
CREATE INDEX "submission_contact_contact_is_not_null" ON "submission" USING btree ("contact") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "questionSet_createdAt_id" ON "questionSet" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "questionSet_key_unique_archivedAt_is_null" ON "questionSet" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "segment_createdAt_id" ON "segment" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "segment_key_unique_archivedAt_is_null" ON "segment" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "pipeline_createdAt_id" ON "pipeline" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "pipeline_key_unique_archivedAt_is_null" ON "pipeline" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "stage_createdAt_id" ON "stage" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "stage_key_unique_archivedAt_is_null" ON "stage" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "stage_pipeline_pipeline_is_not_null" ON "stage" USING btree ("pipeline") WHERE "pipeline" is not null;--> statement-breakpoint
CREATE INDEX "mailbox_createdAt_id" ON "mailbox" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "mailbox_address_unique_archivedAt_is_null" ON "mailbox" USING btree ("address") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "mailbox_user_user_is_not_null" ON "mailbox" USING btree ("user") WHERE "user" is not null;--> statement-breakpoint
CREATE INDEX "mailbox_department_department_is_not_null" ON "mailbox" USING btree ("department") WHERE "department" is not null;--> statement-breakpoint
CREATE INDEX "calendar_createdAt_id" ON "calendar" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_key_unique_archivedAt_is_null" ON "calendar" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "department_createdAt_id" ON "department" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "department_key_unique_archivedAt_is_null" ON "department" USING btree ("key") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "department_head_head_is_not_null" ON "department" USING btree ("head") WHERE "head" is not null;--> statement-breakpoint
CREATE INDEX "department_calendar_calendar_is_not_null" ON "department" USING btree ("calendar") WHERE "calendar" is not null;--> statement-breakpoint
CREATE INDEX "user_createdAt_id" ON "user" USING btree ("createdAt","id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_email_unique_archivedAt_is_null" ON "user" USING btree ("email") WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX "user_department_department_is_not_null" ON "user" USING btree ("department") WHERE "department" is not null;--> statement-breakpoint
CREATE INDEX "user_deputy_deputy_is_not_null" ON "user" USING btree ("deputy") WHERE "deputy" is not null;--> statement-breakpoint
CREATE INDEX "user_calendar_calendar_is_not_null" ON "user" USING btree ("calendar") WHERE "calendar" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "events_id_unique" ON "events" USING btree ("id");--> statement-breakpoint
CREATE INDEX "events_number_state_pending" ON "events" USING btree ("number") WHERE "state" = 'pending';--> statement-breakpoint
CREATE INDEX "events_about_about_is_not_null" ON "events" USING btree ("about") WHERE "about" is not null;--> statement-breakpoint
CREATE INDEX "changes_record_at" ON "changes" USING btree ("record","at");--> statement-breakpoint
CREATE INDEX "changes_about_at_about_is_not_null" ON "changes" USING btree ("about","at") WHERE "about" is not null;--> statement-breakpoint
CREATE INDEX "identities_contact" ON "identities" USING btree ("contact");--> statement-breakpoint
CREATE UNIQUE INDEX "searchable_record_unique" ON "searchable" USING btree ("record");--> statement-breakpoint
CREATE INDEX "seen_at" ON "seen" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_event_workflow_subject_key_unique_subject_is_not_null" ON "runs" USING btree ("event","workflow","subject","key") WHERE "subject" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "runs_event_workflow_key_unique_subject_is_null" ON "runs" USING btree ("event","workflow","key") WHERE "subject" is null;--> statement-breakpoint
CREATE INDEX "runs_subject_workflow_subject_is_not_null" ON "runs" USING btree ("subject","workflow") WHERE "subject" is not null;--> statement-breakpoint
CREATE INDEX "runs_workflow_id" ON "runs" USING btree ("workflow","id");--> statement-breakpoint
CREATE INDEX "runs_workflow_state_active" ON "runs" USING btree ("workflow") WHERE "state" = 'active';--> statement-breakpoint
CREATE INDEX "positions_run" ON "positions" USING btree ("run");--> statement-breakpoint
CREATE INDEX "positions_dueAt_dueAt_is_not_null" ON "positions" USING btree ("dueAt") WHERE "dueAt" is not null;--> statement-breakpoint
CREATE INDEX "positions_run_state_parked" ON "positions" USING btree ("run") WHERE "state" = 'parked';--> statement-breakpoint
CREATE INDEX "watches_about_event" ON "watches" USING btree ("about","event");--> statement-breakpoint
CREATE INDEX "watches_position" ON "watches" USING btree ("position");--> statement-breakpoint
CREATE INDEX "suggestions_status_id" ON "suggestions" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "suggestions_position" ON "suggestions" USING btree ("position");--> statement-breakpoint
CREATE INDEX "suggestions_run" ON "suggestions" USING btree ("run");--> statement-breakpoint
CREATE INDEX "suggestions_subject_subject_is_not_null" ON "suggestions" USING btree ("subject") WHERE "subject" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_dueAt_state_in_queued_deferred" ON "deliveries" USING btree ("dueAt") WHERE "state" in ('queued', 'deferred');--> statement-breakpoint
CREATE INDEX "deliveries_state_state_in_sending_unknown_failed" ON "deliveries" USING btree ("state") WHERE "state" in ('sending', 'unknown', 'failed');--> statement-breakpoint
CREATE INDEX "deliveries_contact_createdAt_contact_is_not_null" ON "deliveries" USING btree ("contact","createdAt") WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_run_run_is_not_null" ON "deliveries" USING btree ("run") WHERE "run" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "versions_workflow_number_unique" ON "versions" USING btree ("workflow","number");--> statement-breakpoint
CREATE INDEX "schedules_nextAt" ON "schedules" USING btree ("nextAt");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash_unique" ON "tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_user" ON "tokens" USING btree ("user");--> statement-breakpoint
CREATE INDEX "files_about_about_is_not_null" ON "files" USING btree ("about") WHERE "about" is not null;--> statement-breakpoint
CREATE INDEX "searchable_words" ON "searchable" USING gin (array_to_tsvector(string_to_array("words", ' ')));
