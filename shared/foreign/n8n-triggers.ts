/** What starts a workflow of n8n, as what starts a flow here. */
import type { Json, JsonObject } from '../json.ts'
import { type Carries, type Made, type Maker, paramAt, plainOf, rowsAt, writtenIn } from './n8n-step.ts'

const start = (type: string, params: JsonObject, carries: Carries, lost: readonly string[] = []): Made => ({
  type,
  carries,
  ports: ['out'],
  params: () => params,
  lost,
})

/** A call from outside. The address is named after theirs; it is made under Settings. */
const webhook: Maker = (node) => {
  const method = writtenIn(node.params['httpMethod'], 'GET').toUpperCase()
  const hook = keyOf(plainOf(node.params['path']) ?? '') || keyOf(node.name)
  const carries: Carries = { kind: 'at', base: 'event.body', under: ['body'] }
  return start('trigger.webhook', hook ? { hook } : {}, carries, method === 'GET' ? ['foreign-lost-get'] : [])
}

/** The same body as the service sends it. */
const sent =
  (service: string): Maker =>
  () =>
    start('trigger.webhook', { hook: service }, { kind: 'at', base: 'event.body' }, ['foreign-subscribe'])

/** A form of another service: it is made here, or its address given to that service. Its answers go by the questions. */
const otherForm: Maker = () => start('trigger.form', {}, { kind: 'answers' }, ['foreign-form'])

const form: Maker = (node) => {
  const title = plainOf(node.params['formTitle'])
  const key = keyOf(title ?? '') || keyOf(plainOf(node.params['path']) ?? '')
  return start('trigger.form', key ? { form: key } : {}, { kind: 'answers' }, ['foreign-form'])
}

/** Their own names for what such a service sends; nothing of it is found here. */
const renamed =
  (service: string): Maker =>
  () =>
    start('trigger.webhook', { hook: service }, { kind: 'nothing' }, ['foreign-subscribe'])

/** A mailbox is looked after here, so when it is asked for letters is not carried over. */
const letter: Maker = () => {
  const at = (name: string) => `event.${name}`
  const names = new Map([
    ['id', at('message')],
    ['subject', at('subject')],
    ['Subject', at('subject')],
    ['text', at('text')],
    ['textPlain', at('text')],
    ['snippet', at('text')],
    ['from.value.0.address', 'subject.email'],
    ['from.emailAddress.address', 'subject.email'],
  ])
  return start('trigger.message', {}, { kind: 'named', names, rest: false })
}

const manual: Maker = (node) =>
  start('trigger.manual', { entity: 'contact', button: [node.name], role: 'everyone', bulk: false }, { kind: 'nothing' })

/** `{ "rule": { "interval": [{ "field": "hours", "hoursInterval": 2 }] } }`; without a field it is every day at midnight. */
const schedule: Maker = (node) => {
  const rules = rowsAt(node.params, 'rule', 'interval')
  const [first] = rules
  const when = first ? calendarOf(first) : { every: 'day', at: '00:00' }
  const carries: Carries = { kind: 'named', names: new Map([['timestamp', `node.${node.id}.at`]]), rest: false }
  const isWhole = rules.length <= 1 && when !== null && (first?.['weeksInterval'] ?? 1) === 1
  return start('trigger.schedule', when === null ? {} : { when: when as Json }, carries, isWhole ? [] : ['foreign-lost-schedule'])
}

function calendarOf(rule: JsonObject): JsonObject | null {
  const number = (name: string, usual: number) => (Number.isInteger(rule[name]) ? Number(rule[name]) : usual)
  const [hour, minute] = [number('triggerAtHour', 0), number('triggerAtMinute', 0)]
  const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  switch (plainOf(rule['field']) ?? 'days') {
    case 'cronExpression': {
      const cron = plainOf(rule['expression'])
      return cron === null ? null : { cron }
    }
    case 'seconds':
      return null
    case 'minutes':
      return { every: 'minutes', count: number('minutesInterval', 5) }
    case 'hours':
      return { cron: `${minute} ${step(number('hoursInterval', 1))} * * *` }
    case 'days': {
      const days = number('daysInterval', 1)
      return days === 1 ? { every: 'day', at } : { cron: `${minute} ${hour} ${step(days)} * *` }
    }
    case 'weeks': {
      const days = paramAt(rule, 'triggerAtDay')
      const on = (Array.isArray(days) && days.length > 0 ? days : [0]).map((day: Json) => Number(day) || 7)
      return { every: 'week', on, at }
    }
    case 'months': {
      const [day, months] = [number('triggerAtDayOfMonth', 1), number('monthsInterval', 1)]
      return months === 1 ? { every: 'month', day, at } : { cron: `${minute} ${hour} ${day} ${step(months)} *` }
    }
    default:
      return null
  }
}

const step = (every: number): string => (every === 1 ? '*' : `*/${every}`)

/** The older node for times: `{ "triggerTimes": { "item": [{ "mode": "everyDay", "hour": 8 }] } }`. */
const oldSchedule: Maker = (node) => {
  const rules = rowsAt(node.params, 'triggerTimes', 'item')
  const [rule] = rules
  if (!rule || rules.length > 1) return null
  const at = { triggerAtHour: rule['hour'] ?? 14, triggerAtMinute: rule['minute'] ?? 0 }
  const same: Readonly<Record<string, JsonObject>> = {
    everyMinute: { field: 'minutes', minutesInterval: 1 },
    everyHour: { field: 'hours', triggerAtMinute: at.triggerAtMinute },
    everyDay: { field: 'days', ...at },
    everyWeek: { field: 'weeks', ...at, triggerAtDay: [Number(rule['weekday'] ?? 1)] },
    everyMonth: { field: 'months', ...at, triggerAtDayOfMonth: rule['dayOfMonth'] ?? 1 },
    everyX: { field: plainOf(rule['unit']) ?? 'hours', minutesInterval: rule['value'] ?? 2, hoursInterval: rule['value'] ?? 2 },
    custom: { field: 'cronExpression', expression: rule['cronExpression'] ?? '' },
  }
  const mode = plainOf(rule['mode']) ?? 'everyDay'
  const interval = Object.hasOwn(same, mode) ? same[mode] : undefined
  return interval ? schedule({ ...node, params: { rule: { interval: [interval] } } }) : null
}

/** Another workflow of theirs calls it; here it is called by an address. */
const called: Maker = (node) =>
  start('trigger.webhook', { hook: keyOf(node.name) || 'called' }, { kind: 'at', base: 'event.body' }, ['foreign-lost-caller'])

/** By type of node. */
export const triggers: Readonly<Record<string, Maker>> = {
  calendlyTrigger: sent('calendly'),
  cron: oldSchedule,
  emailReadImap: letter,
  executeWorkflowTrigger: called,
  formTrigger: form,
  githubTrigger: sent('github'),
  gmailTrigger: letter,
  hubspotTrigger: renamed('hubspot'),
  jotFormTrigger: otherForm,
  manualTrigger: manual,
  microsoftOutlookTrigger: letter,
  scheduleTrigger: schedule,
  shopifyTrigger: sent('shopify'),
  stripeTrigger: sent('stripe'),
  telegramTrigger: sent('telegram'),
  typeformTrigger: otherForm,
  webhook,
  wooCommerceTrigger: sent('woocommerce'),
}

/** The key of a form or an address, made of its name. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
