/** Closing a task: checks the result that it asks for, and writes it where it belongs, a payment for example. */
import { cut } from '../../shared/cut.ts'
import { entityNamed, fieldOf, hasEntity } from '../../shared/entities.ts'
import type { Cause, CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { isDay } from '../../shared/time.ts'
import { Refused } from '../http/problem.ts'
import { newId } from '../store/ids.ts'
import type { Op, Reads, RecordChange } from '../store/port.ts'

interface Closing {
  readonly store: Reads
  readonly cause: Cause
  readonly now: Date
  /** Who closes it. */
  readonly person: string
}

/**
 * What closes the task, in one unit. `result` is by kind of task: a text, one of its choices, a number, a day, the id
 * of a file that this person sent, `{ number, amount, paidOn, confirm? }` of a payment, or null for a tick. The file
 * belongs to the task from then on. Throws `Refused`.
 */
export async function closeTask(task: Fields, revision: number, result: unknown, closing: Closing): Promise<readonly Op[]> {
  const kept = await readResult(task, result, closing)
  const change = (entity: string, kind: RecordChange['change'], id: string, fields: JsonObject, at: number | null = null): Op => ({
    op: 'change',
    change: { change: kind, entity, id, revision: at, fields, cause: closing.cause, at: closing.now },
  })
  const closed = {
    state: 'done',
    result: kept,
    closedAt: closing.now.toISOString(),
    closedBy: closing.person,
    snoozedUntil: null,
    nextReminderAt: null,
  }
  return [
    change('task', 'update', task.id, closed, revision),
    ...(task['resultKind'] === 'payment' && isJsonObject(kept) ? [change('payment', 'create', newId(), paymentFields(task, kept))] : []),
    ...(task['resultKind'] === 'file' ? await fileOfTask(task, kept, closing) : []),
    ...(await writtenTo(task, kept, change, closing)),
    { op: 'event', state: 'pending', event: closedEvent(task, kept, closing) },
  ]
}

async function readResult(task: Fields, result: unknown, closing: Closing): Promise<Json> {
  const missing = (path: string, code: 'field-required' | 'field-number' | 'field-day' | 'field-choice' | 'field-money' | 'field-ref') =>
    new Refused(422, 'result-needed', {}, [{ path, code }])
  switch (task['resultKind']) {
    case 'text': {
      if (typeof result !== 'string' || result.trim() === '') throw missing('result', 'field-required')
      return cut(result.trim(), 5000)
    }
    case 'choice': {
      const options = Array.isArray(task['resultOptions']) ? task['resultOptions'] : []
      if (typeof result !== 'string' || !options.includes(result)) throw missing('result', 'field-choice')
      return result
    }
    case 'number': {
      if (typeof result !== 'number' || !Number.isFinite(result)) throw missing('result', 'field-number')
      return result
    }
    case 'date': {
      if (typeof result !== 'string' || !isDay(result)) throw missing('result', 'field-day')
      return result
    }
    case 'file': {
      const file = typeof result === 'string' ? await closing.store.file(result) : null
      if (!file || ![closing.person, task.id, task['contact']].includes(file.about)) throw missing('result', 'field-ref')
      return file.id
    }
    case 'payment':
      return readPayment(result, missing, closing)
    default:
      return null
  }
}

/** A payment number that is recorded already is asked about once. */
async function readPayment(
  result: unknown,
  missing: (path: string, code: 'field-required' | 'field-day' | 'field-money') => Refused,
  { store, now }: Closing,
): Promise<Json> {
  if (!isJsonObject(result)) throw missing('result.number', 'field-required')
  const { amount, paidOn, confirm } = result
  const number = typeof result['number'] === 'string' ? result['number'].trim() : ''
  if (number === '' || number.length > 100) throw missing('result.number', 'field-required')
  const isAmount =
    isJsonObject(amount) &&
    Number.isSafeInteger(amount['cents']) &&
    Number(amount['cents']) > 0 &&
    typeof amount['currency'] === 'string' &&
    /^[A-Z]{3}$/.test(amount['currency'])
  if (!isAmount) throw missing('result.amount', 'field-money')
  if (typeof paidOn !== 'string' || !isDay(paidOn)) throw missing('result.paidOn', 'field-day')
  const used = await store.count('payment', { field: 'number', is: 'is', value: number }, now)
  if (used > 0 && confirm !== true) throw new Refused(409, 'payment-number-used', { number })
  return { number, amount: { cents: Number(amount['cents']), currency: String(amount['currency']) }, paidOn }
}

/** Whoever sees the task may open the file. */
async function fileOfTask(task: Fields, result: Json, { store, person }: Closing): Promise<readonly Op[]> {
  const found = await store.file(String(result))
  if (!found || found.about !== person) return []
  const { bytes, ...file } = found
  return [{ op: 'file', file: { ...file, about: task.id }, bytes }]
}

const paymentFields = (task: Fields, result: JsonObject): JsonObject => ({
  number: result['number'] ?? null,
  amount: result['amount'] ?? null,
  paidOn: result['paidOn'] ?? null,
  task: task.id,
  invoice: task['invoice'] ?? null,
  contact: task['contact'] ?? null,
  company: task['company'] ?? null,
  owner: task['owner'] ?? null,
})

/** `writesTo` is a path from the task: `contact.need`, `deal.closesOn`; of a payment its number is written. */
async function writtenTo(
  task: Fields,
  result: Json,
  change: (entity: string, kind: 'update', id: string, fields: JsonObject) => Op,
  { store }: Closing,
): Promise<readonly Op[]> {
  const path = typeof task['writesTo'] === 'string' ? task['writesTo'] : ''
  const [first = '', ...rest] = path.split('.')
  // A bare name is a field of the contact.
  const [entity, name] = rest.length > 0 ? [first, rest.join('.')] : ['contact', first]
  const id = task[entity]
  if (name === '' || typeof id !== 'string' || !hasEntity(entity) || !(await store.record(entity, id))) return []
  const field = fieldOf(entityNamed(entity), name)
  const value = isJsonObject(result) ? (result['number'] ?? null) : result
  if (!field || field.readonly) return []
  return [change(entity, 'update', id, { [name]: field.type === 'text' || field.type === 'long-text' ? String(value ?? '') : value })]
}

function closedEvent(task: Fields, result: Json, { cause, now }: Closing): CrmEvent {
  const records: Record<string, string> = { task: task.id }
  for (const name of ['contact', 'company', 'deal', 'order', 'invoice', 'product']) {
    const id = task[name]
    if (typeof id === 'string') records[name] = id
  }
  return {
    id: newId(),
    kind: 'task-closed',
    at: now,
    about: task.id,
    records,
    fields: { task: task.id, taskKind: task['kind'] ?? 'other', result },
    cause,
  }
}
