import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkWorkflow } from './check-workflow.ts'
import { hasShape } from './entities/shapes.ts'
import type { JsonObject } from './json.ts'
import { type Known, nothingKnown } from './known.ts'
import { defineNode, leaveBy } from './node.ts'
import { type NodeTypeData, portsOf, toNodeTypeData } from './node-type-data.ts'
import {
  branches,
  cases,
  choice,
  dateField,
  duration,
  fields,
  filter,
  letter,
  number,
  params,
  person,
  pick,
  questions,
  questionsIn,
  rule,
  secret,
  text,
} from './params.ts'
import { hasWords, say } from './say.ts'
import { emptyWorkflow, type Workflow, type WorkflowNode, type WorkflowSettings } from './workflow.ts'
import { readWorkflow } from './workflow-schema.ts'

const words = (en: string) => ({ en, ru: en })
const out = { out: words('Then') }

/** A node type with only what the checker looks at. */
const aType = (type: string, declared: Partial<Parameters<typeof defineNode>[0]>): NodeTypeData =>
  toNodeTypeData(
    defineNode({
      type,
      group: 'logic',
      icon: 'Box',
      title: words(type),
      about: words(type),
      summary: words(type),
      synonyms: { en: [], ru: [] },
      params: params({}),
      ports: out,
      acts: false,
      run: () => leaveBy('out'),
      sample: { params: {} },
      ...declared,
    }),
  )

const label = words('Label')
const trigger = { events: ['form-submitted' as const], matches: () => true }

const types: readonly NodeTypeData[] = [
  aType('trigger.form', { params: params({ form: pick({ from: 'forms', label: words('Form') }) }), trigger }),
  aType('trigger.entity', { params: params({ entity: pick({ from: 'entities', label }) }), trigger }),
  aType('logic.if', { params: params({ rule: rule({ label }) }), ports: { yes: words('Yes'), no: words('No') } }),
  aType('logic.switch', { params: params({ cases: cases({ label }) }), ports: { each: 'cases', plus: { else: words('Else') } } }),
  aType('logic.split', { params: params({ ways: branches({ weighted: true, label }) }), ports: { each: 'ways', plus: {} } }),
  aType('logic.parallel', { params: params({ ways: branches({ weighted: false, label }) }), ports: { each: 'ways', plus: {} } }),
  aType('logic.join', { params: params({ mode: choice({ label, default: 'all', options: { all: label, any: label } }) }) }),
  aType('logic.forEach', { ports: { item: words('Each'), done: words('Done') } }),
  aType('logic.jump', { params: params({ to: pick({ from: 'nodes', label }), limit: number({ label, optional: true }) }), ports: {} }),
  aType('wait.delay', { params: params({ for: duration({ label: words('How long') }) }), waits: true }),
  aType('wait.untilDate', { params: params({ date: dateField({ label }) }), waits: true }),
  aType('trigger.date', { params: params({ who: filter({ of: 'contact', label }) }), trigger }),
  aType('crm.stage', {
    params: params({ pipeline: pick({ from: 'pipelines', label }), stage: pick({ from: 'stages', of: '$pipeline', label }) }),
  }),
  aType('crm.find', { params: params({ where: filter({ of: 'order', label }) }) }),
  aType('data.stock', { output: { free: { label: words('Free'), type: 'number' } } }),
  aType('out.http', { params: params({ url: text({ label }), key: secret({ sentTo: 'url', label }) }), acts: true }),
  aType('crm.update', { params: params({ fields: fields({ of: 'subject', label }) }), acts: true }),
  aType('crm.createTask', {
    params: params({ title: text({ label: words('Task') }), who: person({ label, default: { who: 'owner' } }) }),
    acts: true,
  }),
  aType('msg.askQuestions', { params: params({ questions: questions({ label }) }), acts: true }),
  aType('msg.email', { params: params({ letter: letter({ label: words('Letter') }) }), ports: { sent: words('Sent') }, acts: true }),
]

const known: Known = { names: { forms: { website: 'Website' }, users: { 'valera@demo.example': 'Valera' }, departments: {} } }

