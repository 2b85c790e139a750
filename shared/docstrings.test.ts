import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync } from 'vite'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const rooms = ['shared', 'nodes', 'runtime', 'editor', 'examples', 'bench', 'browser-tests', 'scripts']

test('everything that is exported says what it is for', () => {
  const sources = rooms
    .flatMap((room) => readdirSync(join(project, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))

  expect(sources.length).toBeGreaterThan(500)
  expect(sources.flatMap((file) => undocumented(file, readFileSync(join(project, file), 'utf8')))).toEqual([])
})

test('a constant speaks for the type made of it, the head of a file for nothing below it', () => {
  const source = `/** What this file is for. */

export const headless = 1
/** The days on which we are there. */
export const days = ['monday'] as const
export type Day = (typeof days)[number]

/** Five days. */
export const Week = Type.Array(Day)
export const year = 12
export type Week = Static<typeof Week>
/** For two callers. */
// biome-ignore lint/rule: why
export function count(): number
export function count(of?: Week) {}

export type Late = typeof days
// Nobody sees this one.
export default function () {}
`

  expect(undocumented('days.ts', source)).toEqual(['days.ts:3 headless', 'days.ts:10 year', 'days.ts:17 Late', 'days.ts:19 default'])
})

/** What a source exports without a docstring directly above, as `file:line name`. */
function undocumented(file: string, source: string): string[] {
  const { program, comments } = parseSync(file, source)
  const docstrings = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
  const documented = new Set<string>()
  const missing: string[] = []
  let constants: string[] = []
  for (const statement of program.body) {
    const { start, end } = statement
    const names = exportedNames(statement)
    const docstring = docstrings.findLast((comment) => comment.end <= start)
    const told = docstring !== undefined && isDirectlyAbove(source.slice(docstring.end, start))
    const byConstant = isType(statement) && constants.some((name) => source.slice(start, end).includes(`typeof ${name}`))
    for (const name of names) {
      if (told || byConstant || documented.has(name)) documented.add(name)
      else missing.push(`${file}:${source.slice(0, start).split('\n').length} ${name}`)
    }
    constants = names.filter((name) => documented.has(name))
  }
  return missing
}

type Statement = ESTree.Directive | ESTree.Statement

/** The names that a statement itself declares and exports; what it passes on is documented where it is declared. */
function exportedNames(statement: Statement): string[] {
  if (statement.type === 'ExportDefaultDeclaration') return ['default']
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
  if (!declaration) return []
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.map(({ id }) => nameOf(id))
  return 'id' in declaration && declaration.id ? [nameOf(declaration.id)] : []
}

const nameOf = (id: { readonly type: string; readonly name?: string }): string => id.name ?? id.type

const isType = (statement: Statement): boolean =>
  statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'TSTypeAliasDeclaration'

/** Between a docstring and what it is about nothing stands but remarks for the linter: not even an empty line. */
const isDirectlyAbove = (between: string): boolean => /^\n(\/\/.*\n)*$/.test(between)
