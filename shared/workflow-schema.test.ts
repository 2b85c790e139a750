import fc from 'fast-check'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { expect, expectTypeOf, test } from 'vitest'
import { emptyWorkflow, type Workflow } from './workflow.ts'
import { readWorkflow, WorkflowSchema, workflowJsonSchema } from './workflow-schema.ts'

const chase = {
  ...emptyWorkflow('second-chase', 'Reply, ask, chase'),
  nodes: [
    { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
    { id: 'ask', type: 'msg.email', mode: 'suggest', name: 'Ask three questions', params: {} },
  ],
  edges: [{ from: 'form', port: 'out', to: 'ask' }],
  layout: { form: [0, 0], ask: [0, 140] },
} as const

test('the schema and the type of a workflow say the same', () => {
  expectTypeOf<Static<typeof WorkflowSchema>>().toExtend<Omit<Workflow, 'nodes'>>()
  expect(Check(WorkflowSchema, chase)).toBe(true)
  expect(JSON.parse(JSON.stringify(workflowJsonSchema))).toMatchObject({ $id: 'workflow.schema.json', type: 'object' })
})

test('a good file opens as it is', () => {
  const { workflow, problems } = readWorkflow(structuredClone(chase))

  expect(workflow).toEqual(chase)
  expect(problems).toEqual([])
})

test('a file of a newer format opens, says so, and keeps everything', () => {
  const newer = { ...chase, format: 9, lanes: [{ id: 'x' }], nodes: [{ ...chase.nodes[0], colour: 'red', mode: 'dream' }] }

  const { workflow, problems } = readWorkflow(newer)

  expect(workflow).toMatchObject({ format: 9, lanes: [{ id: 'x' }], nodes: [{ id: 'form', colour: 'red', params: { form: 'website' } }] })
  expect(problems[0]?.said).toEqual({ code: 'newer-format', with: { format: 9, known: 1 } })
})

test('an unknown node type keeps its parameters', () => {
  const foreign = { id: 'x', type: 'acme.rocket', mode: 'act', params: { deep: { fuel: [1, 2] } } }

  const { workflow, problems } = readWorkflow({ ...chase, nodes: [foreign], edges: [] })

  expect(workflow.nodes).toEqual([foreign])
  expect(problems).toEqual([])
})

test('a field that nobody knows is kept and named', () => {
  const { workflow, problems } = readWorkflow({ ...chase, ownr: 'valera' })

  expect(workflow).toHaveProperty('ownr', 'valera')
  expect(problems).toEqual([{ level: 'warning', node: null, param: 'ownr', said: { code: 'unknown-field', with: { field: 'ownr' } } }])
})

test('a node whose mode cannot be read suggests, and the rest of the file opens', () => {
  const { workflow, problems } = readWorkflow({ ...chase, nodes: [{ ...chase.nodes[0], mode: 'yes' }, { name: 'nobody' }, chase.nodes[1]] })

  expect(workflow.nodes.map(({ id, mode }) => [id, mode])).toEqual([
    ['form', 'suggest'],
    ['ask', 'suggest'],
  ])
  expect(problems.map(({ said }) => said.code)).toEqual(['node-partly-unreadable', 'node-unreadable'])
})

test('of settings that cannot be read the others are kept', () => {
  const settings = { ...chase.settings, subject: 'deal', owner: 'valera', enrolment: { policy: 'often' }, window: null }

  const { workflow, problems } = readWorkflow({ ...chase, settings })

  expect(workflow.settings).toMatchObject({ subject: 'deal', owner: 'valera', enrolment: { policy: 'one-at-a-time' } })
  expect(workflow.settings).not.toHaveProperty('window')
  expect(problems.map(({ said }) => said.with)).toEqual([{ part: 'settings' }])
})

test('a list nested a hundred thousand levels deep is refused without a fall', () => {
  let deep: unknown = []
  for (let level = 0; level < 100_000; level++) deep = [deep]

  expect(readWorkflow({ ...chase, settings: { ...chase.settings, exit: deep } }).problems[0]?.said.code).toBe('file-too-deep')
})

test('nothing that can be in a file makes opening it fail, and what opened fits the schema', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const node = fc.record({
    id: fc.oneof(fc.constantFrom('a', 'b'), part),
    type: fc.oneof(fc.constant('msg.email'), part),
    mode: part,
    params: part,
    common: part,
  })
  const edge = fc.record({ from: part, port: part, to: part })
  const broken = fc.record({
    format: fc.oneof(fc.constantFrom(1, 2), part),
    settings: fc.oneof(fc.record({ subject: part, enrolment: part, exit: part, window: part, owner: part, more: part }), part),
    nodes: fc.oneof(fc.array(node), part),
    edges: fc.oneof(fc.array(edge), part),
    layout: part,
    notes: part,
    description: part,
    $schema: part,
  })
  const file = broken.map((parts) => ({ ...chase, ...parts }))

  fc.assert(
    fc.property(fc.oneof(file, fc.jsonValue()), (json) => {
      const { workflow } = readWorkflow(json)
      expect(Check(WorkflowSchema, workflow)).toBe(true)
    }),
  )
})

test('groups open as they are; of those that cannot be read the rest is kept, and a file without any has none', () => {
  const group = { id: 'g', name: 'Chase', members: ['ask'], folded: true }

  expect(readWorkflow({ ...chase, groups: [group] })).toEqual({ workflow: { ...chase, groups: [group] }, problems: [] })
  expect(readWorkflow({ ...chase, groups: [group, { id: 'h' }] }).workflow.groups).toEqual([group])
  expect(readWorkflow({ ...chase, groups: 'all', edges: [] }).workflow.groups).toEqual([])
  expect(readWorkflow(chase).workflow).not.toHaveProperty('groups')
})
