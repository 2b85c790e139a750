/**
 * The switch that holds everything: nobody starts, goes on or is sent anything until it is let go. What comes in
 * meanwhile is stored and answered for, and heard afterwards.
 */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Op } from '../store/port.ts'
import { askSetting } from './asking.ts'
import type { Decider } from './decide.ts'
import type { Task } from './pump.ts'

/** The setting that keeps the switch, so that it outlasts the process. */
export const haltSetting = 'halt'

/** The setting that keeps the last pause that is over. */
export const lastHaltSetting = 'last-halt'

/** Who has turned the switch, and when (ISO, UTC). */
export interface Halt {
  readonly user: string
  readonly name: string
  readonly at: string
}

/** A pause that is over: who began it, and who let everything go on. */
export interface LastHalt {
  readonly paused: Halt
  readonly letGo: Halt
}

/** The stored switch; null while everything goes on. */
export function haltIn(setting: Json | undefined): Halt | null {
  if (setting === undefined || !isJsonObject(setting)) return null
  return { user: String(setting['user']), name: String(setting['name']), at: String(setting['at']) }
}

/** The last pause that is over; null where there was none. */
export function lastHaltIn(setting: Json | undefined): LastHalt | null {
  if (setting === undefined || !isJsonObject(setting)) return null
  const [paused, letGo] = [haltIn(setting['paused']), haltIn(setting['letGo'])]
  return paused && letGo && { paused, letGo }
}

/** Pauses everything, or lets it go on, and keeps who did. Answers with the switch as it stands then; whoever paused first stays named. */
export const setHalt = (paused: boolean, by: Decider): Task<Halt | null> =>
  function* ({ now }) {
    const before = haltIn(yield* askSetting(haltSetting))
    if (paused === (before !== null)) return { ops: [], value: before }
    const turned = { user: by.id, name: by.name, at: now.toISOString() }
    const value = paused ? turned : null
    const over: Op[] = before ? [{ op: 'setting', key: lastHaltSetting, value: { paused: { ...before }, letGo: turned } }] : []
    return { ops: [{ op: 'setting', key: haltSetting, value }, ...over], value }
  }
