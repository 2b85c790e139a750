/** Counts the lines of a points rule anew, after its points, its bound or its time were changed: contact by contact, as a job. */
import type { Cause } from '../../shared/events.ts'
import type { Rule } from '../../shared/rules.ts'
import { type Asking, askFind, askRecord, stage } from '../engine/asking.ts'
import type { Pump } from '../engine/pump.ts'
import type { Op, RecordChange, Store } from '../store/port.ts'
import type { JobContext, JobWork } from './jobs.ts'
import { countedAnew, pointsRuleIn, scoreLineIn, tellScore } from './points.ts'

/** `now` is the time of the engine. */
interface Recounting {
  readonly store: Pick<Store, 'list'>
  readonly pump: Pick<Pump, 'perform'>
  now(): Date
}

/**
 * Its input is `{ rule, startFlows }`: the rule by id, and whether flows that wait for a score hear of the new ones. Its
 * result is `{ contacts, changed }`: how many have lines of the rule, and how many have another score now. Done twice, the
 * second time changes nothing; so it begins anew after a restart, with what it had changed before still counted.
 */
export const recountWork =
  ({ store, pump, now }: Recounting): JobWork =>
  async (context) => {
    const { job } = context
    const rule = String(job.input['rule'])
    const contacts = await contactsWith(rule, store, now(), context)
    if (context.stopped()) return null
    let done = 0
    let changed = Number(job.result?.['changed'] ?? 0)
    for (const contact of contacts) {
      if (context.stopped()) return null
      done++
      const { value } = await pump.perform(function* ({ now }) {
        const recounted = yield* recount(contact, rule, { now, isQuiet: job.input['startFlows'] !== true, job: job.id })
        const value = changed + (recounted.hasChanged ? 1 : 0)
        return { ops: [...recounted.ops, context.progress(done, contacts.length, { contacts: contacts.length, changed: value })], value }
      })
      changed = value
    }
    return { contacts: contacts.length, changed }
  }

const pageSize = 1_000
const mostLines = 10_000
const byRule = (id: string): Rule => ({ field: 'rule', is: 'is', value: id })

async function contactsWith(rule: string, store: Pick<Store, 'list'>, now: Date, { stopped }: JobContext): Promise<readonly string[]> {
  const contacts = new Set<string>()
  let cursor: string | null = null
  do {
    const page = await store.list({ entity: 'scoreEvent', rule: byRule(rule), limit: pageSize, now, ...(cursor ? { cursor } : {}) })
    for (const { contact } of page.items) contacts.add(String(contact))
    cursor = page.next
  } while (cursor !== null && !stopped())
  return [...contacts]
}

interface Counting {
  readonly now: Date
  readonly isQuiet: boolean
  readonly job: string
}

interface Recounted {
  readonly ops: readonly Op[]
  /** Has the contact another score now? */
  readonly hasChanged: boolean
}

/** The lines get the points and the end they would have by the rule of today; the score moves by the difference of what still counts. */
function* recount(contact: string, ruleId: string, { now, isQuiet, job }: Counting): Asking<Recounted> {
  const known = yield* askRecord('contact', contact)
  const rule = yield* askRecord('scoreRule', ruleId)
  if (!known || !rule) return { ops: [], hasChanged: false }
  const ofContact: Rule = { field: 'contact', is: 'is', value: contact }
  const records = yield* askFind('scoreEvent', { all: [byRule(ruleId), ofContact] }, mostLines, 'at')
  const ops: Op[] = []
  let difference = 0
  for (const [at, line] of countedAnew(pointsRuleIn(rule), records.map(scoreLineIn)).entries()) {
    const before = records[at]
    const isOver = line.fadesAt !== null && line.fadesAt <= now
    const fields = {
      points: line.points,
      fadesAt: isOver || line.points === 0 ? null : (line.fadesAt?.toISOString() ?? null),
      fadedAt: isOver ? (line.fadesAt?.toISOString() ?? null) : null,
    }
    difference += (isOver ? 0 : line.points) - (before?.['fadedAt'] ? 0 : Number(before?.['points'] ?? 0))
    const differs = Object.entries(fields).some(([name, value]) => value !== (before?.[name] ?? null))
    if (differs) ops.push(yield* update('scoreEvent', line.id, fields, { now, isQuiet, job }))
  }
  if (difference === 0) return { ops, hasChanged: false }
  const from = Number(known['score'] ?? 0)
  ops.push(yield* update('contact', contact, {}, { now, isQuiet, job }, { score: difference }))
  const moved = { contact, from, to: from + difference, reason: String(rule['name']), of: job }
  if (!isQuiet) ops.push(tellScore(moved, now, by(job)))
  return { ops, hasChanged: true }
}

function* update(
  entity: string,
  id: string,
  fields: RecordChange['fields'],
  { now, isQuiet, job }: Counting,
  add: NonNullable<RecordChange['add']> = {},
): Asking<Op> {
  const change: RecordChange = { change: 'update', entity, id, revision: null, fields, add, cause: by(job), at: now, quiet: isQuiet }
  yield* stage(change)
  return { op: 'change', change }
}

const by = (job: string): Cause => ({ kind: 'system', id: job, depth: 0 })
