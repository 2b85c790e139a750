import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from './json.ts'
import type { Known } from './known.ts'
import { defineNode, leaveBy } from './node.ts'
import { toNodeTypeData } from './node-type-data.ts'
import type { Speech } from './param-words.ts'
import { calendarRule, choice, duration, filter, flag, letter, number, params, person, pick, rule, text, workingDays } from './params.ts'
import type { Language } from './words.ts'
import { emptyWorkflow, type Mode, type WorkflowNode } from './workflow.ts'
import { afterWords, nodeSummary, workflowWords } from './workflow-words.ts'

const words = (en: string, ru = en) => ({ en, ru })
const label = words('Label', 'Метка')

const common = {
  group: 'logic' as const,
  icon: 'Box',
  about: label,
  synonyms: { en: [], ru: [] },
  sample: { params: {} },
  run: () => leaveBy('out'),
}
const out = { out: words('Then', 'Дальше') }

const form = defineNode({
  ...common,
  type: 'trigger.form',
  title: words('Form', 'Форма'),
  summary: words('when the form {form} arrives', 'когда приходит форма {form}'),
  params: params({ form: pick({ from: 'forms', label }) }),
  ports: out,
  acts: false,
  trigger: { events: ['form-submitted'], matches: () => true },
})

const schedule = defineNode({
  ...common,
  type: 'trigger.schedule',
  title: words('Schedule', 'Расписание'),
  summary: words('{when}', '{when}'),
  params: params({ when: calendarRule({ label }) }),
  ports: out,
  acts: false,
  trigger: { events: ['schedule-ticked'], matches: () => true },
})

const delay = defineNode({
  ...common,
  type: 'wait.delay',
  title: words('Wait', 'Ждать'),
  summary: words(
    'wait {duration}[ and up to {jitter} more][{night}, also at night]',
    'ждать {duration}[ и ещё до {jitter}][{night}, и ночью тоже]',
  ),
  params: params({
    duration: duration({ workingDays: true, label }),
    jitter: duration({ optional: true, label }),
    night: flag({ default: false, label }),
  }),
  ports: out,
  acts: false,
  waits: true,
})

const condition = defineNode({
  ...common,
  type: 'logic.if',
  title: words('Condition', 'Условие'),
  summary: words('if {condition}', 'если {condition}'),
  params: params({ condition: rule({ label }) }),
  ports: { yes: words('Yes', 'Да'), no: words('Otherwise', 'Иначе') },
  acts: false,
  run: () => leaveBy('yes'),
})

const find = defineNode({
  ...common,
  type: 'crm.find',
  title: words('Find'),
  summary: words('find an order where {where}', 'найти заказ, где {where}'),
  params: params({ where: filter({ of: 'order', label }) }),
  ports: out,
  acts: false,
})

const mail = defineNode({
  ...common,
  type: 'msg.email',
  title: words('Send mail', 'Отправить письмо'),
  summary: words('send the letter {letter}', 'отправить письмо {letter}'),
  params: params({ letter: letter({ label }) }),
  ports: { sent: words('Sent', 'Ушло') },
  acts: true,
  run: () => leaveBy('sent'),
})

const task = defineNode({
  ...common,
  type: 'crm.createTask',
  title: words('Create task', 'Поставить задачу'),
  summary: words(
    'give {who} the task {title}[, {kind}][ within {days}][urgent!=no:, {urgent}]',
    'поставить задачу {title}, исполнитель {who}[, {kind}][ за {days}][urgent!=no:, {urgent}]',
  ),
  params: params({
    title: text({ label }),
    who: person({ label, default: { who: 'owner' } }),
    kind: choice({ label, optional: true, options: { call: words('a call', 'звонок') } }),
    days: number({
      label,
      default: 3,
      visibleWhen: { param: 'kind', is: ['call'] },
      unit: words('{count, plural, one {day} other {days}}', '{count, plural, one {день} few {дня} other {дней}}'),
    }),
    urgent: choice({ label, default: 'no', options: { no: words('No', 'Нет'), very: words('Very urgent', 'Очень срочно') } }),
  }),
  ports: out,
  acts: true,
})