const form: WorkflowNode = { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } }
const aNode = (id: string, type: string, given: JsonObject = {}): WorkflowNode => ({ id, type, mode: 'act', params: given })
const task = (id: string, ...title: readonly (string | JsonObject)[]) =>
  aNode(id, 'crm.createTask', { title: title.length ? title : ['Call Anna'] })

/** Edges as `from.port>to`. */
const aWorkflow = (nodes: readonly WorkflowNode[], edges: readonly string[] = [], settings: Partial<WorkflowSettings> = {}): Workflow => {
  const empty = emptyWorkflow('chase', 'Chase')
  const read = (edge: string) => {
    const [, from = '', port = '', to = ''] = /^(.+)\.(.+)>(.+)$/.exec(edge) ?? []
    return { from, port, to }
  }
  return { ...empty, nodes, edges: edges.map(read), settings: { ...empty.settings, ...settings } }
}

const found = (workflow: Workflow, at: Known = known) =>
  checkWorkflow(workflow, types, at).map(({ level, node, param, said }) => [level, node, param, said.code].join(' '))

test('a workflow without mistakes has no problems', () => {
  const workflow = aWorkflow([form, task('call', 'Call ', { ref: 'subject.firstName', or: 'the client' })], ['form.out>call'])

  expect(found(workflow)).toEqual([])
})

test('an empty page is to be filled in, and steps without a trigger never start', () => {
  expect(found(aWorkflow([]))).toEqual(['to-fill-in   no-steps'])
  expect(found(aWorkflow([task('call')]))).toEqual(['error   no-trigger'])
})

test('a step of an unknown type is named and its parameters are left alone', () => {
  expect(found(aWorkflow([form, aNode('x', 'acme.rocket', { a: 1 })], ['form.out>x']))).toEqual(['error x  unknown-node-type'])
})

test('a workflow of a newer format cannot be published', () => {
  expect(found({ ...aWorkflow([form]), format: 2 })).toEqual(['error  format newer-format'])
})

test('a fresh step is to be filled in; once it was touched, what is missing is an error', () => {
  const fresh = aNode('letter', 'crm.createTask')
  const touched = aNode('letter', 'crm.createTask', { who: { who: 'department', key: 'none' } })

  expect(found(aWorkflow([form, fresh], ['form.out>letter']))).toEqual(['to-fill-in letter title param-missing'])
  expect(found(aWorkflow([form, touched], ['form.out>letter']))).toEqual([
    'error letter title param-missing',
    'error letter who key-missing',
  ])
})

test('an access key that was given for another host is named while drawing', () => {
  const call = (url: JsonObject[] | string[]) =>
    found(aWorkflow([form, aNode('call', 'out.http', { url, key: 'sealed:shop.example:AbC' })], ['form.out>call']))

  expect(call(['https://shop.example/clients'])).toEqual([])
  expect(call(['https://thief.example/clients'])).toEqual(['error call key secret-elsewhere'])
})

test('a key that does not exist here is named, and a list that nobody gave is not checked', () => {
  const workflow = aWorkflow([aNode('form', 'trigger.form', { form: 'shop' })])

  expect(found(workflow)).toEqual(['error form form key-missing'])
  expect(found(workflow, nothingKnown)).toEqual([])
})

