/** What becomes of a branch when the step that it stands at is another one than before: another version, or changed for this run. */
import type { Said } from '../../shared/json.ts'
import type { DeliveryRow, Position } from '../store/rows.ts'
import { type Asking, askDelivery, askSuggestionsOf } from './asking.ts'
import type { EngineContext } from './context.ts'
import type { RunDraft } from './run-draft.ts'
import { change, reconsider } from './suggest.ts'

/**
 * Asks the step anew as it is in `context.plan`. A wait is counted from the same beginning, a suggestion is refreshed, a
 * queued letter is taken back for `why` and written anew. What the step has done already stays done: then it goes on
 * waiting for its answer.
 */
export function* askAnew(draft: RunDraft, position: Position, why: Said, context: EngineContext): Asking<void> {
  if (position.state === 'suggested') return yield* refresh(draft, position, context)
  if (position.state !== 'waiting') return
  const letter = yield* letterAwaited(position)
  if (letter?.state === 'queued' || letter?.state === 'deferred') {
    draft.cutShort.set(position.id, why)
    draft.arrive(position, position.node)
  } else if (context.plan.nodes.get(position.node)?.type?.acts !== true) {
    draft.put({ ...position, state: 'ready', dueAt: draft.now, waitsFor: [], wokenBy: null, memory: null })
  }
}

/** The suggestion belongs to the version that the run is on from now; others than pending ones stay as they were decided. */
function* refresh(draft: RunDraft, position: Position, context: EngineContext): Asking<void> {
  for (const suggestion of yield* askSuggestionsOf([position.id])) {
    if (suggestion.status !== 'pending') continue
    const here = { ...suggestion, version: draft.run.version }
    draft.looked.set(position.id, suggestion.links)
    const fresh = yield* reconsider(draft, position, here, context)
    if (fresh === here && here.version !== suggestion.version) change(draft, here, {})
  }
}

/** The letter or call whose answer this branch waits for; null when it waits for something else. */
export function* letterAwaited(position: Position): Asking<DeliveryRow | null> {
  const about = position.waitsFor.find(({ event }) => event === 'effect-done')?.about
  return about === undefined ? null : yield* askDelivery(about)
}
