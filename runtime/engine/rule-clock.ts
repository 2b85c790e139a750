/**
 * Asks rules again that time alone makes true or false: a goal "silent for 30 days", a relevance "the offer is still good".
 * Each branch keeps the moment at which it is to be asked, so nobody is looked at before, however many wait.
 */
import { type DueSweep, openDueSweep } from '../crm/due-sweep.ts'
import type { Op, Store } from '../store/port.ts'
import { askRulesAgain, goOn } from './advance.ts'
import { askRun } from './asking.ts'
import type { EngineContext } from './context.ts'
import type { Pump, Task } from './pump.ts'
import { RunDraft } from './run-draft.ts'
import { askPlanOf } from './run-plan.ts'

const atOnce = 500

/** Accompanies the pump; `onError` hears what failed. */
export function openRuleClock(store: Store, pump: Pump, onError: (error: unknown) => void): DueSweep {
  return openDueSweep(pump, onError, {
    async sweep(now) {
      const asked = new Set<string>()
      for (;;) {
        const due = (await store.runsToAsk(now, atOnce + asked.size)).filter((run) => !asked.has(run))
        if (due.length === 0) return
        for (const run of due) asked.add(run)
        await Promise.all(due.map((run) => pump.perform(askAgain(run))))
      }
    },
    earliest: () => store.nextAsk(),
    momentsIn,
  })
}

/** Asks the rules of a run whose moment has come. While everything is paused it stays as it is. */
const askAgain = (run: string): Task<null> =>
  function* ({ now, parts, isHeld }) {
    const loaded = yield* askRun(run)
    const plan = loaded && (yield* askPlanOf(loaded.run))
    const due = loaded?.positions.filter(({ askAt }) => askAt !== null && askAt <= now) ?? []
    if (!plan || due.length === 0 || isHeld(null)) return { ops: [], value: null }
    const draft = new RunDraft(loaded, now, false)
    const context: EngineContext = { ...parts, plan, now, suggestions: 'ask', held: isHeld(plan.workflow) }
    yield* askRulesAgain(draft, due, context)
    return { ops: (yield* goOn(draft, context)).ops, value: null }
  }

const momentsIn = (op: Op): readonly Date[] => (op.op === 'positions' ? op.put.flatMap(({ askAt }) => askAt ?? []) : [])
