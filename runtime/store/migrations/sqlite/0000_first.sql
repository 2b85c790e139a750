CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`firstName` text,
	`lastName` text,
	`email` text,
	`phone` text,
	`company` text,
	`position` text,
	`stage` text,
	`stageSince` integer,
	`score` real,
	`owner` text,
	`language` text,
	`zone` text,
	`city` text,
	`birthday` text,
	`source` text,
	`need` text,
	`budget` text,
	`deadline` text,
	`consentOffers` integer,
	`unsubscribedAt` integer,
	`bouncedAt` integer,
	`lastReplyAt` integer,
	`personalCare` integer,
	`tags` text,
	`externalId` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contact_createdAt_id` ON `contact` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `contact_company_company_is_not_null` ON `contact` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `contact_owner_owner_is_not_null` ON `contact` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `company` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`sector` text,
	`site` text,
	`phone` text,
	`city` text,
	`country` text,
	`owner` text,
	`foundedOn` text,
	`tags` text,
	`personalCare` integer,
	`externalId` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `company_createdAt_id` ON `company` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `company_owner_owner_is_not_null` ON `company` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `deal` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text,
	`amount_cents` integer,
	`amount_currency` text,
	`pipeline` text,
	`stage` text,
	`stageSince` integer,
	`contact` text,
	`company` text,
	`owner` text,
	`product` text,
	`closesOn` text,
	`closedOn` text,
	`lostReason` text,
	`tags` text,
	`externalId` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deal_createdAt_id` ON `deal` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `deal_pipeline_pipeline_is_not_null` ON `deal` (`pipeline`) WHERE "pipeline" is not null;--> statement-breakpoint
