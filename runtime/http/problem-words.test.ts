import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasWords } from '../../shared/say.ts'
import { packageFolder } from '../package-folder.ts'

/** How a problem, a reason or a notice is named in the source. */
const named = [/\bcode: '([a-z][a-z0-9-]+)'/g, /\bfail\('([a-z][a-z0-9-]+)'/g, /\bRefused\(\d+, '([a-z][a-z0-9-]+)'/g]

test('every problem that the program can name has words in both languages', () => {
  const folder = packageFolder()
  const files = ['runtime', 'nodes', 'shared'].flatMap((room) =>
    readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, room, file)),
  )
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/testing|simulation/.test(file))
  const codes = new Map<string, string>()
  for (const file of sources) {
    const source = readFileSync(file, 'utf8')
    for (const pattern of named) for (const [, code = ''] of source.matchAll(pattern)) codes.set(code, file)
  }

  expect(codes.size).toBeGreaterThan(100)
  expect([...codes].filter(([code]) => !hasWords(code)).map(([code, file]) => `${code} in ${file.slice(folder.length + 1)}`)).toEqual([])
})
