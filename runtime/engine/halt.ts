/**
 * The switch that holds everything: nobody starts, goes on or is sent anything until it is let go. What comes in
 * meanwhile is stored and answered for, and heard afterwards.
 */
import { isJsonObject, type Json } from '../../shared/json.ts'
import { askSetting } from './asking.ts'
import type { Decider } from './decide.ts'
import type { Task } from './pump.ts'

/** The setting that keeps the switch, so that it outlasts the process. */
export const haltSetting = 'halt'

/** Who has paused everything, and when (ISO, UTC). */
export interface Halt {
  readonly user: string
  readonly name: string
  readonly at: string
}

/** The stored switch; null while everything goes on. */
export function haltIn(setting: Json | undefined): Halt | null {
  if (setting === undefined || !isJsonObject(setting)) return null
  return { user: String(setting['user']), name: String(setting['name']), at: String(setting['at']) }
}

/** Pauses everything, or lets it go on. Answers with the switch as it stands then; whoever paused first stays named. */
export const setHalt = (paused: boolean, by: Decider): Task<Halt | null> =>
  function* ({ now }) {
    const before = haltIn(yield* askSetting(haltSetting))
    if (paused === (before !== null)) return { ops: [], value: before }
    const value = paused ? { user: by.id, name: by.name, at: now.toISOString() } : null
    return { ops: [{ op: 'setting', key: haltSetting, value }], value }
  }
