import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../../shared/workflow.ts'
import { withPlaces } from './placing.ts'

const steps = (...ids: readonly string[]): Workflow['nodes'] => ids.map((id) => ({ id, type: 'logic.stop', mode: 'act', params: {} }))
const line = (from: string, to: string, port = 'out') => ({ from, port, to })

test('a file without places is drawn from the top down, and no two steps lie on each other', () => {
  const { layout } = withPlaces({
    ...emptyWorkflow('branching', 'Branching'),
    nodes: steps('form', 'if', 'yes', 'no', 'end', 'note'),
    edges: [line('form', 'if'), line('if', 'yes', 'yes'), line('if', 'no', 'else'), line('yes', 'end'), line('no', 'end')],
  })

  const [form, fork, yes, no, end] = ['form', 'if', 'yes', 'no', 'end'].map((id) => layout[id] ?? [0, 0])
  expect(new Set(Object.values(layout).map(String)).size).toBe(6)
  expect([form?.[1] ?? 0, fork?.[1] ?? 0, yes?.[1] ?? 0, end?.[1] ?? 0].every((y, at, all) => at === 0 || y > (all[at - 1] ?? y))).toBe(
    true,
  )
  expect(yes?.[1]).toBe(no?.[1])
  expect(yes?.[0]).toBeLessThan(no?.[0] ?? 0)
})

test('what has a place keeps it, and a circle ends', () => {
  const { layout } = withPlaces({
    ...emptyWorkflow('circle', 'Circle'),
    nodes: steps('a', 'b', 'c'),
    edges: [line('a', 'b'), line('b', 'c'), line('c', 'a')],
    layout: { b: [608, 96] },
  })

  expect(layout['b']).toEqual([608, 96])
  expect(new Set(Object.values(layout).map(String)).size).toBe(3)
})

test('a drawing with all its places is left as it is', () => {
  const drawn: Workflow = { ...emptyWorkflow('one', 'One'), nodes: steps('a'), layout: { a: [16, 32] } }

  expect(withPlaces(drawn)).toBe(drawn)
})
