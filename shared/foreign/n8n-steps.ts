/** The steps of n8n that ours can do: conditions, values, waits, lists, letters and calls. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { piecesOf } from './n8n-expression.ts'
import type { N8nNode } from './n8n-file.ts'
import { httpRequest, readJsonText } from './n8n-http.ts'
import { shapeOf } from './n8n-literal.ts'
import { ruleOf } from './n8n-rules.ts'
import { services } from './n8n-services.ts'
import { assignedOf, type Find, loneExpression, type Made, type Maker, plainOf, rowsAt, templateOf, variableName } from './n8n-step.ts'
import { triggers } from './n8n-triggers.ts'

const condition: Maker = ({ params }) => ({
  type: 'logic.if',
  carries: { kind: 'through' },
  ports: ['yes', 'no'],
  params: (find) => ({ condition: ruleOf(params, find) as unknown as Json }),
})

/** One way per rule, and one for the rest. The kind that takes the number of an output from an expression has no rules. */
const choice: Maker = ({ params }) => {
  const rules = [...rowsAt(params, 'rules', 'values'), ...rowsAt(params, 'rules', 'rules')]
  if (rules.length === 0 || (params['mode'] ?? 'rules') !== 'rules') return null
  const cases = rules.map((rule, index) => ({ id: `case${index + 1}`, name: plainOf(rule['outputKey']) || String(index + 1), rule }))
  return {
    type: 'logic.switch',
    carries: { kind: 'through' },
    ports: [...cases.map(({ id }) => id), 'else'],
    params: (find) => ({
      cases: cases.map(({ id, name, rule }) => ({ id, name, rule: ruleOf(asConditions(rule, params), find) as unknown as Json })),
    }),
  }
}

/** The old form compares one value with several: `{ "value1": …, "rules": { "rules": [{ "operation": …, "value2": … }] } }`. */
function asConditions(rule: JsonObject, params: JsonObject): JsonObject {
  if (rule['conditions'] !== undefined) return rule
  const type = plainOf(params['dataType']) ?? 'number'
  return { conditions: { [type]: [{ value1: params['value1'] ?? '', ...rule }] } }
}

interface Value {
  readonly name: string
  readonly value: Json | undefined
}

/** All forms of the node that sets values. */
const remember: Maker = (node) => {
  const values = valuesOf(node)
  if (values === null || values.length === 0) return null
  const { params } = node
  const isOld = rowsAt(params, 'assignments', 'assignments').length === 0
  const rest = isOld ? params['keepOnlySet'] !== true && params['include'] !== 'none' : params['includeOtherFields'] === true
  return {
    type: 'logic.set',
    carries: { kind: 'named', names: new Map(values.map(({ name }) => [name, `vars.${variableName(name)}`])), rest },
    ports: ['out'],
    params: (find) => ({
      values: values.map(({ name, value }) => ({ field: variableName(name), value: assignedOf(value, find) as unknown as Json })),
    }),
  }
}

function valuesOf({ params }: N8nNode): readonly Value[] | null {
  if (params['mode'] === 'raw') {
    const code = loneExpression(params['jsonOutput'])
    const json = code === null ? readJsonText(params['jsonOutput']) : shapeOf(code)
    return isJsonObject(json ?? null) ? Object.entries(json as JsonObject).map(([name, value]) => ({ name, value })) : null
  }
  const named = (row: JsonObject, value: Json | undefined): Value => ({ name: plainOf(row['name']) ?? '', value })
  const present = rowsAt(params, 'assignments', 'assignments').map((row) => named(row, typedValue(row['value'], plainOf(row['type']))))
  const before = rowsAt(params, 'fields', 'values').map((row) => {
    const type = plainOf(row['type']) ?? 'stringValue'
    return named(row, typedValue(row[type], type.replace('Value', '')))
  })
  const first = ['string', 'number', 'boolean'].flatMap((type) =>
    rowsAt(params, 'values', type).map((row) => named(row, typedValue(row['value'], type))),
  )
  return [...present, ...before, ...first].filter(({ name }) => name !== '')
}

