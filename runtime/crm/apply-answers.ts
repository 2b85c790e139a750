/** Puts the answers to the questions of a letter where they belong: on the card, and into fields that are named for it. */
import type { ReadAnswer } from '../../shared/answers.ts'
import { entityNamed, fieldOf } from '../../shared/entities.ts'
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { Json } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op, Reads } from '../store/port.ts'
import { readValue } from './read-fields.ts'

interface Answered {
  /** The letter that asked. */
  readonly message: string
  readonly contact: string
  readonly answers: readonly ReadAnswer[]
  /** In a letter, which is a message as well, or on the page that the letter links to. */
  readonly channel: 'email' | 'page'
  readonly now: Date
  readonly cause: Cause
  /** Of phone numbers without a country code. */
  readonly region: string
}

/** Nothing when no question got an answer. An answer that does not fit its field stays on the card. Who answers has replied. */
export async function applyAnswers(
  store: Reads,
  { message, contact, answers, channel, now, cause, region }: Answered,
): Promise<readonly Op[]> {
  const rule = { field: 'message', is: 'is', value: message } as const
  const { items: asked } = await store.list({ entity: 'answer', rule, limit: 100, now })
  const given = new Map(answers.map((answer) => [answer.question, answer]))
  const fields: Record<string, Json> = { lastReplyAt: now.toISOString() }
  const ops: Op[] = asked.flatMap((record) => {
    const answer = given.get(String(record['questionId']))
    if (!answer) return []
    const value = fieldValue(record['field'] ?? null, answer.text, answer.value, region)
    if (value) fields[value.field] = value.value
    return {
      op: 'change',
      change: {
        change: 'update',
        entity: 'answer',
        id: record.id,
        revision: null,
        cause,
        at: now,
        fields: { value: answer.value ?? answer.text, answeredAt: now.toISOString() },
      },
    } satisfies Op
  })
  const answered = ops.length
  if (answered === 0) return []
  const open = asked.filter((record) => record['value'] === null && !given.has(String(record['questionId']))).length
  ops.push({ op: 'change', change: { change: 'update', entity: 'contact', id: contact, revision: null, fields, cause, at: now } })
  const event: CrmEvent = {
    id: idFor(message, `answered:${now.getTime()}`, now),
    kind: 'questions-answered',
    at: now,
    about: contact,
    records: { contact, message },
    fields: {
      message,
      channel,
      answered,
      open,
      answers: Object.fromEntries(answers.map(({ question, text }) => [question, text])),
    },
    cause,
  }
  return [...ops, { op: 'event', event, state: 'pending' }]
}

function fieldValue(name: Json, text: string, value: Json, region: string): { field: string; value: Json } | null {
  if (typeof name !== 'string') return null
  const field = fieldOf(entityNamed('contact'), name)
  if (!field || field.readonly) return null
  const read = [value, text].map((each) => readValue(field, each, region)).find((each) => 'value' in each)
  return read && 'value' in read ? { field: name, value: read.value } : null
}
