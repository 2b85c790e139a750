CREATE INDEX "searchable_words" ON "searchable" USING gin (array_to_tsvector(string_to_array("words", ' ')));
