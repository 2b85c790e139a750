import { expect, test } from 'vitest'
import { entities } from '../../shared/entities.ts'
import { decisions } from './erase-decisions.ts'
import { allTables } from './tables.ts'

const described = new Set(entities.map(({ name }) => name))

test('every table has a decision on what becomes of people in it', () => {
  const own = allTables().filter(({ name }) => !described.has(name))

  expect(own.filter(({ name }) => !Object.hasOwn(decisions, name)).map(({ name }) => name)).toEqual([])
  expect(Object.keys(decisions).filter((name) => !own.some((table) => table.name === name))).toEqual([])
})

test('every text of a table in which people may be named is looked through, or its table says why not', () => {
  const missing = allTables().flatMap(({ name, columns, key }) => {
    const decision = decisions[name]
    if (!decision || decision.mentions.length === 0) return []
    const json = Object.entries(columns).filter(([column, { kind }]) => (kind === 'json' || kind === 'parts') && !key.includes(column))
    return json.flatMap(([column]) => (decision.mentions.includes(column) || plain.has(`${name}.${column}`) ? [] : [`${name}.${column}`]))
  })

  expect(missing).toEqual([])
})

/** JSON that holds names of nodes and counts, and nothing about anybody. */
const plain = new Set(['trails.left', 'runs.visits'])

test('what a record keeps is a field of it, and never one that says who it was', () => {
  for (const { name, fields, keeps = [] } of entities) {
    for (const kept of keeps) {
      const field = (fields as Readonly<Record<string, (typeof fields)[string]>>)[kept]
      expect(field, `${name}.${kept}`).toBeDefined()
      expect(field?.personal ?? false, `${name}.${kept}`).toBe(false)
      expect(field?.type === 'ref' && field.entity === 'contact', `${name}.${kept}`).toBe(false)
    }
  }
})