test.each([
  { what: 'a number for a text', node: aNode('x', 'crm.createTask', { title: 5 }), problem: 'error x title param-ill-typed' },
  { what: 'a duration nobody can read', node: aNode('x', 'wait.delay', { for: 'soon' }), problem: 'error x for param-ill-typed' },
  { what: 'a wait of a lifetime', node: aNode('x', 'wait.delay', { for: 'P9Y' }), problem: 'error x for duration-too-long' },
  { what: 'an unknown choice', node: aNode('x', 'logic.join', { mode: 'most' }), problem: 'error x mode choice-unknown' },
  {
    what: 'an unknown parameter',
    node: aNode('x', 'crm.createTask', { title: ['a'], colour: 1 }),
    problem: 'warning x colour param-unknown',
  },
  {
    what: 'shares that are not a hundred',
    node: aNode('x', 'logic.split', {
      ways: [
        { id: 'a', name: 'A', weight: 50 },
        { id: 'b', name: 'B', weight: 40 },
      ],
    }),
    problem: 'error x ways weights-not-100',
  },
  {
    what: 'a condition on a field that does not exist',
    node: aNode('x', 'logic.if', { rule: { field: 'shoeSize', is: 'over', value: 44 } }),
    problem: 'error x rule rule-unknown-field',
  },
  {
    what: 'a condition about a relation that does not exist',
    node: aNode('x', 'logic.if', { rule: { some: 'horses', where: { field: 'legs', is: 'over', value: 3 } } }),
    problem: 'error x rule rule-unknown-relation',
  },
  { what: 'a condition that is no rule', node: aNode('x', 'logic.if', { rule: { wen: 1 } }), problem: 'error x rule rule-wrong' },
  {
    what: 'a field that the contact does not have',
    node: aNode('x', 'crm.update', { fields: [{ field: 'shoeSize', value: ['44'] }] }),
    problem: 'error x fields reference-unknown-field',
  },
  {
    what: 'a date that the contact does not have',
    node: aNode('x', 'wait.untilDate', { date: 'subject.doomsday' }),
    problem: 'error x date reference-unknown-field',
  },
])('$what is found', ({ node, problem }) => {
  expect(found(aWorkflow([form, node], ['form.out>x']))).toContain(problem)
})

test('a letter needs a subject and a text, and a button that leads somewhere', () => {
  const blocks = [{ kind: 'button', text: ['Buy'], url: ['javascript:alert(1)'] }]
  const empty = aNode('letter', 'msg.email', { letter: { en: { subject: [''], blocks: [] } } })
  const button = aNode('letter', 'msg.email', { letter: { ru: { subject: ['Привет'], blocks } } })

  expect(found(aWorkflow([form, empty], ['form.out>letter']))).toEqual([
    'error letter letter.en.subject letter-no-subject',
    'error letter letter letter-no-text',
  ])
  expect(found(aWorkflow([form, button], ['form.out>letter']))).toEqual(['error letter letter.ru.blocks.0 letter-button-no-url'])
})

test('what is wrong in a letter is told with its place, also in columns', () => {
  const gone = [{ ref: 'node.gone.text' }]
  const columns = { kind: 'columns', left: [{ kind: 'divider' }, { kind: 'text', text: gone }], right: [] }
  const letter = { en: { subject: ['Hi'], preheader: gone, blocks: [{ kind: 'text', text: ['Hello'] }, columns] } }

  expect(found(aWorkflow([form, aNode('mail', 'msg.email', { letter })], ['form.out>mail']))).toEqual([
    'error mail letter.en.preheader reference-to-deleted',
    'error mail letter.en.blocks.1.left.1 reference-to-deleted',
  ])
})

test.each([
  { what: 'a step that no line leads to', edges: [], problem: 'warning a  unreachable' },
  { what: 'a line to a deleted step', edges: ['form.out>a', 'a.out>gone'], problem: 'error a out edge-to-nowhere' },
  { what: 'a line from a deleted step', edges: ['form.out>a', 'gone.out>b'], problem: 'warning b  edge-from-nowhere' },
  { what: 'two lines from one exit', edges: ['form.out>a', 'form.out>b'], problem: 'error form out two-edges-from-port' },
  { what: 'a line into a trigger', edges: ['form.out>a', 'a.out>form'], problem: 'error a out edge-into-trigger' },
  { what: 'a line from an exit that does not exist', edges: ['form.out>a', 'a.side>b'], problem: 'error a side unknown-port' },
  { what: 'a circle without a pause', edges: ['form.out>a', 'a.out>b', 'b.out>a'], problem: 'error a  cycle-without-wait' },
])('$what is found', ({ edges, problem }) => {
  expect(found(aWorkflow([form, task('a'), task('b')], edges))).toContain(problem)
})

test.each([
  { length: 'PT1M', problems: [] },
  { length: '2 working days', problems: ['error wait for param-ill-typed'] },
  { length: 'PT59S', problems: ['error wait  cycle-too-quick'] },
])('a circle that waits $length has the problems $problems', ({ length, problems }) => {
  const nodes = [form, task('a'), aNode('wait', 'wait.delay', { for: length })]

  expect(found(aWorkflow(nodes, ['form.out>a', 'a.out>wait', 'wait.out>a']))).toEqual(problems)
})

