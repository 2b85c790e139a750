/**
 * A flow whose letters come back is paused, and its owner is asked: letters to addresses that do not exist cost the good
 * name of the sender with every mail server. What was counted once counts no more after the flow has been let go on.
 */

import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import { type Asking, askFailedLetters, askLetterResults, askSetting, askWorkflow } from '../engine/asking.ts'
import { whoMends } from '../engine/attention.ts'
import type { Op } from '../store/port.ts'
import type { WorkflowRow } from '../store/rows.ts'

/** So many letters of a flow are looked at, the latest. */
const latest = 200
/** Five of a hundred. */
const mostBounced = latest * 0.05

/** What follows from an address that was refused: the pause of the flows that wrote to it, with a notice; mostly nothing. */
export function* keepBounceRate(event: CrmEvent, { now }: { readonly now: Date }): Asking<readonly Op[]> {
  const letters = yield* askFailedLetters(String(event.about))
  const ops: Op[] = []
  for (const workflow of new Set(letters.map(({ workflow }) => String(workflow)))) ops.push(...(yield* keepRateOf(workflow, now)))
  return ops
}

function* keepRateOf(id: string, now: Date): Asking<Op[]> {
  const workflow = yield* askWorkflow(id)
  if (workflow?.state !== 'live') return []
  const setting = `bounces:${id}`
  const countedUntil = yield* askSetting(setting)
  const since = typeof countedUntil === 'string' ? new Date(countedUntil) : new Date(0)
  const results = yield* askLetterResults(id, since, latest)
  const bounced = results.filter((result) => isJsonObject(result) && result['state'] === 'bounced').length
  if (bounced <= mostBounced) return []
  return [
    { op: 'workflow', workflow: { ...workflow, state: 'paused', revision: workflow.revision + 1, updatedAt: now, updatedBy: null } },
    { op: 'setting', key: setting, value: now.toISOString() },
    ...(yield* askingItsOwner(workflow, { bounced, letters: results.length }, now)),
  ]
}

function* askingItsOwner(workflow: WorkflowRow, counted: { readonly bounced: number; readonly letters: number }, now: Date): Asking<Op[]> {
  const people = yield* whoMends({ workflow: workflow.id, content: workflow.draft })
  const said = { code: 'workflow-bounces', with: { workflow: workflow.name, ...counted } }
  const links = [{ entity: 'workflow', id: workflow.id, title: workflow.name }]
  return people.map((person) => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'notification',
      id: idFor(`${workflow.id} paused ${now.toISOString()}`, person.id, now),
      revision: null,
      fields: { owner: person.id, said: said as Json, links: links as Json, contact: null },
      cause: { kind: 'system', id: 'mail', depth: 0 },
      at: now,
    },
  }))
}
