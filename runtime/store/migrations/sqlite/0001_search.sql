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
