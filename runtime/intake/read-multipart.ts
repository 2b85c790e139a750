/** Reads `multipart/form-data`: fields as they are, files only by name, type and size. */
import type { Json } from '../../shared/json.ts'
import { Refused } from '../http/problem.ts'

const mostParts = 10_000

/** Names and values in their order; a file is `{ file, type, bytes }`. Throws `Refused` for a body that is no multipart form. */
export function readMultipart(body: Buffer, boundary: string): readonly (readonly [name: string, value: Json])[] {
  if (boundary === '' || boundary.length > 200) throw new Refused(400, 'bad-multipart')
  // One byte is one character here, so that files and texts in any character set keep their bytes.
  const text = body.toString('latin1')
  const parts = `\n${text}`.split(`\n--${boundary}`)
  if (parts.length < 2 || !parts.at(-1)?.startsWith('--')) throw new Refused(400, 'bad-multipart')
  if (parts.length > mostParts) throw new Refused(413, 'too-large')
  return parts.slice(1, -1).flatMap((part) => readPart(part))
}

function readPart(part: string): readonly (readonly [name: string, value: Json])[] {
  const [whole, head = ''] = /^[^\n]*\n((?:[^\r\n]+\r?\n)*)\r?\n/.exec(part) ?? []
  if (whole === undefined) return []
  const name = parameter(head, 'name')
  if (name === null) return []
  const content = part.slice(whole.length).replace(/\r$/, '')
  const file = parameter(head, 'filename')
  if (file === null) return [[name, utf8(content)]]
  const type = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream'
  return file === '' && content === '' ? [] : [[name, { file: file.slice(0, 200), type: utf8(type).slice(0, 100), bytes: content.length }]]
}

function parameter(head: string, name: string): string | null {
  const found = new RegExp(`^content-disposition:[^\\r\\n]*;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'im').exec(head)?.[1]
  return found === undefined ? null : utf8(found.replace(/\\(["\\])/g, '$1'))
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8')
