/** Gives work of some people to another: suggestions, tasks, letters to answer. Each is moved while it is still open, or not at all. */
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { type Asking, askRecord, askSuggestion } from '../engine/asking.ts'
import type { Decider } from '../engine/decide.ts'
import { idOf } from '../engine/people.ts'
import type { Task } from '../engine/pump.ts'
import { linkTo } from '../engine/scene.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'

/** One thing that is to be moved. */
export interface Moved {
  readonly kind: 'suggestion' | 'task' | 'letter'
  readonly id: string
}

/** What became of it: null when it is moved, or why it stays. */
export interface MoveOutcome {
  readonly item: Moved
  readonly said: Said | null
}

/** So many are named in a notice. */
const mostLinks = 5

/**
 * All in one commit. Whoever gets something by another's hand is told, and whoever had it: once, with how much it is. Without
 * `tells` nobody is.
 */
export const moveWork = (items: readonly Moved[], to: Fields, by: Decider, tells = true): Task<readonly MoveOutcome[]> =>
  function* ({ now }) {
    const ops: Op[] = []
    const outcomes: MoveOutcome[] = []
    const given: Link[] = []
    const taken = new Map<string, Link[]>()
    for (const item of items) {
      const found = yield* findOpen(item, to.id, by, now)
      outcomes.push({ item, said: 'said' in found ? found.said : null })
      if ('said' in found || found.from === to.id) continue
      ops.push(found.op)
      given.push(found.link)
      if (found.from !== null) taken.set(found.from, [...(taken.get(found.from) ?? []), found.link])
    }
    const note = (owner: string, code: string, links: readonly Link[]): Op => {
      const values = { user: by.name, to: String(to['name'] ?? ''), count: links.length }
      const fields = { owner, said: { code, with: values }, links: links.slice(0, mostLinks) as unknown as Json }
      return change('create', 'notification', idFor(newId(), owner, now), fields, by, now)
    }
    if (!tells) return { ops, value: outcomes }
    if (given.length > 0 && to.id !== by.id) ops.push(note(to.id, 'work-given', given))
    for (const [owner, links] of taken) {
      if (owner !== by.id && (yield* askRecord('user', owner))?.['active'] !== false) ops.push(note(owner, 'work-taken', links))
    }
    return { ops, value: outcomes }
  }

type Found = { readonly said: Said } | { readonly from: string | null; readonly op: Op; readonly link: Link }

function* findOpen({ kind, id }: Moved, to: string, by: Decider, now: Date): Asking<Found> {
  if (kind === 'suggestion') {
    const row = yield* askSuggestion(id)
    if (!row) return { said: { code: 'no-such-record' } }
    if (row.status !== 'pending') return { said: { code: 'already-started' } }
    const subject = row.subjectEntity === null ? null : yield* askRecord(row.subjectEntity, row.subject)
    const title = subject && row.subjectEntity ? linkTo(row.subjectEntity, subject).title : ''
    const op: Op = { op: 'suggestion', suggestion: { ...row, assignee: to, laterUntil: null }, expects: 'pending', hash: row.hash }
    return { from: row.assignee, op, link: { entity: 'suggestion', id, title } }
  }
  const entity = kind === 'task' ? 'task' : 'message'
  const record = yield* askRecord(entity, id)
  if (!record || record['archivedAt']) return { said: { code: 'no-such-record' } }
  const op = change('update', entity, id, { [kind === 'task' ? 'owner' : 'answerer']: to }, by, now)
  if (kind === 'task') {
    if (record['state'] !== 'open') return { said: { code: 'task-closed-before' } }
    return { from: idOf(record['owner']), op, link: linkTo('task', record) }
  }
  if (record['direction'] !== 'in') return { said: { code: 'no-such-record' } }
  const contact = yield* askRecord('contact', idOf(record['contact']))
  return { from: idOf(record['answerer']) ?? idOf(contact?.['owner']), op, link: linkTo('message', record) }
}

const change = (kind: 'create' | 'update', entity: string, id: string, fields: JsonObject, by: Decider, at: Date): Op => ({
  op: 'change',
  change: { change: kind, entity, id, revision: null, fields, cause: { kind: 'person', id: by.id, depth: 0 }, at },
})
