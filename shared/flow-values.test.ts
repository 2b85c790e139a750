import { expect, test } from 'vitest'
import { heldIn, itemEntity, leftAt } from './flow-values.ts'
import { defineNode, leaveBy } from './node.ts'
import { toNodeTypeData } from './node-type-data.ts'
import { params, pick, value } from './params.ts'
import { emptyWorkflow, type Workflow } from './workflow.ts'

const label = { en: 'Label', ru: 'Метка' }
const common = {
  group: 'data' as const,
  icon: 'Box',
  title: label,
  about: label,
  summary: label,
  synonyms: { en: [], ru: [] },
  params: params({}),
  ports: { out: label },
  acts: false,
  sample: { params: {} },
  run: () => leaveBy('out'),
}
const trigger = { events: ['record-changed'], matches: () => true } as const
const entity = pick({ from: 'entities', default: 'contact', label })
const types = new Map(
  [
    defineNode({ ...common, type: 'trigger.form', trigger, output: { submission: { type: 'record', entity: 'submission', label } } }),
    defineNode({
      ...common,
      type: 'trigger.stage',
      params: params({ of: pick({ from: 'entities', label }) }),
      trigger,
      output: { to: { type: 'text', entity: '$of', field: 'stage', label } },
    }),
    defineNode({
      ...common,
      type: 'trigger.entity',
      params: params({ entity, field: pick({ from: 'entity-fields', of: '$entity', label }) }),
      trigger,
      output: { from: { type: 'json', entity: '$entity', field: '$field', label }, to: { type: 'json', label } },
    }),
    defineNode({
      ...common,
      type: 'data.query',
      params: params({ entity }),
      output: { records: { type: 'list', entity: '$entity', label }, count: { type: 'number', label } },
    }),
    defineNode({
      ...common,
      type: 'logic.forEach',
      params: params({ list: value({ takes: 'list', label }) }),
      ports: { item: label, done: label },
      run: () => leaveBy('item'),
    }),
    defineNode({ ...common, type: 'crm.createTask', output: { task: { type: 'record', entity: 'task', label } } }),
    defineNode({ ...common, type: 'crm.note' }),
  ].map((type) => [type.type, toNodeTypeData(type)]),
)
const node = (id: string, type: string, params = {}) => ({ id, type, mode: 'act' as const, params })
const flow: Workflow = {
  ...emptyWorkflow('orders', 'Orders'),
  nodes: [
    node('form', 'trigger.form', { form: 'website' }),
    node('moves', 'trigger.stage', { of: 'deal' }),
    node('changes', 'trigger.entity', { entity: 'invoice', field: 'status' }),
    node('late', 'data.query', { entity: 'order' }),
    node('people', 'data.query', {}),
    node('each', 'logic.forEach', { list: 'node.late.records' }),
    node('inner', 'logic.forEach', { list: 'node.people.records' }),
    node('task', 'crm.createTask'),
    node('note', 'crm.note'),
    node('after', 'crm.note'),
  ],
  edges: [
    { from: 'form', port: 'out', to: 'late' },
    { from: 'late', port: 'out', to: 'each' },
    { from: 'each', port: 'item', to: 'task' },
    { from: 'task', port: 'out', to: 'people' },
    { from: 'people', port: 'out', to: 'inner' },
    { from: 'inner', port: 'item', to: 'note' },
    { from: 'each', port: 'done', to: 'after' },
  ],
}

test.each([
  ['node.moves.to', { entity: 'deal', field: 'stage' }],
  ['event.submission.body', { entity: 'submission', field: null }],
  // Of several triggers the first that has it.
  ['event.to', { entity: 'deal', field: 'stage' }],
  ['node.changes.from', { entity: 'invoice', field: 'status' }],
  ['node.task.task.title', { entity: 'task', field: null }],
  ['node.late.records', null],
  ['node.late.count', null],
  ['node.gone.task', null],
  ['event.answer', null],
  ['subject.stage', null],
])('%s holds %j', (path, held) => {
  const left = leftAt(path, flow, types)

  expect(left && heldIn(left, 'contact')).toEqual(held)
})

test.each([
  ['task', 'order'],
  ['note', 'contact'],
  ['inner', 'order'],
  ['each', null],
  ['after', null],
  ['form', null],
  // Two loops of different records.
  [null, null],
])('at step %s the item is of %s', (step, entity) => {
  expect(itemEntity(flow, types, step)).toBe(entity)
})

test('where every loop of a flow goes through the same records, an item is known also away from a step', () => {
  const single = { ...flow, nodes: flow.nodes.filter(({ id }) => id !== 'inner') }

  expect(itemEntity(single, types, null)).toBe('order')
})
