import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { type Edge, emptyWorkflow, type Mode, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import { beginnings, expectedVisits, isForItself, suggestingNodes } from './forecast.ts'
import { plan } from './plan.ts'

const types = new Map(nodeTypes.map((type) => [type.type, type]))
const aNode = (id: string, type: string, params: JsonObject = {}, mode: Mode = 'act'): WorkflowNode => ({ id, type, mode, params })
const edge = (from: string, port: string, to: string): Edge => ({ from, port, to })

/** form -> it? -yes-> letter -sent-> pause -> again (back to it); it? -no-> note */
const drawn: Workflow = {
  ...emptyWorkflow('chase', 'Chase'),
  nodes: [
    aNode('form', 'trigger.form', { form: 'website' }),
    aNode('it', 'logic.if'),
    aNode('letter', 'msg.email', {}, 'suggest'),
    aNode('pause', 'wait.delay', { duration: 'P2D' }),
    aNode('note', 'crm.note'),
  ],
  edges: [edge('form', 'out', 'it'), edge('it', 'yes', 'letter'), edge('it', 'no', 'note'), edge('letter', 'sent', 'pause')],
}
const planned = (workflow: Workflow = drawn) => plan('chase:next', workflow, (type) => types.get(type) ?? null)

const submitted = (contact: string | null, form = 'website'): CrmEvent => ({
  id: `${contact}`,
  kind: 'form-submitted',
  at: new Date('2026-03-02T09:00:00Z'),
  about: contact,
  records: contact === null ? {} : { contact },
  fields: { form },
  cause: { kind: 'outside', id: null, depth: 0 },
})
const rounded = (visits: ReadonlyMap<string, number>) =>
  Object.fromEntries([...visits].map(([id, count]) => [id, Math.round(count * 10) / 10]))

test('what would have begun it counts: of its triggers, about somebody, and once for each where nobody enters twice', () => {
  const events = [submitted('anna'), submitted('anna'), submitted('boris'), submitted(null), submitted('clara', 'other')]
  const once = { ...drawn, settings: { ...drawn.settings, enrolment: { policy: 'once' } as const } }

  expect(beginnings(planned(), events).map(({ subject }) => subject)).toEqual(['anna', 'anna', 'boris'])
  expect(beginnings(planned(once), events).map(({ subject }) => subject)).toEqual(['anna', 'boris'])
})

test('they go the ways that runs took, in the same shares', () => {
  const left = new Map([
    [
      'it',
      new Map([
        ['yes', 3],
        ['no', 1],
      ]),
    ],
  ])

  const { visits, assumed } = expectedVisits(planned(), new Map([['form', 40]]), left)

  expect(rounded(visits)).toEqual({ form: 40, it: 40, letter: 30, note: 10, pause: 30 })
  expect(assumed).toEqual([])
})

test('where no run has chosen yet all ways are equally likely, and that is said; a letter that nothing is known of is sent', () => {
  const { visits, assumed } = expectedVisits(planned(), new Map([['form', 40]]), new Map())

  expect(rounded(visits)).toEqual({ form: 40, it: 40, letter: 20, note: 20, pause: 20 })
  expect(assumed).toEqual(['it'])
})

test('a way in circles is gone as often as runs went it', () => {
  const circle = { ...drawn, edges: [...drawn.edges, edge('pause', 'out', 'it')] }
  const left = new Map([
    [
      'it',
      new Map([
        ['yes', 1],
        ['no', 1],
      ]),
    ],
  ])

  const { visits } = expectedVisits(planned(circle), new Map([['form', 100]]), left)

  expect(rounded(visits)).toEqual({ form: 100, it: 200, letter: 100, pause: 100, note: 100 })
})

test('both branches of a parallel are gone', () => {
  const both = {
    ...drawn,
    nodes: [
      ...drawn.nodes,
      aNode('both', 'logic.parallel', {
        branches: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B' },
        ],
      }),
    ],
    edges: [edge('form', 'out', 'both'), edge('both', 'a', 'letter'), edge('both', 'b', 'note')],
  }

  expect(rounded(expectedVisits(planned(both), new Map([['form', 10]]), new Map()).visits)).toEqual({
    form: 10,
    both: 10,
    letter: 10,
    note: 10,
  })
})

test('what suggests is told by its mode, or everything does; what is switched off does not', () => {
  const everything = { ...drawn, settings: { ...drawn.settings, everythingSuggests: true } }
  const off = { ...drawn, nodes: drawn.nodes.map((node) => (node.id === 'letter' ? { ...node, mode: 'off' as const } : node)) }
  const names = (workflow: Workflow) => suggestingNodes(planned(workflow)).map(({ id }) => id)

  expect([names(drawn), names(everything), names(off)]).toEqual([['letter'], ['letter', 'note'], []])
})

test('nobody goes a way that no run has taken, a step that acts is left as it does its work, and of a type that is gone nobody knows how', () => {
  const taken = new Map([['it', new Map([['yes', 3]])]])
  const acts = {
    ...drawn,
    edges: [...drawn.edges, edge('letter', 'error', 'note'), edge('it', 'error', 'note'), edge('pause', 'out', 'nowhere')],
  }
  const gone = { ...drawn, nodes: drawn.nodes.map((node) => (node.id === 'it' ? { ...node, type: 'custom.gone' } : node)) }
  const visits = (workflow: Workflow, left: Parameters<typeof expectedVisits>[2]) =>
    rounded(expectedVisits(planned(workflow), new Map([['form', 40]]), left).visits)

  expect(visits(drawn, taken)).toEqual({ form: 40, it: 40, letter: 40, pause: 40 })
  expect(visits(acts, new Map())).toEqual({ form: 40, it: 40, letter: 20, note: 20, pause: 20 })
  expect(visits(gone, new Map())).toEqual({ form: 40, it: 40 })
})

test.each([
  { type: 'trigger.manual', isOwn: true },
  { type: 'trigger.schedule', isOwn: true },
  { type: 'trigger.form', isOwn: false },
  { type: 'trigger.gone', isOwn: false },
])('of a trigger that only its own button or clock fires, the past tells nothing: $type', ({ type, isOwn }) => {
  const [trigger] = planned({ ...drawn, nodes: [aNode('begin', type)] }).triggers

  expect(trigger && isForItself(trigger)).toBe(isOwn)
})
