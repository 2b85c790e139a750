/**
 * Asks rules again that time alone makes true or false: a goal "silent for 30 days", a relevance "the offer is still good".
 * Each branch keeps the moment at which it is to be asked, so nobody is looked at before, however many wait.
 */
import { type DueSweep, openDueSweep } from '../crm/due-sweep.ts'
import type { Op, Store } from '../store/port.ts'
import { askRulesAgain, goOn, whoseRulesAreDue } from './advance.ts'
import { askRun } from './asking.ts'
import type { EngineContext } from './context.ts'
import type { Pump, Task } from './pump.ts'
import { RunDraft } from './run-draft.ts'
import { askPlanOf } from './run-plan.ts'

const atOnce = 500

/** Accompanies the pump; `onError` hears what failed. */
export function openRuleClock(store: Store, pump: Pump, onError: (error: unknown) => void): DueSweep {
  const wasAsked = async (run: string): Promise<boolean> => {
    try {
      const { result, value } = await pump.perform(askAgain(run))
      return result.ok && value
    } catch (error) {
      onError(error)
      return false
    }
  }

  return openDueSweep(pump, onError, {
    async sweep(now) {
      // Those that could not be asked wait for the next time, and hold nobody up.
      const left = new Set<string>()
      for (;;) {
        const due = (await store.runsToAsk(now, atOnce + left.size)).filter((run) => !left.has(run))
        if (due.length === 0) return
        const asked = await Promise.all(due.map(wasAsked))
        for (const [index, run] of due.entries()) if (!asked[index]) left.add(run)
      }
    },
    earliest: () => store.nextAsk(),
    momentsIn,
  })
}

/** Asks the rules of a run whose moment has come; false when it stays as it is, as it does while everything is paused. */
const askAgain = (run: string): Task<boolean> =>
  function* ({ now, parts, isHeld }) {
    const loaded = yield* askRun(run)
    const plan = loaded && (yield* askPlanOf(loaded.run))
    if (!plan || isHeld(null)) return { ops: [], value: false }
    const draft = new RunDraft(loaded, now, false)
    const due = whoseRulesAreDue(draft)
    const context: EngineContext = { ...parts, plan, now, suggestions: 'ask', held: isHeld(plan.workflow) }
    yield* askRulesAgain(draft, due, context)
    return { ops: (yield* goOn(draft, context)).ops, value: true }
  }

const momentsIn = (op: Op): readonly Date[] => (op.op === 'positions' ? op.put.flatMap(({ askAt }) => askAt ?? []) : [])
