/** Steps for tests: a whole one, with the people of all our tests in it; each test names only what matters to it. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields, NodeType, Outcome, Ports, Step } from '../../shared/node.ts'
import type { FilledParams, Params } from '../../shared/params.ts'
import { filledParams } from './filled-params.ts'

/** Monday, 2 March 2026, nine in the morning, UTC. */
export const now = new Date('2026-03-02T09:00:00Z')

/** The owner of Anna, of the sales department. */
export const valera = { id: 'valera', name: 'Valera', email: 'valera@tandem.example', department: 'sales' }

/** A colleague in another department, for what goes from one to the other. */
export const nikita = { id: 'nikita', name: 'Nikita', email: 'nikita@tandem.example', department: 'accounts' }

/** Anna, the client; Valera sells to her. */
export const anna: Fields = {
  id: 'anna',
  firstName: 'Anna',
  lastName: 'Weber',
  email: 'anna@client.example',
  phone: '+4930123456',
  stage: 'lead',
  score: 40,
  language: 'en',
  birthday: '1990-03-05',
  lastReplyAt: null,
  owner: valera,
  company: { id: 'bakery', name: 'Weber Bakery', sector: 'food' },
}

/** Monday to Friday, nine to six, in Berlin. */
export const officeHours: JsonObject = {
  zone: 'Europe/Berlin',
  hours: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['09:00', '18:00']]])),
  holidays: [],
}

/** An event about Anna that came from outside at `now`; the fields that matter to the test replace these. */
export const anEvent = (event: Partial<CrmEvent> & Pick<CrmEvent, 'kind'>): CrmEvent => ({
  id: 'event-1',
  at: now,
  about: 'anna',
  records: { contact: 'anna' },
  fields: {},
  cause: { kind: 'outside', id: null, depth: 0 },
  ...event,
})

/** The event that tells a waiting node what became of its effect. */
export const effectDone = (id: string, result: JsonObject): CrmEvent =>
  anEvent({ kind: 'effect-done', about: id, records: {}, fields: { id, result } })

type Given<P extends Params> = Partial<Omit<Step<P>, 'params' | 'wokenBy'>> & {
  readonly params?: Partial<FilledParams<P>>
  readonly wokenBy?: 'time' | CrmEvent
}

/** A step of a node: its sample and defaults filled in, Anna as the subject, the form as the beginning. */
export function aStep<P extends Params, D extends Ports>(node: NodeType<P, D>, given: Given<P> = {}): Step<P> {
  const { params, wokenBy, ...rest } = given
  return {
    subject: anna,
    subjectEntity: 'contact',
    found: node.sample.found ?? {},
    event: anEvent({ kind: 'form-submitted', fields: { form: 'website' } }),
    item: null,
    itemEntity: null,
    around: {},
    vars: {},
    now,
    since: now,
    visit: 1,
    memory: null,
    company: { zone: 'Europe/Berlin', language: 'en', currency: 'EUR', baseUrl: 'https://tandem.example' },
    seed: 'run-1/node/1',
    subjectSeed: 'anna/node',
    ...rest,
    params: { ...filledParams(node), ...params },
    wokenBy: wokenBy === undefined ? null : wokenBy === 'time' ? { kind: 'time' } : { kind: 'event', event: wokenBy },
  }
}

/** The step that follows a wait: what the node kept, and what woke it. */
export function wokenStep<P extends Params>(step: Step<P>, outcome: Outcome, by: 'time' | CrmEvent, at: Date = step.now): Step<P> {
  const memory: Json = outcome.kind === 'wait' ? outcome.memory : null
  return { ...step, now: at, memory, wokenBy: by === 'time' ? { kind: 'time' } : { kind: 'event', event: by } }
}
