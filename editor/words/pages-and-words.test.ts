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

test('every page comes with all the words it can say', () => {
  const lacking: string[] = []
  for (const [, file = '', words = ''] of routes.matchAll(/page\(import\('\.(\/[^']+)'\), (.+)\) ?[,}]/g)) {
    const loaded = [...always, ...areasIn(words)]
    const said = [...reach(`..${file}`)].flatMap((path) => keysSaid(sources[path] ?? ''))
    const spoken = new Set(loaded.flatMap((area) => keysOf.get(area) ?? []))
    lacking.push(...[...new Set(said)].filter((key) => !spoken.has(key)).map((key) => `${file} lacks ${key}`))
  }

  expect(lacking).toEqual([])
})

test('the frame of every page says only words that are always there', () => {
  const spoken = new Set(always.flatMap((area) => keysOf.get(area) ?? []))
  const said = [...reach('../shell/shell.tsx', '../routes.ts')].flatMap((path) => keysSaid(sources[path] ?? ''))

  expect([...new Set(said)].filter((key) => !spoken.has(key))).toEqual([])
})

/** The areas in the second argument of `page`, a name like `crm` or a list. */
function areasIn(words: string): string[] {
  const named = [...words.matchAll(/\b(crm|flow|setting)\b/g)].map(
    ([, name]) => new RegExp(`const ${name}: Words = (\\[[\\s\\S]*?\\n?\\])\\n`).exec(routes)?.[1] ?? '',
  )
  return [...`${words} ${named.join(' ')}`.matchAll(/import\('\.(\/words\/[^']+)'\)/g)].map(([, path]) => `..${path}`)
}

/** A file and everything it imports, at once or later. */
function reach(start: string, not = ''): Set<string> {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path) || path === not || sources[path] === undefined || path.startsWith('../words/')) return
    found.add(path)
    const source = sources[path]
    for (const [, wanted = ''] of source.matchAll(/^import (?!type )[^;]*?from '(\.[^']+)'/gm)) visit(resolved(path, wanted))
    for (const [, wanted = ''] of source.matchAll(/import\('(\.[^']+)'\)/g)) visit(resolved(path, wanted))
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

/** The keys in a source: whole ones, and every key that a template can make. */
function keysSaid(source: string): string[] {
  const all = [...keysOf.values()].flat()
  const whole = all.filter((key) => source.includes(`'${key}'`))
  const prefixes = [...source.matchAll(/t\(`([\w.]+\.)\$\{/g)].map(([, prefix = '']) => prefix)
  return [...whole, ...all.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)))]
}
