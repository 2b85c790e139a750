/** Finds the tables that people have brought, and the rows of them that were refused, in which a person is named. */

import type { Reading } from './record-reads.ts'
import { namesOf } from './redact.ts'

const brought = `select f."id" from "files" f
  where f."about" in (select "id" from "user") or f."about" in (select "id" from "jobs") or f."about" is null`

/** Ids of the files that were sent by the team and are about no record. One is opened at a time: they may be large. */
export async function tablesNaming(values: readonly string[], { rows }: Reading): Promise<string[]> {
  const names = namesOf(values)
  const found: string[] = []
  if (!names) return found
  for (const row of await rows(brought)) {
    const id = String(row['id'])
    const parts = await rows('select "bytes" from "fileParts" where "file" = ? order by "number"', [id])
    const bytes = Buffer.concat(parts.map((part) => part['bytes'] as Uint8Array))
    if (encodings.some((encoding) => new TextDecoder(encoding).decode(bytes).search(names) >= 0)) found.push(id)
  }
  return found
}

/** Those in which spreadsheets save tables. */
const encodings = ['utf-8', 'utf-16le', 'windows-1251'] as const
