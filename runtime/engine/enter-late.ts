/** A run about nobody finds whom it is about: then the enrolment policy is asked. */
import type { Said } from '../../shared/json.ts'
import type { Outcome } from '../../shared/node.ts'
import type { Position } from '../store/rows.ts'
import { type Asking, askEnter } from './asking.ts'
import type { EngineContext } from './context.ts'
import { asksPolicy, entering, whyNotEnrolled } from './enrol.ts'
import { follow } from './follow.ts'
import type { RunDraft } from './run-draft.ts'

/** Goes where an outcome says. A run that may not be about the record which it has found ends here, with the reason. */
export function* enterAndFollow(draft: RunDraft, position: Position, outcome: Outcome, context: EngineContext): Asking<void> {
  const found = outcome.kind === 'leave' && draft.run.subject === null ? outcome.subject?.id : undefined
  const refusal = found === undefined ? null : yield* enterLate(draft, found, context)
  if (refusal) draft.end('stopped', refusal)
  else follow(draft, context.plan, position, outcome)
}

function* enterLate({ run, ops }: RunDraft, subject: string, { plan, now }: EngineContext): Asking<Said | null> {
  if (!run.event) return null
  if (!asksPolicy(plan)) return whyNotEnrolled({ plan, subject }, { active: 0, total: 0, lastEndedAt: null }, now)
  const before = yield* askEnter(run.workflow, subject, run.key)
  const refusal = whyNotEnrolled({ plan, subject }, before, now)
  if (!refusal) ops.push(entering(run, before.total, subject))
  return refusal
}