/** A number that was typed as text is a number; a list or an object can only be chosen, not written. */
function typedValue(value: Json | undefined, type: string | null): Json | undefined {
  if (type === 'number' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  const isConstant = typeof value === 'string' && piecesOf(value).every((piece) => typeof piece === 'string')
  if ((type === 'array' || type === 'object') && isConstant) return `={{ ${value} }}`
  return value
}

const units: Readonly<Record<string, string>> = { seconds: 'S', minutes: 'M', hours: 'H', days: 'D', weeks: 'W' }

/** Waits for a length of time. Waiting for a call or until a moment has other steps here. */
const wait: Maker = ({ params, version }) => {
  if ((plainOf(params['resume']) ?? 'timeInterval') !== 'timeInterval') return null
  const unit = plainOf(params['unit']) ?? (version < 1.1 ? 'hours' : 'seconds')
  const amount = Number(plainOf(params['amount'] ?? (version < 1.1 ? 1 : 5)) ?? Number.NaN)
  if (!Number.isInteger(amount) || amount < 0 || !Object.hasOwn(units, unit)) return null
  const duration = `P${['days', 'weeks'].includes(unit) ? '' : 'T'}${amount}${units[unit]}`
  return { type: 'wait.delay', carries: { kind: 'through' }, ports: ['out'], params: () => ({ duration }) }
}

const inBatches: Maker = (node) => ({
  type: 'logic.forEach',
  carries: { kind: 'items', list: null, under: [] },
  ports: node.version >= 3 ? ['done', 'item'] : ['item', 'done'],
  params: () => ({}),
})

/** Each entry of a list goes on by itself; with `include` the other values stay reachable where they were. */
const splitOut: Maker = ({ params }) => {
  const field = plainOf(params['fieldToSplitOut'])
  if (field === null || field.trim() === '' || field.includes(',')) return null
  const list = field.trim().split('.')
  const rest = (plainOf(params['include']) ?? 'noOtherFields') !== 'noOtherFields'
  return {
    type: 'logic.forEach',
    carries: { kind: 'items', list, under: rest ? list : [] },
    ports: ['item'],
    params: () => ({}),
  }
}

/** Brings ways together. Joining tables by a key or by SQL is no matter of ways. */
const merge: Maker = ({ params }) => {
  const mode = plainOf(params['mode']) ?? 'append'
  const by = plainOf(params['combineBy']) ?? plainOf(params['combinationMode'])
  const isJoin = ['append', 'chooseBranch', 'passThrough', 'wait'].includes(mode) || (mode === 'combine' && by === 'combineByPosition')
  return isJoin ? { type: 'logic.join', carries: { kind: 'through' }, ports: ['out'], params: () => ({ mode: 'all' }) } : null
}

/** Who gets a letter and what stands in it. */
interface Letter {
  readonly to: Json | undefined
  readonly subject: Json | undefined
  readonly text: Json | undefined
  readonly lost?: readonly string[]
}

/**
 * A fixed address is somebody of the team, who gets a notice; any other is the contact of the flow, who gets a letter.
 */
function letterStep({ to, subject, text, lost = [] }: Letter): Made {
  const address = plainOf(to)
  if (address !== null && /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(address.trim())) {
    return {
      type: 'human.notify',
      acts: true,
      carries: { kind: 'nothing' },
      ports: ['out', 'error'],
      params: (find) => ({
        to: { who: 'user', email: address.trim() },
        text: [...templateOf(subject, find), '\n\n', ...templateOf(text, find)] as unknown as Json,
      }),
      lost,
    }
  }
  return {
    type: 'msg.email',
    acts: true,
    carries: { kind: 'nothing' },
    ports: ['sent', 'error'],
    params: (find) => ({ letter: letterOf(subject, text, find), sender: 'company', category: 'service' }),
    lost: [...lost, 'foreign-recipient'],
  }
}

function letterOf(subject: Json | undefined, text: Json | undefined, find: Find): Json {
  const body = templateOf(text, find)
  const written = [...templateOf(subject, find), ...body].some((piece) => typeof piece === 'string' && /\p{Script=Cyrillic}/u.test(piece))
  const letter = { subject: templateOf(subject, find), blocks: [{ kind: 'text', text: body }] }
  return { [written ? 'ru' : 'en']: letter } as unknown as Json
}

const gmail: Maker = (node) => {
  const { params } = node
  const resource = plainOf(params['resource']) ?? 'message'
  const operation = plainOf(params['operation']) ?? 'send'
  const text = params['message']
  if (resource === 'message' && operation === 'sendAndWait') return question(node)
  if (resource === 'message' && operation === 'send')
    return letterStep({ to: params['sendTo'], subject: params['subject'], text, lost: html(params) })
  // An answer keeps the subject of what it answers.
  if (operation === 'reply') return letterStep({ to: undefined, subject: params['subject'] ?? 'Re:', text, lost: html(params) })
  return services['gmail']?.(node) ?? null
}

const outlook: Maker = (node) => {
  const { params } = node
  const operation = plainOf(params['operation']) ?? 'send'
  if (operation === 'sendAndWait') return question(node)
  if (operation !== 'send' && operation !== 'reply') return services['microsoftOutlook']?.(node) ?? null
  return letterStep({ to: params['toRecipients'], subject: params['subject'] ?? 'Re:', text: params['bodyContent'] ?? params['message'] })
}

const emailSend: Maker = ({ params }) =>
  letterStep({ to: params['toEmail'], subject: params['subject'], text: params['text'] ?? params['html'] ?? params['message'] })

/** A letter that is HTML keeps its text only. */
const html = (params: JsonObject): readonly string[] =>
  /<\/?(?:a|b|br|div|h\d|html|img|p|table)\b/i.test(String(params['message'] ?? '')) ? ['foreign-lost-html'] : []

/** A message that waits for an answer is a question to a colleague. Whom it goes to is told here, not by an account there. */
function question({ id, params }: N8nNode): Made {
  const address = plainOf(params['sendTo'] ?? params['toRecipients'])
  const isPerson = address !== null && /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(address.trim())
  const isFree = plainOf(params['responseType']) === 'freeText' || plainOf(params['responseType']) === 'customForm'
  return {
    type: 'human.ask',
    acts: true,
    carries: isFree ? { kind: 'named', names: new Map([['data.text', `node.${id}.answer`]]), rest: false } : { kind: 'nothing' },
    ports: ['answered', 'error'],
    params: (find) => {
      const [subject, text] = [templateOf(params['subject'], find), templateOf(params['message'], find)] as const
      return {
        question: (subject.length > 0 ? subject : text) as unknown as Json,
        ...(subject.length > 0 ? { text: text as unknown as Json } : {}),
        assignee: isPerson ? { who: 'user', email: address.trim() } : { who: 'owner' },
        ...(isFree ? { answer: 'text' } : { answer: 'choice', options: ['Yes\nNo'] }),
      }
    },
    lost: isPerson ? [] : ['foreign-asked'],
  }
}

const telegram: Maker = (node) => (node.params['operation'] === 'sendAndWait' ? question(node) : (services['telegram']?.(node) ?? null))

const stop: Maker = ({ params }) => ({
  type: 'logic.stop',
  carries: { kind: 'nothing' },
  ports: [],
  params: (find) => ({ all: true, reason: templateOf(params['errorMessage'], find) as unknown as Json }),
})

const makers: Readonly<Record<string, Maker>> = {
  ...services,
  ...triggers,
  emailSend,
  filter: condition,
  gmail,
  httpRequest,
  if: condition,
  merge,
  microsoftOutlook: outlook,
  set: remember,
  splitInBatches: inBatches,
  splitOut,
  stopAndError: stop,
  switch: choice,
  telegram,
  wait,
}

/** The step of ours that does what a node of n8n does; null where there is none. */
export function stepFor(node: N8nNode): Made | null {
  const maker = Object.hasOwn(makers, node.type) ? makers[node.type] : undefined
  return maker?.(node) ?? null
}

/** Calls of a service need its key: the file names accounts, but never holds them. */
export const needsAccount = (node: N8nNode): boolean =>
  Object.hasOwn(services, node.type) ||
  (node.type === 'httpRequest' && !['none', undefined].includes(plainOf(node.params['authentication']) ?? undefined))
