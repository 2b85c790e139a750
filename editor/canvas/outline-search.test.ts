import { expect, test } from 'vitest'
import { outline } from '../workflow/outline.ts'
import { facts, secondChase } from '../workflow/sample-workflow.ts'
import { searchOutline } from './outline-search.ts'

const rows = outline(
  {
    ...secondChase,
    nodes: secondChase.nodes.map((node) => (node.id === 'note' ? { ...node, name: 'Ёлка в офис', note: 'Vera chose it' } : node)),
  },
  facts,
)
const found = (query: string) =>
  searchOutline(
    rows,
    query,
    () => undefined,
    ({ node }) => (node.id === 'pause' ? 'wait two days' : ''),
  ).flatMap((row) => (row.kind === 'step' ? [row.node.id] : [row.kind]))

test('a step is found by its name, by what it says, by what is noted about it and by its number', () => {
  expect(found('vera')).toEqual(['note'])
  expect(found('елка')).toEqual(['note'])
  expect(found('two days')).toEqual(['pause'])
  expect(found('1')).toEqual(['form'])
})

test('all words have to be there, and an empty search shows everything', () => {
  expect(found('two weeks')).toEqual([])
  expect(found(' ')).toHaveLength(rows.length)
})
