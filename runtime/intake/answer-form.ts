/** From the answers to a form to what became of them. */
import { createHash } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { inLanguage, type Language } from '../../shared/words.ts'
import type { Parts } from '../http/parts.ts'
import { refusedBy } from '../http/problem.ts'
import { newId } from '../store/ids.ts'
import { readingPerson } from './deliver.ts'
import { type Form, formMapping } from './doors.ts'
import { honeypot } from './form-page.ts'
import { publicWords as words } from './public-words.ts'
import { type FieldProblems, problemsIn } from './read-answers.ts'
import { readPerson, textOf } from './read-person.ts'
import type { Seals } from './seal.ts'
import { type Arrival, setAside, takeIn } from './take-in.ts'

/** What came: what was typed under the names of the fields, and what our own page adds under names with a `_`. */
interface FormAnswers {
  readonly given: JsonObject
  readonly bytes: Buffer
  readonly contentType: string
  readonly key: string | null
  readonly language: Language
  readonly nowMs: number
}

type FormOutcome =
  | { readonly kind: 'problems'; readonly problems: FieldProblems }
  /** `event` is null for what was set aside; whoever sent it is thanked like everybody else. */
  | { readonly kind: 'taken'; readonly event: string | null; readonly contact: string | null }

/** Nobody reads a form and fills it in sooner. */
const leastMs = 1000
const sameBodyMs = 10 * 60_000

/** Resolves after the commit. Throws `Refused` when the store does. */
export async function answerForm(form: Form, answers: FormAnswers, parts: Parts, seal: Seals): Promise<FormOutcome> {
  const { given, language, nowMs } = answers
  const reading = await readingPerson(parts)
  const problems: Record<string, string> = { ...problemsIn(form.fields, given, language, reading.region) }
  // Our own page asked for consent; a program that sends answers has asked in its own way.
  if (form.consent && given['_at'] !== undefined && !given['_consent']) problems['_consent'] = words.consentNeeded[language]
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }

  const body = keptOf(form, given, language)
  const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('base64url')
  const stranger = readPerson(body, formMapping(form), reading)
  const once = answers.key === null ? { key: `body:${bodyHash}`, bodyHash, withinMs: sameBodyMs } : { key: `key:${answers.key}`, bodyHash }
  const arrival: Arrival = {
    via: form,
    body,
    contentType: answers.contentType,
    raw: answers.bytes.toString('base64'),
    stranger: { ...stranger, contact: { ...(given['_lang'] === undefined ? {} : { language }), ...stranger.contact } },
    once,
    event: newId(),
    submission: newId(),
  }
  const machine = machineSign(given, nowMs, seal)
  if (machine) {
    const kept = await parts.submit({ ops: [setAside(arrival, 'quarantined', { code: machine }, parts.clock.now())] })
    if (!kept.ok) throw refusedBy(kept)
    return { kind: 'taken', event: null, contact: null }
  }
  const { result, value } = await parts.engine.pump.perform(takeIn(arrival))
  if (result.ok) return { kind: 'taken', event: value.event, contact: value.contact }
  if (result.problem !== 'repeated') throw refusedBy(result)
  const first = isJsonObject(result.said.with) ? String(result.said.with['event'] ?? '') : ''
  const kept = await parts.submit({ ops: [setAside({ ...arrival, event: first }, 'repeated', null, parts.clock.now())] })
  if (!kept.ok) throw refusedBy(kept)
  return { kind: 'taken', event: first, contact: null }
}

/** What is kept of it: the answers, and the very words that were agreed to. */
function keptOf(form: Form, given: JsonObject, language: Language): JsonObject {
  const body: Record<string, Json> = {}
  for (const [name, value] of Object.entries(given))
    if (!name.startsWith('_')) body[name] = typeof value === 'string' ? value.trim() : value
  const consent = form.consent && given['_consent'] ? inLanguage(form.consent, language) : undefined
  if (consent !== undefined) body['_consent'] = consent
  return body
}

function machineSign(given: JsonObject, nowMs: number, seal: Seals): string | null {
  if (textOf(given[honeypot] ?? null) !== '') return 'submission-honeypot'
  if (given['_at'] === undefined) return null
  const shown = seal.open('form-shown', textOf(given['_at'] ?? null))
  return shown === null || nowMs - Number(shown) < leastMs ? 'submission-too-quick' : null
}
