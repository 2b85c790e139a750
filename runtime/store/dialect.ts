/** The few things that SQLite and PostgreSQL say differently. All values go by parameters; what stands here is fixed text. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** Ends a `select` whose row is about to be changed. */
  readonly forUpdate: string
  /** Ends the `select` that claims runs of the alias `r`. */
  readonly forClaim: string
  /** The same for each workflow of a parameter that is a JSON list, a time, and how many of each: rows of run, subject, dueAt, workflow. */
  claimOfEach(from: string, condition: string): string
  /** Waits for whoever holds this name, the parameter, and holds it until the commit; null where only one process writes. */
  readonly lockName: string | null
  /** A text in lower case, in any alphabet, in one order for both. */
  folded(text: string): string
  /** Where `part` begins in `whole`, from 1; 0 where it does not. */
  indexOf(whole: string, part: string): string
  /** The ids of a parameter that is a JSON list of texts, for `in (…)`. */
  readonly ids: string
  /** The rows of a parameter that is a JSON list of lists; a cell of it is `j.value ->> 0`. */
  readonly lists: string
  /** Likewise of a JSON list of lists in a column. */
  listsIn(column: string): string
  /** A whole number that comes as a cell of such a list. */
  count(cell: string): string
  /** The texts of a JSON list in a column, as `(select entry …)`; no rows for an empty column. */
  entries(column: string): string
  /** What stands at a path of a JSON object in a column, read as this type; null where it has another. Flags are 0 and 1. */
  member(column: string, path: readonly string[], as: MemberType): string
  /** A text compared byte by byte, whatever the language of the database. */
  bytewise(text: string): string
  /** The rows `s` of "searchable" whose words begin with every word of the parameter (`searchTerms`): ends in a condition. */
  readonly found: string
  /** What `found` is sorted by without looking at all of it. */
  readonly foundNumber: string
  /** The parameter for `found`. */
  searchTerms(words: readonly string[]): string
}

type MemberType = 'text' | 'number' | 'flag' | 'json'

/** SQLite with the JSON functions and FTS5; `fold` is a function that the store adds. */
export const sqliteDialect: Dialect = {
  name: 'sqlite',
  forUpdate: '',
  forClaim: '',
  claimOfEach: (from, condition) =>
    `select p."run", r."subject", p."dueAt", p."workflow" from json_each(?) as j
     join "positions" p on p."id" in (select p."id" from ${from}
       where p."workflow" = j.value and p."dueAt" <= ? and ${condition} order by p."dueAt" limit ?)
     join "runs" r on r."id" = p."run" order by p."dueAt"`,
  lockName: null,
  folded: (text) => `fold(${text})`,
  indexOf: (whole, part) => `instr(${whole}, ${part})`,
  ids: '(select value from json_each(?))',
  lists: 'json_each(?) as j',
  listsIn: (column) => `json_each(${column}) as j`,
  count: (cell) => `(${cell})`,
  entries: (column) => `(select value as entry from json_each(${column}) where type = 'text')`,
  member: (column, path, as) => {
    const at = literal(`$${path.map((key) => `."${key}"`).join('')}`)
    const value = `json_extract(${column}, ${at})`
    if (as === 'json') return value
    const types = { text: `'text'`, number: `'integer', 'real'`, flag: `'true', 'false'` }
    return `(case when json_type(${column}, ${at}) in (${types[as]}) then ${value} end)`
  },
  bytewise: (text) => text,
  found: '"searchableWords" f join "searchable" s on s."number" = f.rowid where "searchableWords" match ?',
  foundNumber: 'f.rowid',
  searchTerms: (words) => words.map((word) => `"${word}"*`).join(' '),
}

/** PostgreSQL with ICU collations. JSON is kept as text and cast where it is searched. */
export const postgresDialect: Dialect = {
  name: 'postgres',
  forUpdate: ' for update',
  forClaim: ' for update of r skip locked',
  claimOfEach: (from, condition) =>
    `select d.* from jsonb_array_elements_text(?::jsonb) as j(id) cross join lateral (
       select p."run", r."subject", p."dueAt", p."workflow" from ${from}
       where p."workflow" = j.id and p."dueAt" <= ? and ${condition} order by p."dueAt" limit ? for update of r skip locked) d
     order by d."dueAt"`,
  lockName: 'select pg_advisory_xact_lock(hashtextextended(?, 0))',
  folded: (text) => `(lower(${text} collate "und-x-icu") collate "C")`,
  indexOf: (whole, part) => `strpos(${whole}, ${part})`,
  ids: '(select jsonb_array_elements_text(?::jsonb))',
  lists: 'jsonb_array_elements(?::jsonb) as j(value)',
  listsIn: (column) => `jsonb_array_elements(${column}::jsonb) as j(value)`,
  count: (cell) => `(${cell})::integer`,
  entries: (column) => `(select entry from jsonb_array_elements_text(${column}::jsonb) as entries(entry))`,
  member: (column, path, as) => {
    const at = literal(`{${path.map((key) => `"${key}"`).join(',')}}`)
    const text = `(${column}::jsonb #>> ${at})`
    if (as === 'json') return text
    const value = { text, number: `${text}::double precision`, flag: `(case when ${text} = 'true' then 1 else 0 end)` }[as]
    const type = { text: 'string', number: 'number', flag: 'boolean' }[as]
    return `(case when jsonb_typeof(${column}::jsonb #> ${at}) = '${type}' then ${value} end)`
  },
  bytewise: (text) => `(${text} collate "C")`,
  found: `"searchable" s where array_to_tsvector(string_to_array(s."words", ' ')) @@ ?::tsquery`,
  foundNumber: 's."number"',
  searchTerms: (words) => words.map((word) => `'${word}':*`).join(' & '),
}

/** A text inside a statement, for names that come from a description; never for input. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
