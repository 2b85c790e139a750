import { expect, test } from 'vitest'

const files = import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*'], { query: '?raw', import: 'default', eager: true })
/** Every source by its path from here; files of this folder by `../words/` too. */
const sources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, source]) => [path.replace(/^\.\//, '../words/'), source]),
)
const routes = sources['../routes.ts'] ?? ''

/** The areas that are always there. */
const always = ['../words/common.ts', '../words/shell.ts']
const keysOf = new Map(
  Object.entries(sources)
    .filter(([path]) => path.startsWith('../words/'))
    .map(([path, source]) => [path, [...source.matchAll(/^ {2}'([^']+)':/gm)].map(([, key = '']) => key)]),
)

test('every page comes with all the words it can say, and what it loads later with its own', () => {
  const lacking: string[] = []
  for (const [, file = '', words = ''] of routes.matchAll(/page\(import\('\.(\/[^']+)'\), (.+)\) ?[,}]/g)) {
    const atOnce = reach(`..${file}`, { later: false })
    const all = reach(`..${file}`)
    const first = [...always, ...areasIn(words)]
    const further = [...all].flatMap((path) => areasLoaded(sources[path] ?? ''))
    for (const [said, areas] of [
      [atOnce, first],
      [all, [...first, ...further]],
    ] as const) {
      const spoken = new Set(areas.flatMap((area) => keysOf.get(area) ?? []))
      const keys = new Set([...said].flatMap(keysSaid))
      lacking.push(...[...keys].filter((key) => !spoken.has(key)).map((key) => `${file} lacks ${key}`))
    }
  }

  expect(lacking).toEqual([])
})

test('the frame of every page says only words that are always there', () => {
  const spoken = new Set(always.flatMap((area) => keysOf.get(area) ?? []))
  const said = [...reach('../shell/shell.tsx', { not: '../routes.ts' })].flatMap(keysSaid)

  expect([...new Set(said)].filter((key) => !spoken.has(key))).toEqual([])
})

/** The areas in the second argument of `page`, a name like `crm` or a list. */
function areasIn(words: string): string[] {
  const named = [...words.matchAll(/\b(crm|flow|setting)\b/g)].map(
    ([, name]) => new RegExp(`const ${name}: Words = (\\[[\\s\\S]*?\\n?\\])\\n`).exec(routes)?.[1] ?? '',
  )
  return areasLoaded(`${words} ${named.join(' ')}`)
}

const areasLoaded = (source: string): string[] => [...source.matchAll(/import\('\.+(\/words\/[^']+)'\)/g)].map(([, path]) => `..${path}`)

/** A file and everything it imports at once, and what it imports later too unless told otherwise. */
function reach(start: string, { later = true, not = '' } = {}): Set<string> {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path) || path === not || sources[path] === undefined || path.startsWith('../words/')) return
    found.add(path)
    const source = sources[path]
    for (const [, wanted = ''] of source.matchAll(/^import (?!type )[^;]*?from '(\.[^']+)'/gm)) visit(resolved(path, wanted))
    if (later) for (const [, wanted = ''] of source.matchAll(/import\('(\.[^']+)'\)/g)) visit(resolved(path, wanted))
  }
  visit(start)
  return found
}

function resolved(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..' && folders.length > 1) folders.pop()
    else if (part !== '.') folders.push(part)
  }
  return folders.join('/')
}

/** The keys that a file says: whole ones, and every key that a template can make. */
function keysSaid(path: string): readonly string[] {
  const known = saidIn.get(path)
  if (known) return known
  const source = sources[path] ?? ''
  const all = [...keysOf.values()].flat()
  const prefixes = [...source.matchAll(/t\(`([\w.]+\.)\$\{/g)].map(([, prefix = '']) => prefix)
  const said = all.filter((key) => source.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix)))
  saidIn.set(path, said)
  return said
}

const saidIn = new Map<string, readonly string[]>()