test('a jump back needs a limit', () => {
  const edges = ['form.out>a', 'a.out>jump']

  expect(found(aWorkflow([form, task('a'), aNode('jump', 'logic.jump', { to: 'a' })], edges))).toEqual(['error a  cycle-without-wait'])
  expect(found(aWorkflow([form, task('a'), aNode('jump', 'logic.jump', { to: 'a', limit: 3 })], edges))).toEqual([])
})

test('a value of a deleted step is an error, of a step on another way a warning, with a fallback nothing', () => {
  const nodes = (value: JsonObject) => [
    form,
    aNode('if', 'logic.if', { rule: { field: 'score', is: 'over', value: 50 } }),
    aNode('stock', 'data.stock'),
    task('call', 'In stock: ', value),
  ]
  const edges = ['form.out>if', 'if.yes>stock', 'if.no>call', 'stock.out>call']

  expect(found(aWorkflow(nodes({ ref: 'node.gone.free' }), edges))).toEqual(['error call title reference-to-deleted'])
  expect(found(aWorkflow(nodes({ ref: 'node.stock.price' }), edges))).toEqual(['error call title reference-unknown-output'])
  expect(found(aWorkflow(nodes({ ref: 'node.stock.free' }), edges))).toEqual(['warning call title reference-may-be-empty'])
  expect(found(aWorkflow(nodes({ ref: 'node.stock.free', or: 'none' }), edges))).toEqual([])
  expect(found(aWorkflow(nodes({ ref: 'node.stock.free' }), ['form.out>stock', 'stock.out>call']))).not.toContain(
    'warning call title reference-may-be-empty',
  )
  expect(found(aWorkflow(nodes({ ref: 'node.stock.free' }), ['form.out>call', 'call.out>stock']))).toContain(
    'error call title reference-to-later',
  )
})

test.each([
  { field: 'stage', value: ['client'], problem: null },
  { field: 'stage', value: ['customer'], problem: 'field-value-unfit' },
  { field: 'birthday', value: ['2026-03-02'], problem: null },
  { field: 'birthday', value: ['soon'], problem: 'field-value-unfit' },
  { field: 'consentOffers', value: ['yes'], problem: null },
  { field: 'consentOffers', value: ['perhaps'], problem: 'field-value-unfit' },
  { field: 'consentOffers', value: 1, problem: 'field-value-unfit' },
  { field: 'birthday', value: [{ ref: 'event.day' }], problem: null },
  { field: 'birthday', value: [], problem: null },
  { field: 'nickname', value: ['Ann'], problem: 'reference-unknown-field' },
  { field: '', value: ['Ann'], problem: 'field-not-chosen' },
])('that $value is written into “$field” of a contact is told as $problem', ({ field, value, problem }) => {
  const change = aNode('change', 'crm.update', { fields: [{ field, value }] })

  expect(found(aWorkflow([form, change], ['form.out>change']))).toEqual(problem === null ? [] : [`error change fields ${problem}`])
})

test('a stage belongs to its pipeline: one of another is told', () => {
  const moving = (stage: string) => aWorkflow([form, aNode('move', 'crm.stage', { pipeline: 'sales', stage })], ['form.out>move'])
  const names = { ...known.names, pipelines: { sales: 'Sales', partners: 'Partners' }, stages: { offer: 'Offer', signed: 'Signed' } }
  const here: Known = { ...known, names, pipelineOf: { offer: 'sales', signed: 'partners' } }

  expect(found(moving('offer'), here)).toEqual([])
  expect(found(moving('signed'), here)).toEqual(['error move stage key-missing'])
})

test('records are looked for by values of the flow, but not before it runs', () => {
  const byContact = (ref: string) => ({ field: 'contact', is: 'is', value: { ref } })
  const looking = (ref: string) => aWorkflow([form, aNode('find', 'crm.find', { where: byContact(ref) })], ['form.out>find'])
  const byCity = { field: 'city', is: 'is', value: { ref: 'subject.city' } }

  expect(found(looking('subject.id'))).toEqual([])
  expect(found(looking('subject.nothing'))).toEqual(['error find where reference-unknown-field'])
  expect(found(aWorkflow([aNode('date', 'trigger.date', { who: byCity })]))).toEqual(['error date who rule-value-wrong'])
})

