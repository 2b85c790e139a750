/** A process that dies in the middle of a page of long work. */
import { vi } from 'vitest'
import type { Pump } from '../engine/pump.ts'
import type { World } from './world.ts'

/** `pump` carries out so many tasks, and is then dead: what comes later is never answered. `died` resolves when it is. */
export function dyingPump({ engine }: World, tasks: number): { readonly pump: Pump; died(): Promise<void> } {
  let handedIn = 0
  const done: Promise<unknown>[] = []
  const perform: Pump['perform'] = (task) => {
    if (handedIn++ >= tasks) return new Promise(() => {})
    const performed = engine.pump.perform(task)
    done.push(performed)
    return performed
  }
  return {
    pump: { ...engine.pump, perform },
    async died() {
      await vi.waitUntil(() => handedIn > tasks)
      await Promise.all(done)
    },
  }
}
