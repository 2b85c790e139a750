import { expect, test } from 'vitest'
import { addAfter, addNode, connect, disconnect, doBoth, insertOnEdge, moveNodes, removeNodes, retarget, waysOnward } from './commands.ts'
import { refusal } from './connections.ts'
import { rowStep } from './placing.ts'
import { facts, secondChase, step } from './sample-workflow.ts'

const line = ({ edges }: { edges: readonly { from: string; port: string; to: string }[] }) =>
  edges.map(({ from, port, to }) => `${from} ${port} ${to}`).sort()

test('a step put on a line keeps both neighbours connected', () => {
  const next = insertOnEdge(secondChase, step('wait', 'wait.delay'), { from: 'letter', port: 'out' }, facts)

  expect(line(next)).toContain('letter out wait')
  expect(line(next)).toContain('wait out pause')
  expect(next.edges).toHaveLength(secondChase.edges.length + 1)
})

test('a step put on a line moves down only the steps after it that it would cover', () => {
  const next = insertOnEdge(secondChase, step('wait', 'wait.delay'), { from: 'letter', port: 'out' }, facts)

  expect(next.layout['wait']).toEqual([-160, 3 * rowStep])
  expect(next.layout['pause']).toEqual([-160, 4 * rowStep])
  expect(next.layout['task']).toEqual([-160, 5 * rowStep])
  for (const id of ['form', 'it', 'letter', 'note']) expect(next.layout[id]).toBe(secondChase.layout[id])
})

test('a step put on a line with room enough moves nothing', () => {
  const roomy = moveNodes(secondChase, { pause: [-160, 5 * rowStep], task: [-160, 6 * rowStep] })

  const next = insertOnEdge(roomy, step('wait', 'wait.delay'), { from: 'letter', port: 'out' }, facts)

  expect(next.layout).toEqual({ ...roomy.layout, wait: [-160, 3 * rowStep] })
})

test('a step taken out of a line leaves its neighbours connected', () => {
  const next = removeNodes(secondChase, ['pause'], facts)

  expect(line(next)).toContain('letter out task')
  expect(next.layout['pause']).toBeUndefined()
})

test('several steps taken out of a line heal to what comes after them', () => {
  const next = removeNodes(secondChase, ['letter', 'pause'], facts)

  expect(line(next)).toEqual(['form out it', 'it no note', 'it yes task'])
})

test('a branch taken out goes on by the way a person chose, and by none without a choice', () => {
  expect(waysOnward(secondChase, 'it', facts).map(({ port }) => port)).toEqual(['yes', 'no'])

  expect(line(removeNodes(secondChase, ['it'], facts, { it: 'no' }))).toContain('form out note')
  expect(line(removeNodes(secondChase, ['it'], facts))).toEqual(['letter out pause', 'pause out task'])
})

test('a loop that would be left without its steps does not heal into itself', () => {
  const loop = connect(secondChase, { from: 'task', port: 'out' }, 'pause', facts)

  expect(line(removeNodes(loop, ['pause'], facts))).not.toContain('task out task')
})

test('nothing can lead into a trigger, into itself, or round in a circle without a wait', () => {
  expect(refusal(secondChase, { from: 'task', port: 'out' }, 'form', facts)).toEqual({ code: 'connect-into-trigger' })
  expect(refusal(secondChase, { from: 'task', port: 'out' }, 'task', facts)).toEqual({ code: 'connect-itself' })
  expect(refusal(secondChase, { from: 'note', port: 'out' }, 'it', facts)).toEqual({ code: 'connect-loop' })
  expect(refusal(secondChase, { from: 'task', port: 'out' }, 'letter', facts)).toBeNull()
  expect(connect(secondChase, { from: 'note', port: 'out' }, 'it', facts)).toBe(secondChase)
})

test('a port leads to one step only: connecting it again leads it elsewhere', () => {
  const next = connect(secondChase, { from: 'it', port: 'no' }, 'task', facts)

  expect(line(next)).toContain('it no task')
  expect(next.edges).toHaveLength(secondChase.edges.length)
})

test('a line that is taken to another port leaves the first one open', () => {
  const next = retarget(secondChase, { from: 'letter', port: 'out' }, { from: 'letter', port: 'error' }, 'pause', facts)

  expect(line(next)).toContain('letter error pause')
  expect(line(next)).not.toContain('letter out pause')
})

test('a port that should lead to two steps gets a parallel step in between', () => {
  const next = doBoth(secondChase, { from: 'form', port: 'out' }, 'task', step('both', 'logic.parallel'), facts)

  expect(line(next)).toEqual(expect.arrayContaining(['form out both', 'both a it', 'both b task']))
})

test('new steps never cover others', () => {
  const next = addNode(secondChase, step('new', 'crm.note'), [10, 150])
  const after = addAfter(next, step('next', 'crm.note'), { from: 'task', port: 'out' }, facts)

  expect(next.layout['new']).toEqual([320, 144])
  expect(after.layout['next']).toEqual([-160, 5 * rowStep])
  expect(line(after)).toContain('task out next')
})

test('a command that changes nothing answers the same workflow', () => {
  expect(disconnect(secondChase, { from: 'task', port: 'out' })).toBe(secondChase)
  expect(moveNodes(secondChase, { form: [0, 0] })).toBe(secondChase)
  expect(removeNodes(secondChase, ['nobody'], facts)).toBe(secondChase)
  expect(connect(secondChase, { from: 'it', port: 'no' }, 'note', facts)).toBe(secondChase)
  expect(addNode(secondChase, step('form', 'trigger.form'), [0, 0])).toBe(secondChase)
  expect(insertOnEdge(secondChase, step('other', 'trigger.form'), { from: 'letter', port: 'out' }, facts)).toBe(secondChase)
})