test('a segment is asked about by its key: one that is not there, or of other records, is named', () => {
  const asking = (segment: string) =>
    aWorkflow([form, aNode('if', 'logic.if', { rule: { segment, is: 'in' } })], ['form.out>if'], { exit: { segment, is: 'in' } })
  const problems = (segment: string, segmentsOf?: Known['segmentsOf']) =>
    checkWorkflow(asking(segment), types, { ...known, ...(segmentsOf ? { segmentsOf } : {}) }).map(
      ({ node, param, said }) => `${node} ${param} ${said.code} ${said.with?.['segment'] ?? ''}`,
    )
  const segmentsOf = { debtors: 'contact', large: 'order' }

  expect(problems('debtors', segmentsOf)).toEqual([])
  expect(problems('gone', segmentsOf)).toEqual(['null exit rule-unknown-segment gone', 'if rule rule-unknown-segment gone'])
  expect(problems('large', segmentsOf)).toHaveLength(2)
  expect(problems('gone')).toEqual([])
})

test('values of both branches are there after a join of all of them', () => {
  const ways = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ]
  const nodes = [
    form,
    aNode('both', 'logic.parallel', { ways }),
    aNode('stock', 'data.stock'),
    aNode('join', 'logic.join'),
    task('call', { ref: 'node.stock.free' }),
  ]
  const edges = ['form.out>both', 'both.a>stock', 'stock.out>join', 'both.b>join', 'join.out>call']

  expect(found(aWorkflow(nodes, edges))).toEqual([])
})

test('a join of ways that never run together is found', () => {
  const nodes = [form, aNode('if', 'logic.if', { rule: { field: 'score', is: 'over', value: 50 } }), aNode('join', 'logic.join')]

  expect(found(aWorkflow(nodes, ['form.out>if', 'if.yes>join', 'if.no>join']))).toEqual(['error join  join-never-complete'])
  expect(found(aWorkflow(nodes, ['form.out>if', 'if.yes>join']))).toEqual(['warning join  join-one-way'])
})

test('the item of a list exists only inside the list', () => {
  const inside = aWorkflow([form, aNode('each', 'logic.forEach'), task('call', { ref: 'item.name' })], ['form.out>each', 'each.item>call'])
  const outside = aWorkflow([form, task('call', { ref: 'item.name' })], ['form.out>call'])

  expect(found(inside)).toEqual([])
  expect(found(outside)).toEqual(['warning call title reference-no-item'])
})

test('an order may start a workflow about contacts, because it names one; a product may not', () => {
  const startedBy = (entity: string) => aWorkflow([aNode('start', 'trigger.entity', { entity })])

  expect(found(startedBy('order'))).toEqual([])
  expect(found(startedBy('product'))).toEqual(['error start entity trigger-other-subject'])
})

test('a suggesting step has exits for what becomes of a suggestion, and keeps them wired while it acts', () => {
  const acting = task('call')
  const suggesting = { ...acting, mode: 'suggest' as const }
  const type = types.find(({ type }) => type === 'crm.createTask')

  expect(type && portsOf(type, suggesting, true).map(({ port }) => port)).toEqual(['out', 'dismissed', 'expired', 'withdrawn', 'error'])
  expect(type && portsOf(type, acting, false).map(({ port }) => port)).toEqual(['out', 'error'])
  expect(found(aWorkflow([form, acting, task('b')], ['form.out>call', 'call.dismissed>b']))).toEqual([])
})

test.each([
  { key: 'event.order', problems: [] },
  { key: 'event.order.id', problems: [] },
  { key: '', problems: [] },
  { key: 'subject.id', problems: ['error  enrolment reference-unreadable'] },
  { key: 'event.', problems: ['error  enrolment reference-unreadable'] },
])('runs are told apart by a value of what begins them, and by no other: $key', ({ key, problems }) => {
  expect(found(aWorkflow([form], [], { enrolment: { policy: 'once', key } }))).toEqual(problems)
})