CREATE INDEX `deal_stage_stage_is_not_null` ON `deal` (`stage`) WHERE "stage" is not null;--> statement-breakpoint
CREATE INDEX `deal_contact_contact_is_not_null` ON `deal` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `deal_company_company_is_not_null` ON `deal` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `deal_owner_owner_is_not_null` ON `deal` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX `deal_product_product_is_not_null` ON `deal` (`product`) WHERE "product" is not null;--> statement-breakpoint
CREATE TABLE `order` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`orderedOn` text,
	`status` text,
	`contact` text,
	`company` text,
	`owner` text,
	`total_cents` integer,
	`total_currency` text,
	`externalId` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `order_createdAt_id` ON `order` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `order_contact_contact_is_not_null` ON `order` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `order_company_company_is_not_null` ON `order` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `order_owner_owner_is_not_null` ON `order` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `orderLine` (
	`id` text PRIMARY KEY NOT NULL,
	`order` text,
	`product` text,
	`description` text,
	`quantity` real,
	`price_cents` integer,
	`price_currency` text,
	`contact` text,
	`orderedOn` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `orderLine_createdAt_id` ON `orderLine` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `orderLine_order_order_is_not_null` ON `orderLine` (`order`) WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX `orderLine_product_product_is_not_null` ON `orderLine` (`product`) WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX `orderLine_contact_contact_is_not_null` ON `orderLine` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE TABLE `product` (
	`id` text PRIMARY KEY NOT NULL,
	`sku` text,
	`name` text,
	`category` text,
	`unit` text,
	`pageUrl` text,
	`price_cents` integer,
	`price_currency` text,
	`inStock` real,
	`reserved` real,
	`expectedOn` text,
	`discontinued` integer,
	`personalCare` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `product_createdAt_id` ON `product` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `product_sku_unique_archivedAt_is_null` ON `product` (`sku`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE TABLE `price` (
	`id` text PRIMARY KEY NOT NULL,
	`product` text,
	`amount_cents` integer,
	`amount_currency` text,
	`validFrom` text,
	`validTo` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `price_createdAt_id` ON `price` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `price_product_product_is_not_null` ON `price` (`product`) WHERE "product" is not null;--> statement-breakpoint
CREATE TABLE `purchaseCycle` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text,
	`contact` text,
	`company` text,
	`product` text,
	`owner` text,
	`periodDays` real,
	`toleranceDays` real,
	`purchases` real,
	`lastOrderedOn` text,
	`nextDueOn` text,
	`source` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `purchaseCycle_createdAt_id` ON `purchaseCycle` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `purchaseCycle_contact_contact_is_not_null` ON `purchaseCycle` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `purchaseCycle_company_company_is_not_null` ON `purchaseCycle` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `purchaseCycle_product_product_is_not_null` ON `purchaseCycle` (`product`) WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX `purchaseCycle_owner_owner_is_not_null` ON `purchaseCycle` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `invoice` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`amount_cents` integer,
	`amount_currency` text,
	`paid_cents` integer,
	`paid_currency` text,
	`status` text,
	`issuedOn` text,
	`dueOn` text,
	`contact` text,
	`company` text,
	`order` text,
	`deal` text,
	`owner` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `invoice_createdAt_id` ON `invoice` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `invoice_number_unique_archivedAt_is_null` ON `invoice` (`number`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `invoice_contact_contact_is_not_null` ON `invoice` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `invoice_company_company_is_not_null` ON `invoice` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `invoice_order_order_is_not_null` ON `invoice` (`order`) WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX `invoice_deal_deal_is_not_null` ON `invoice` (`deal`) WHERE "deal" is not null;--> statement-breakpoint
CREATE INDEX `invoice_owner_owner_is_not_null` ON `invoice` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `payment` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`amount_cents` integer,
	`amount_currency` text,
	`paidOn` text,
	`invoice` text,
	`contact` text,
	`company` text,
	`owner` text,
	`task` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payment_createdAt_id` ON `payment` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `payment_invoice_invoice_is_not_null` ON `payment` (`invoice`) WHERE "invoice" is not null;--> statement-breakpoint
CREATE INDEX `payment_contact_contact_is_not_null` ON `payment` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `payment_company_company_is_not_null` ON `payment` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `payment_owner_owner_is_not_null` ON `payment` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX `payment_task_task_is_not_null` ON `payment` (`task`) WHERE "task" is not null;--> statement-breakpoint
CREATE TABLE `task` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text,
	`text` text,
	`kind` text,
	`state` text,
	`owner` text,
	`department` text,
	`fromDepartment` text,
	`dueAt` integer,
	`contact` text,
	`company` text,
	`deal` text,
	`order` text,
	`invoice` text,
	`product` text,
	`resultKind` text,
	`resultOptions` text,
	`result` text,
	`writesTo` text,
	`closedAt` integer,
	`closedBy` text,
	`remindEveryDays` real,
	`escalateAfterDays` real,
	`remindFrom` text,
	`reminders` real,
	`nextReminderAt` integer,
	`escalatedAt` integer,
	`snoozedUntil` integer,
	`snoozeReason` text,
	`run` text,
	`node` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `task_createdAt_id` ON `task` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `task_owner_owner_is_not_null` ON `task` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX `task_department_department_is_not_null` ON `task` (`department`) WHERE "department" is not null;--> statement-breakpoint
CREATE INDEX `task_fromDepartment_fromDepartment_is_not_null` ON `task` (`fromDepartment`) WHERE "fromDepartment" is not null;--> statement-breakpoint
CREATE INDEX `task_contact_contact_is_not_null` ON `task` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `task_company_company_is_not_null` ON `task` (`company`) WHERE "company" is not null;--> statement-breakpoint
CREATE INDEX `task_deal_deal_is_not_null` ON `task` (`deal`) WHERE "deal" is not null;--> statement-breakpoint
CREATE INDEX `task_order_order_is_not_null` ON `task` (`order`) WHERE "order" is not null;--> statement-breakpoint
CREATE INDEX `task_invoice_invoice_is_not_null` ON `task` (`invoice`) WHERE "invoice" is not null;--> statement-breakpoint
CREATE INDEX `task_product_product_is_not_null` ON `task` (`product`) WHERE "product" is not null;--> statement-breakpoint
CREATE INDEX `task_closedBy_closedBy_is_not_null` ON `task` (`closedBy`) WHERE "closedBy" is not null;--> statement-breakpoint
CREATE TABLE `note` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text,
	`entity` text,
	`record` text,
	`contact` text,
	`author` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_createdAt_id` ON `note` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `note_contact_contact_is_not_null` ON `note` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `note_author_author_is_not_null` ON `note` (`author`) WHERE "author" is not null;--> statement-breakpoint
CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`direction` text,
	`channel` text,
	`state` text,
	`subject` text,
	`text` text,
	`html` text,
	`from` text,
	`fromName` text,
	`to` text,
	`contact` text,
	`mailbox` text,
	`messageId` text,
	`inReplyTo` text,
	`thread` text,
	`category` text,
	`run` text,
	`node` text,
	`at` integer,
	`openedAt` integer,
	`clickedAt` integer,
	`problem` text,
	`automatic` integer,
	`rawFile` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `message_createdAt_id` ON `message` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `message_contact_contact_is_not_null` ON `message` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `message_mailbox_mailbox_is_not_null` ON `message` (`mailbox`) WHERE "mailbox" is not null;--> statement-breakpoint
CREATE TABLE `answer` (
	`id` text PRIMARY KEY NOT NULL,
	`contact` text,
	`message` text,
	`question` text,
	`questionId` text,
	`field` text,
	`value` text,
	`answeredAt` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answer_createdAt_id` ON `answer` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `answer_contact_contact_is_not_null` ON `answer` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `answer_message_message_is_not_null` ON `answer` (`message`) WHERE "message" is not null;--> statement-breakpoint
CREATE TABLE `trackedEvent` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text,
	`url` text,
	`name` text,
	`contact` text,
	`visitor` text,
	`message` text,
	`machine` integer,
	`at` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `trackedEvent_createdAt_id` ON `trackedEvent` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `trackedEvent_contact_contact_is_not_null` ON `trackedEvent` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `trackedEvent_message_message_is_not_null` ON `trackedEvent` (`message`) WHERE "message" is not null;--> statement-breakpoint
CREATE TABLE `scoreEvent` (
	`id` text PRIMARY KEY NOT NULL,
	`contact` text,
	`points` real,
	`reason` text,
	`key` text,
	`at` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `scoreEvent_createdAt_id` ON `scoreEvent` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `scoreEvent_contact_contact_is_not_null` ON `scoreEvent` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE TABLE `notification` (
	`id` text PRIMARY KEY NOT NULL,
	`owner` text,
	`said` text,
	`text` text,
	`links` text,
	`readAt` integer,
	`handledAt` integer,
	`contact` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notification_createdAt_id` ON `notification` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `notification_owner_owner_is_not_null` ON `notification` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE INDEX `notification_contact_contact_is_not_null` ON `notification` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE TABLE `form` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`fields` text,
	`title` text,
	`consent` text,
	`thanks` text,
	`source` text,
	`opensDealIn` text,
	`owner` text,
	`active` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `form_createdAt_id` ON `form` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `form_key_unique_archivedAt_is_null` ON `form` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `form_owner_owner_is_not_null` ON `form` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `hook` (
	`id` text PRIMARY KEY NOT NULL,
	`path` text,
	`name` text,
	`signature` text,
	`secret` text,
	`handshake` text,
	`dedupeField` text,
	`mapping` text,
	`source` text,
	`owner` text,
	`active` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hook_createdAt_id` ON `hook` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `hook_path_unique_archivedAt_is_null` ON `hook` (`path`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `hook_owner_owner_is_not_null` ON `hook` (`owner`) WHERE "owner" is not null;--> statement-breakpoint
CREATE TABLE `submission` (
	`id` text PRIMARY KEY NOT NULL,
	`form` text,
	`hook` text,
	`state` text,
	`contact` text,
	`event` text,
	`contentType` text,
	`body` text,
	`raw` text,
	`problem` text,
	`dedupeKey` text,
	`at` integer,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `submission_createdAt_id` ON `submission` (`createdAt`,`id`);--> statement-breakpoint
CREATE INDEX `submission_form_form_is_not_null` ON `submission` (`form`) WHERE "form" is not null;--> statement-breakpoint
CREATE INDEX `submission_hook_hook_is_not_null` ON `submission` (`hook`) WHERE "hook" is not null;--> statement-breakpoint
CREATE INDEX `submission_contact_contact_is_not_null` ON `submission` (`contact`) WHERE "contact" is not null;--> statement-breakpoint
CREATE TABLE `questionSet` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`questions` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `questionSet_createdAt_id` ON `questionSet` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `questionSet_key_unique_archivedAt_is_null` ON `questionSet` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE TABLE `segment` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`entity` text,
	`rule` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `segment_createdAt_id` ON `segment` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `segment_key_unique_archivedAt_is_null` ON `segment` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE TABLE `pipeline` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`kind` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pipeline_createdAt_id` ON `pipeline` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `pipeline_key_unique_archivedAt_is_null` ON `pipeline` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE TABLE `stage` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`pipeline` text,
	`position` real,
	`kind` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stage_createdAt_id` ON `stage` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `stage_key_unique_archivedAt_is_null` ON `stage` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `stage_pipeline_pipeline_is_not_null` ON `stage` (`pipeline`) WHERE "pipeline" is not null;--> statement-breakpoint
CREATE TABLE `mailbox` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text,
	`name` text,
	`kind` text,
	`user` text,
	`department` text,
	`paused` integer,
	`pausedReason` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mailbox_createdAt_id` ON `mailbox` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `mailbox_address_unique_archivedAt_is_null` ON `mailbox` (`address`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `mailbox_user_user_is_not_null` ON `mailbox` (`user`) WHERE "user" is not null;--> statement-breakpoint
CREATE INDEX `mailbox_department_department_is_not_null` ON `mailbox` (`department`) WHERE "department" is not null;--> statement-breakpoint
CREATE TABLE `calendar` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`zone` text,
	`hours` text,
	`holidays` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_createdAt_id` ON `calendar` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_key_unique_archivedAt_is_null` ON `calendar` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE TABLE `department` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text,
	`name` text,
	`head` text,
	`calendar` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `department_createdAt_id` ON `department` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `department_key_unique_archivedAt_is_null` ON `department` (`key`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `department_head_head_is_not_null` ON `department` (`head`) WHERE "head" is not null;--> statement-breakpoint
CREATE INDEX `department_calendar_calendar_is_not_null` ON `department` (`calendar`) WHERE "calendar" is not null;--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`email` text,
	`role` text,
	`department` text,
	`deputy` text,
	`language` text,
	`zone` text,
	`calendar` text,
	`signature` text,
	`absentUntil` text,
	`active` integer,
	`passwordHash` text,
	`custom` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`archivedAt` integer,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `user_createdAt_id` ON `user` (`createdAt`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique_archivedAt_is_null` ON `user` (`email`) WHERE "archivedAt" is null;--> statement-breakpoint
CREATE INDEX `user_department_department_is_not_null` ON `user` (`department`) WHERE "department" is not null;--> statement-breakpoint
CREATE INDEX `user_deputy_deputy_is_not_null` ON `user` (`deputy`) WHERE "deputy" is not null;--> statement-breakpoint
CREATE INDEX `user_calendar_calendar_is_not_null` ON `user` (`calendar`) WHERE "calendar" is not null;--> statement-breakpoint
CREATE TABLE `events` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`about` text,
	`records` text NOT NULL,
	`fields` text NOT NULL,
	`cause` text NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_number_state_pending` ON `events` (`number`) WHERE "state" = 'pending';--> statement-breakpoint
CREATE INDEX `events_about_about_is_not_null` ON `events` (`about`) WHERE "about" is not null;--> statement-breakpoint
CREATE TABLE `changes` (
	`id` text PRIMARY KEY NOT NULL,
	`entity` text NOT NULL,
	`record` text NOT NULL,
	`about` text,
	`field` text,
	`old` text,
	`new` text,
	`at` integer NOT NULL,
	`cause` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `changes_record_at` ON `changes` (`record`,`at`);--> statement-breakpoint
CREATE INDEX `changes_about_at_about_is_not_null` ON `changes` (`about`,`at`) WHERE "about" is not null;--> statement-breakpoint
CREATE TABLE `identities` (
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`contact` text NOT NULL,
	PRIMARY KEY(`channel`, `address`)
);
--> statement-breakpoint
CREATE INDEX `identities_contact` ON `identities` (`contact`);--> statement-breakpoint
CREATE TABLE `searchable` (
	`number` integer PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	`entity` text NOT NULL,
	`owner` text,
	`title` text NOT NULL,
	`detail` text NOT NULL,
	`words` text NOT NULL,
	`archived` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `searchable_record_unique` ON `searchable` (`record`);--> statement-breakpoint
CREATE TABLE `seen` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`event` text NOT NULL,
	`bodyHash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE INDEX `seen_at` ON `seen` (`at`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`workflow` text NOT NULL,
	`version` text NOT NULL,
	`subjectEntity` text,
	`subject` text,
	`key` text NOT NULL,
	`event` text,
	`state` text NOT NULL,
	`paused` integer NOT NULL,
	`startedAt` integer NOT NULL,
	`endedAt` integer,
	`ended` text,
	`vars` text NOT NULL,
	`outputs` text NOT NULL,
	`nextStep` integer NOT NULL,
	`visits` text NOT NULL,
	`depth` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_event_workflow_subject_key_unique_subject_is_not_null` ON `runs` (`event`,`workflow`,`subject`,`key`) WHERE "subject" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `runs_event_workflow_key_unique_subject_is_null` ON `runs` (`event`,`workflow`,`key`) WHERE "subject" is null;--> statement-breakpoint
CREATE INDEX `runs_subject_workflow_subject_is_not_null` ON `runs` (`subject`,`workflow`) WHERE "subject" is not null;--> statement-breakpoint
CREATE INDEX `runs_workflow_id` ON `runs` (`workflow`,`id`);--> statement-breakpoint
CREATE INDEX `runs_workflow_state_active` ON `runs` (`workflow`) WHERE "state" = 'active';--> statement-breakpoint
CREATE TABLE `positions` (
	`id` text PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`parent` text,
	`node` text NOT NULL,
	`state` text NOT NULL,
	`visit` integer NOT NULL,
	`since` integer NOT NULL,
	`dueAt` integer,
	`waitsFor` text NOT NULL,
	`wokenBy` text,
	`memory` text,
	`item` text,
	`fork` text,
	`problem` text,
	`attempts` integer NOT NULL,
	`guards` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `positions_run` ON `positions` (`run`);--> statement-breakpoint
CREATE INDEX `positions_dueAt_dueAt_is_not_null` ON `positions` (`dueAt`) WHERE "dueAt" is not null;--> statement-breakpoint
CREATE INDEX `positions_run_state_parked` ON `positions` (`run`) WHERE "state" = 'parked';--> statement-breakpoint
CREATE TABLE `steps` (
	`run` text NOT NULL,
	`number` integer NOT NULL,
	`position` text NOT NULL,
	`node` text NOT NULL,
	`visit` integer NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`run`, `number`)
);
--> statement-breakpoint
CREATE TABLE `watches` (
	`number` integer PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`event` text NOT NULL,
	`about` text NOT NULL,
	`field` text,
	`run` text NOT NULL,
	`position` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `watches_about_event` ON `watches` (`about`,`event`);--> statement-breakpoint
CREATE INDEX `watches_position` ON `watches` (`position`);--> statement-breakpoint
CREATE TABLE `suggestions` (
	`id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`run` text NOT NULL,
	`position` text NOT NULL,
	`workflow` text NOT NULL,
	`version` text NOT NULL,
	`node` text NOT NULL,
	`subjectEntity` text,
	`subject` text,
	`prepared` text NOT NULL,
	`effects` text NOT NULL,
	`original` text,
	`hash` text NOT NULL,
	`links` text NOT NULL,
	`why` text NOT NULL,
	`warnings` text NOT NULL,
	`assignee` text,
	`department` text,
	`laterUntil` integer,
	`createdAt` integer NOT NULL,
	`decideBy` integer,
	`decidedAt` integer,
	`decidedBy` text,
	`actAt` integer,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `suggestions_status_id` ON `suggestions` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `suggestions_position` ON `suggestions` (`position`);--> statement-breakpoint
CREATE INDEX `suggestions_run` ON `suggestions` (`run`);--> statement-breakpoint
CREATE INDEX `suggestions_subject_subject_is_not_null` ON `suggestions` (`subject`) WHERE "subject" is not null;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`effect` text NOT NULL,
	`state` text NOT NULL,
	`run` text,
	`position` text,
	`node` text,
	`channel` text NOT NULL,
	`contact` text,
	`attempts` integer NOT NULL,
	`dueAt` integer NOT NULL,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`result` text,
	`problem` text
);
--> statement-breakpoint
CREATE INDEX `deliveries_dueAt_state_in_queued_deferred` ON `deliveries` (`dueAt`) WHERE "state" in ('queued', 'deferred');--> statement-breakpoint
CREATE INDEX `deliveries_state_state_in_sending_unknown_failed` ON `deliveries` (`state`) WHERE "state" in ('sending', 'unknown', 'failed');--> statement-breakpoint
CREATE INDEX `deliveries_contact_createdAt_contact_is_not_null` ON `deliveries` (`contact`,`createdAt`) WHERE "contact" is not null;--> statement-breakpoint
CREATE INDEX `deliveries_run_run_is_not_null` ON `deliveries` (`run`) WHERE "run" is not null;--> statement-breakpoint
CREATE TABLE `workflows` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`draft` text NOT NULL,
	`revision` integer NOT NULL,
	`liveVersion` integer,
	`owner` text,
	`department` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL,
	`updatedBy` text,
	`archivedAt` integer
);
--> statement-breakpoint
CREATE TABLE `versions` (
	`id` text PRIMARY KEY NOT NULL,
	`workflow` text NOT NULL,
	`number` integer NOT NULL,
	`content` text NOT NULL,
	`note` text NOT NULL,
	`publishedAt` integer NOT NULL,
	`publishedBy` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_workflow_number_unique` ON `versions` (`workflow`,`number`);--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`workflow` text,
	`node` text,
	`rule` text NOT NULL,
	`zone` text NOT NULL,
	`nextAt` integer NOT NULL,
	`lastAt` integer
);
--> statement-breakpoint
CREATE INDEX `schedules_nextAt` ON `schedules` (`nextAt`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`createdAt` integer NOT NULL,
	`expiresAt` integer NOT NULL,
	`agent` text
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`user` text NOT NULL,
	`scopes` text NOT NULL,
	`createdAt` integer NOT NULL,
	`expiresAt` integer,
	`lastUsedAt` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash_unique` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_user` ON `tokens` (`user`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`user` text,
	`input` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`result` text,
	`createdAt` integer NOT NULL,
	`updatedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`about` text,
	`createdAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `files_about_about_is_not_null` ON `files` (`about`) WHERE "about" is not null;--> statement-breakpoint
CREATE TABLE `fileParts` (
	`file` text NOT NULL,
	`number` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`file`, `number`)
);

--> statement-breakpoint
CREATE VIRTUAL TABLE "searchableWords" USING fts5("words", content='searchable', content_rowid='number', tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE TRIGGER "searchable_added" AFTER INSERT ON "searchable" BEGIN
  INSERT INTO "searchableWords" (rowid, "words") VALUES (new."number", new."words");
END;
--> statement-breakpoint
CREATE TRIGGER "searchable_changed" AFTER UPDATE OF "words" ON "searchable" WHEN old."words" <> new."words" BEGIN
  INSERT INTO "searchableWords" ("searchableWords", rowid, "words") VALUES ('delete', old."number", old."words");
  INSERT INTO "searchableWords" (rowid, "words") VALUES (new."number", new."words");
END;
--> statement-breakpoint
CREATE TRIGGER "searchable_removed" AFTER DELETE ON "searchable" BEGIN
  INSERT INTO "searchableWords" ("searchableWords", rowid, "words") VALUES ('delete', old."number", old."words");
END;
