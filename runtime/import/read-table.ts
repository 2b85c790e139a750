/** A CSV file as people send it: any of the usual separators, UTF-8 or windows-1251, with a mark or without. */
import { Readable } from 'node:stream'

/** A file, opened. `rows` reads from the beginning each time it is called. */
export interface Table {
  readonly delimiter: string
  readonly columns: readonly string[]
  /** The rows below the header, as many cells as they have. */
  rows(): AsyncIterable<readonly string[]>
}

/** More columns than this are no table of records. */
const mostColumns = 500
const longestCell = 100_000

/** Null for what cannot be read as a table. */
export async function readTable(bytes: Uint8Array): Promise<Table | null> {
  const encoding = encodingOf(bytes)
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, 64 * 1024)))
  const lines = () => linesOf(bytes, encoding, delimiter)
  try {
    for await (const header of lines()) {
      const columns = named(header)
      if (columns.length === 0 || columns.length > mostColumns || columns.every((name) => name === '')) return null
      return { delimiter, columns, rows: () => below(lines()) }
    }
  } catch {
    // What the parser cannot read is no table.
  }
  return null
}

async function* below(lines: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  let isHeader = true
  for await (const line of lines) {
    if (!isHeader) yield line
    isHeader = false
  }
}

async function* linesOf(bytes: Uint8Array, encoding: string, delimiter: string): AsyncGenerator<readonly string[]> {
  const { parse } = await import('csv-parse')
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // A spreadsheet also writes lines of separators alone; nobody is in them.
    skip_records_with_empty_values: true,
    max_record_size: longestCell * 10,
  })
  const source = Readable.from(texts(bytes, encoding))
  source.on('error', (error) => parser.destroy(error))
  let read = 0
  for await (const line of source.pipe(parser)) {
    yield line as string[]
    // The parser hands over thousands of lines without once letting others in.
    if (++read % linesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

const linesAtOnce = 500

/** The file in pieces, so that a large one is never a text as a whole. */
function* texts(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding)
  const piece = 256 * 1024
  for (let at = 0; at < bytes.length; at += piece) yield decoder.decode(bytes.subarray(at, at + piece), { stream: true })
  yield decoder.decode()
}

/** What is not UTF-8 is taken for windows-1251: the other encoding that spreadsheets of our users write. */
function encodingOf(bytes: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1251'
  }
}

/** The separator that stands most often in the first lines, outside of quotes. */
function delimiterOf(text: string): string {
  const bare = text
    .split('\n')
    .slice(0, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '')
  const counts = [';', ',', '\t', '|'].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best), { delimiter: ',', count: 0 }).delimiter
}

/** Columns by name; one without a name or with the name of another gets its number, so that each can be chosen. */
function named(header: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return header.map((raw, index) => {
    const name = raw.trim().slice(0, 200)
    const unique = name === '' || seen.has(name) ? `${name || 'Column'} ${index + 1}` : name
    seen.add(unique)
    return unique
  })
}
