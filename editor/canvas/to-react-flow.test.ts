import { expect, test } from 'vitest'
import { moveNodes, removeNodes } from '../workflow/commands.ts'
import { setParam } from '../workflow/node-commands.ts'
import { facts, secondChase } from '../workflow/sample-workflow.ts'
import { edgeMaker, nodeMaker } from './to-react-flow.ts'

const nothing = { selected: new Set<string>(), dragged: new Map(), readOnly: false }

test('letters typed in a step make one card anew and leave all lines as they were', () => {
  const makeNodes = nodeMaker(new Map())
  const makeEdges = edgeMaker(new Map())
  const cards = makeNodes(secondChase, nothing)
  const lines = makeEdges(secondChase, null, false)

  const typed = setParam(secondChase, 'letter', 'text', ['Hi'])
  const after = makeNodes(typed, nothing)

  expect(after.filter((card, at) => card !== cards[at]).map(({ id }) => id)).toEqual(['letter'])
  expect(makeEdges(typed, null, false)).toBe(lines)
})

test('a dragged step stands where the pointer has it, the others are not made anew', () => {
  const makeNodes = nodeMaker(new Map())
  const cards = makeNodes(secondChase, nothing)

  const after = makeNodes(secondChase, { ...nothing, dragged: new Map([['task', [5, 6] as const]]) })

  expect(after.find(({ id }) => id === 'task')?.position).toEqual({ x: 5, y: 6 })
  expect(after.filter((card, at) => card !== cards[at])).toHaveLength(1)
})

test('a line whose end is gone is not drawn', () => {
  const broken = { ...removeNodes(secondChase, ['task'], facts), edges: secondChase.edges }

  expect(edgeMaker(new Map())(broken, null, false).map(({ id }) => id)).not.toContain('pause/out')
})

test('moving a step leads its lines anew', () => {
  const makeEdges = edgeMaker(new Map())
  const lines = makeEdges(secondChase, null, false)

  expect(makeEdges(moveNodes(secondChase, { task: [800, 640] }), null, false)).not.toBe(lines)
})