const changes = defineNode({
  ...common,
  type: 'trigger.entity',
  title: words('A record changes', 'Изменилась запись'),
  summary: words('{field} becomes {to}', '{field}: теперь {to}'),
  params: params({
    entity: pick({ from: 'entities', label }),
    field: pick({ from: 'entity-fields', of: '$entity', label }),
    to: text({ label, valuesOf: { entity: '$entity', field: '$field' } }),
  }),
  ports: out,
  acts: false,
})

const types = new Map([form, schedule, delay, condition, find, mail, task, changes].map((type) => [type.type, toNodeTypeData(type)]))
const known: Known = { names: { forms: { website: 'Website' }, users: { 'valera@demo.example': 'Valera' } } }

const aNode = (id: string, type: string, given: JsonObject = {}, mode: Mode = 'act'): WorkflowNode => ({ id, type, mode, params: given })

const nodes = [
  aNode('form', 'trigger.form', { form: 'website' }),
  aNode('monday', 'trigger.schedule', { when: { every: 'week', on: [1, 5], at: '09:00' } }),
  aNode('wait', 'wait.delay', { duration: workingDays(2), night: true }),
  aNode('hot', 'logic.if', { condition: { field: 'score', is: 'over', value: 50 } }),
  aNode(
    'letter',
    'msg.email',
    { letter: { en: { subject: ['Hi ', { ref: 'subject.firstName' }], blocks: [] }, ru: { subject: ['Привет'], blocks: [] } } },
    'suggest',
  ),
  aNode(
    'call',
    'crm.createTask',
    { title: ['Call ', { ref: 'subject.firstName' }], who: { who: 'user', email: 'valera@demo.example' }, kind: 'call' },
    'off',
  ),
]

const edges = [
  { from: 'form', port: 'out', to: 'wait' },
  { from: 'monday', port: 'out', to: 'wait' },
  { from: 'wait', port: 'out', to: 'hot' },
  { from: 'hot', port: 'no', to: 'letter' },
  { from: 'hot', port: 'yes', to: 'call' },
  { from: 'call', port: 'out', to: 'letter' },
]

const speech = (language: Language, given: Partial<Speech['workflow']> = {}): Speech => ({
  workflow: { ...emptyWorkflow('chase', 'Chase'), nodes, edges, ...given },
  types,
  known,
  language,
})

test('a workflow reads as English sentences, each phrase with its step', () => {
  const told = workflowWords(speech('en'))

  expect(told.map(({ text, depth }) => '  '.repeat(depth) + text)).toEqual([
    'When the form “Website” arrives,',
    'or every Monday and Friday at 09:00,',
    'wait 2 working days, also at night,',
    'then if score is over 50:',
    '  Yes: (switched off) give Valera the task “Call ‹first name›”, a call within 3 days,',
    '  then suggest: send the letter “Hi ‹first name›”.',
    '  Otherwise: go on with “Send mail”.',
  ])
  expect(told.map(({ node }) => node)).toEqual(['form', 'monday', 'wait', 'hot', 'call', 'letter', 'letter'])
})

test('a workflow reads as Russian sentences', () => {
  expect(workflowWords(speech('ru')).map(({ text }) => text)).toEqual([
    'Когда приходит форма «Website»,',
    'или по понедельникам и пятницам в 09:00,',
    'ждать 2 рабочих дня, и ночью тоже,',
    expect.stringMatching(/^затем если .*50:$/),
    'Да: (выключено) поставить задачу «Call ‹имя›», исполнитель Valera, звонок за 3 дня,',
    'затем предложить: отправить письмо «Привет».',
    'Иначе: дальше шаг «Отправить письмо».',
  ])
})

test('what is not set falls away with its brackets, and what has to be set is an ellipsis', () => {
  const [first = nodes[0]] = [aNode('wait', 'wait.delay')]

  expect(first && nodeSummary(first, types.get('wait.delay'), speech('en'))).toBe('wait …')
  expect(nodeSummary(aNode('x', 'acme.rocket'), undefined, speech('ru'))).toBe('неизвестный шаг «acme.rocket»')
})

