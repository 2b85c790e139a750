import { expect, test } from 'vitest'
import { connect } from './commands.ts'
import { addNote } from './node-commands.ts'
import { neighbour, outline, stepNumbers } from './outline.ts'
import { facts, secondChase } from './sample-workflow.ts'

const drawn = (rows: ReturnType<typeof outline>) =>
  rows.map((row) => {
    const text =
      row.kind === 'step' ? `${row.number} ${row.node.id}` : row.kind === 'way' ? `${row.port}:${row.open ? ' …' : ''}` : `-> ${row.to}`
    return ' '.repeat(row.level) + text
  })

test('the outline reads a flow from top to bottom, with the ways of a branch below it', () => {
  expect(drawn(outline(secondChase, facts))).toEqual(['1 form', '2 it', ' yes:', '  3 letter', '  4 pause', '  5 task', ' no:', '  6 note'])
})

test('a step that two ways lead to stands once and is pointed to', () => {
  const joined = connect(connect(secondChase, { from: 'note', port: 'out' }, 'task', facts), { from: 'task', port: 'out' }, 'letter', facts)

  const rows = drawn(outline(joined, facts))

  expect(rows).toContain('  -> task')
  expect(rows).toContain('  -> letter')
  expect(rows.filter((row) => row.endsWith(' task') && !row.includes('->'))).toHaveLength(1)
})

test('every step is in the outline once, those in a loop without a beginning too', () => {
  const adrift = {
    ...secondChase,
    edges: [
      { from: 'pause', port: 'out', to: 'letter' },
      { from: 'letter', port: 'out', to: 'pause' },
    ],
  }

  expect(stepNumbers(outline(adrift, facts)).size).toBe(6)
})

test('arrows lead along the lines and between the ways of a branch', () => {
  expect(neighbour(secondChase, facts, null, 'down')).toBe('form')
  expect(neighbour(secondChase, facts, 'it', 'down')).toBe('letter')
  expect(neighbour(secondChase, facts, 'letter', 'right')).toBe('note')
  expect(neighbour(secondChase, facts, 'note', 'left')).toBe('letter')
  expect(neighbour(secondChase, facts, 'note', 'up')).toBe('it')
  expect(neighbour(secondChase, facts, 'task', 'down')).toBeNull()
})

test('the arrow keys reach notes beside the triggers, and lead back from them', () => {
  const noted = addNote(secondChase, { id: 'note-1', text: 'Ask Vera', at: [500, 0] })

  expect(neighbour(noted, facts, 'form', 'right')).toBe('note-1')
  expect(neighbour(noted, facts, 'note-1', 'left')).toBe('form')
  expect(neighbour(noted, facts, 'note-1', 'down')).toBe('form')
})
