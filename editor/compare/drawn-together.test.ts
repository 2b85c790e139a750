import { expect, test } from 'vitest'
import { placeOfChange } from '../../shared/compare-flows.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { moveNodes, removeNodes } from '../workflow/commands.ts'
import { cardSize } from '../workflow/placing.ts'
import { facts, secondChase, step } from '../workflow/sample-workflow.ts'
import { drawnTogether } from './drawn-together.ts'

const replaced: Workflow = {
  ...secondChase,
  nodes: [...secondChase.nodes.filter(({ id }) => id !== 'pause'), step('date', 'wait.date')],
  edges: secondChase.edges.map((edge) => ({
    ...edge,
    from: edge.from === 'pause' ? 'date' : edge.from,
    to: edge.to === 'pause' ? 'date' : edge.to,
  })),
  layout: { ...secondChase.layout, date: secondChase.layout['pause'] ?? [0, 0] },
}

test('both drawings are seen at once: what came, what went, and the lines of each', () => {
  const { drawing, compared } = drawnTogether(secondChase, replaced)

  expect(Object.fromEntries(compared.steps)).toEqual({ date: 'added', pause: 'removed' })
  expect(Object.fromEntries(compared.lines)).toEqual({ 'letter/out': 'added', 'date/out': 'added', 'pause/out': 'removed' })
  expect(compared.cut).toEqual([{ from: 'letter', port: 'out', to: 'pause' }])
  expect(drawing.nodes.map(({ id }) => id)).toContain('pause')
})

test('what went stands beside what came in its place, and follows a part of the drawing that was moved', () => {
  const shifted = moveNodes(
    replaced,
    Object.fromEntries(Object.entries(replaced.layout).map(([id, [x, y]]) => [id, [x + 1600, y + 800] as const])),
  )

  const { layout } = drawnTogether(secondChase, shifted).drawing

  const [was, is] = [layout['pause'] ?? [0, 0], layout['date'] ?? [0, 0]]
  expect(is).toEqual(shifted.layout['date'])
  expect(was[1]).toBe(is[1])
  expect(was[0] - is[0]).toBeGreaterThan(cardSize.width)
})

test('one goes through the differences from top to bottom, first of all through those of the whole flow', () => {
  const renamed = { ...removeNodes(replaced, ['form', 'task'], facts), name: 'Chase again' }

  const { changes } = drawnTogether(secondChase, renamed)

  expect(changes.map((change) => `${change.kind} ${placeOfChange(change)}`)).toEqual([
    'name null',
    'removed form',
    'line letter',
    'added date',
    'removed pause',
    'removed task',
  ])
})