test('conditions of the settings are checked too', () => {
  const exit = { field: 'nothing', is: 'yes' as const }

  expect(found(aWorkflow([form], [], { exit, owner: 'nobody@demo.example' }))).toEqual([
    'error  exit rule-unknown-field',
    'error  owner key-missing',
  ])
})

test('a drawing of two thousand and one steps is refused at once', () => {
  const nodes = Array.from({ length: 2_001 }, (_, index) => task(`n${index}`))

  expect(found(aWorkflow(nodes))).toEqual(['error   too-many-steps'])
})

test('a chain of two thousand steps is checked quickly', () => {
  const nodes = Array.from({ length: 1_999 }, (_, index) => task(`n${index}`, { ref: `node.form.x`, or: 'y' }))
  const edges = nodes.map(({ id }, index) => `${index === 0 ? 'form' : `n${index - 1}`}.out>${id}`)
  const before = performance.now()

  found(aWorkflow([form, ...nodes], edges))

  expect(performance.now() - before).toBeLessThan(10_000)
})

test('whatever a file holds, it is checked without a fall and every problem has words', () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<JsonObject | string>(
      'P1D',
      'form',
      { all: [{ field: 'score', is: 'over', value: 1 }] },
      { en: { subject: [], blocks: [{ kind: 'text' }, 5] } },
    ),
    fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b'),
        name: fc.string(),
        rule: fc.jsonValue(),
        weight: fc.jsonValue(),
        field: fc.jsonValue(),
        ref: fc.constantFrom('node.a.x', 'subject.x', '.', ''),
      }),
    ),
  )
  const names = types.flatMap(({ params: declared }) => Object.keys(declared))
  const id = fc.constantFrom('a', 'b', 'c', 'form')
  const node = fc.record({
    id,
    type: fc.constantFrom('acme.x', ...types.map(({ type }) => type)),
    mode: fc.constantFrom('act', 'suggest', 'off'),
    params: fc.dictionary(fc.constantFrom(...names, '__proto__'), value),
  })
  const edge = fc.record({ from: id, port: fc.constantFrom('out', 'a', 'yes', 'item', 'error'), to: id })
  const file = fc.record({
    nodes: fc.array(node, { maxLength: 8 }),
    edges: fc.array(edge, { maxLength: 12 }),
    settings: fc.oneof(value, fc.constant(aWorkflow([]).settings)),
  })

  fc.assert(
    fc.property(file, (parts) => {
      const { workflow, problems } = readWorkflow({ ...aWorkflow([]), ...parts })
      for (const { said } of [...problems, ...checkWorkflow(workflow, types, known)]) {
        expect([said.code, hasWords(said.code)]).toEqual([said.code, true])
        expect(say(said, 'ru')).not.toBe('')
      }
    }),
    { numRuns: 300 },
  )
})

test.each<{ what: string; question: JsonObject; is: readonly string[] }>([
  { what: 'with everything', question: { answer: 'choice', options: ['A'], field: 'city' }, is: [] },
  { what: 'that says no more than it has to', question: {}, is: [] },
  { what: 'with what no question has', question: { weight: 3 }, is: [] },
  { what: 'of an unknown kind', question: { answer: 'email' }, is: ['param-ill-typed'] },
  { what: 'whose choices are no texts', question: { answer: 'choice', options: [1] }, is: ['param-ill-typed'] },
  { what: 'that is kept nowhere', question: { field: 7 }, is: ['param-ill-typed'] },
  { what: 'in a language that nobody reads', question: { text: { xx: 'Quid?' } }, is: ['param-ill-typed'] },
  { what: 'for a field that is not there', question: { field: 'height' }, is: ['reference-unknown-field'] },
])('a question $what is checked as a letter will ask it', ({ question, is }) => {
  const asked = { id: 'need', text: { en: 'What?' }, ...question }
  const ask = aNode('ask', 'msg.askQuestions', { questions: [asked] })

  const problems = checkWorkflow(aWorkflow([form, ask], ['form.out>ask']), types, known)

  expect(problems.map(({ said }) => said.code)).toEqual(is)
  // A letter takes whatever is not refused.
  if (!is.includes('param-ill-typed')) expect(hasShape('questions', questionsIn([asked]))).toBe(true)
})