test('a part that depends on a choice is said only then, and a number agrees with what it counts', () => {
  const call = aNode('call', 'crm.createTask', { title: ['Call'], kind: 'call', days: 1, urgent: 'very' })

  expect(nodeSummary(call, types.get('crm.createTask'), speech('en'))).toBe(
    'give the owner the task “Call”, a call within 1 day, very urgent',
  )
})

test('a value of the flow that a rule compares with says whose it is', () => {
  const byContact = { field: 'contact', is: 'is', value: { ref: 'subject.id' } }
  const byCity = { field: 'number', is: 'is', value: { ref: 'subject.city' } }
  const said = (where: JsonObject, language: Language) =>
    nodeSummary(aNode('find', 'crm.find', { where }), types.get('crm.find'), speech(language))

  expect(said(byContact, 'en')).toBe("find an order where contact is the flow's contact")
  expect(said(byContact, 'ru')).toBe('найти заказ, где контакт — контакт сценария')
  expect(said(byCity, 'en')).toBe("find an order where number is city (the flow's contact)")
})

test('a long text is cut before the name of a value, not inside it', () => {
  const title = ['Ask once more about everything that is still open: “', { ref: 'subject.firstName' }, '”']
  const call = aNode('call', 'crm.createTask', { title, kind: 'call', days: 1, urgent: 'very' })

  expect(nodeSummary(call, types.get('crm.createTask'), speech('en'))).toContain('“Ask once more about everything that is still open…”')
})

test('an operator hears what happens after the approval', () => {
  expect(afterWords('form', 'out', speech('en'))).toBe('Wait 2 working days, also at night, then if score is over 50.')
  expect(afterWords('letter', 'sent', speech('ru'))).toBe('После этого сценарий заканчивается.')
})

test('the only way that is drawn of several is said by its name', () => {
  const drawn = [
    { from: 'form', port: 'out', to: 'hot' },
    { from: 'hot', port: 'no', to: 'call' },
  ]

  expect(afterWords('form', 'out', speech('en', { edges: drawn }))).toMatch(/^If score is over 50; otherwise: /)
})

test('a circle is told once', () => {
  const circle = [...edges, { from: 'letter', port: 'sent', to: 'wait' }]

  expect(workflowWords(speech('en', { edges: circle })).filter(({ node }) => node === 'wait')).toHaveLength(2)
})

test('nothing that can stand in a workflow makes it unspeakable', () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('P1D', 'website', 'wait'))
  const id = fc.constantFrom('form', 'wait', 'hot', 'letter', 'call', 'monday')
  const broken = fc.array(
    fc.tuple(
      id,
      fc.constantFrom('x', ...types.keys()),
      fc.dictionary(fc.constantFrom('form', 'when', 'condition', 'letter', 'title', 'who', 'duration', 'days'), value),
    ),
  )
  const wires = fc.array(fc.record({ from: id, port: fc.constantFrom('out', 'yes', 'no', 'sent', 'error'), to: id }))

  fc.assert(
    fc.property(broken, wires, (parts, edges) => {
      const given = parts.map(([id, type, given]) => aNode(id, type, given as JsonObject))
      expect(workflowWords(speech('ru', { nodes: given, edges })).every(({ text }) => text !== '')).toBe(true)
    }),
  )
})

test.each<{ what: string; to: string; field?: string; en: string; ru: string }>([
  { what: 'the key of a choice', to: 'paid', en: 'status becomes “Paid”', ru: 'статус: теперь «Оплачен»' },
  { what: 'what a choice is called, in any language', to: 'оплачен', en: 'status becomes “Paid”', ru: 'статус: теперь «Оплачен»' },
  { what: 'what is no choice', to: 'half', en: 'status becomes “half”', ru: 'статус: теперь «half»' },
  { what: 'a value of a field that has no choices', to: 'paid', field: 'number', en: 'number becomes “paid”', ru: 'номер: теперь «paid»' },
])('a text that is compared with a field says $what as the card does', ({ to, field = 'status', en, ru }) => {
  const node = aNode('changes', 'trigger.entity', { entity: 'invoice', field, to: [to] })

  expect(nodeSummary(node, types.get('trigger.entity'), speech('en'))).toBe(en)
  expect(nodeSummary(node, types.get('trigger.entity'), speech('ru'))).toBe(ru)
})
