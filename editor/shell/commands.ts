/**
 * Everything one can do, as data: menus, shortcuts, the search box and the list of keys are made of it.
 * A page offers its commands while it is open: `useCommands([{ id, title, group, keys: ['n'], run }])`.
 */
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { usePreferences } from '../preferences.ts'
import { type Binding, keyListener } from '../ui/keys.ts'

/** One thing that can be done now; `id` is unique among those that are offered. */
export interface Command {
  readonly id: string
  /** What it does, in the reader's language. */
  readonly title: string
  /** Its heading in the list of keys and in the search box. */
  readonly group: string
  readonly keys?: readonly string[]
  readonly run: () => void
  /** Its key fires in text fields as well. */
  readonly inFields?: boolean
  /** Only a key, not offered in the search box. */
  readonly quiet?: boolean
  /** Not possible now: neither its key nor the search box offers it. */
  readonly disabled?: boolean
}

interface Offered {
  readonly by: readonly { readonly owner: symbol; readonly commands: readonly Command[] }[]
}

const useOffered = create<Offered>(() => ({ by: [] }))

/** Offers commands while the component is mounted. A later offer for the same key wins. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands)
  const owner = useRef(Symbol('commands'))
  latest.current = commands
  // What a command does may change with every render; what is shown of it only with these texts.
  const shown = JSON.stringify(commands.map(({ id, title, group, keys, disabled }) => [id, title, group, keys, disabled]))

  // biome-ignore lint/correctness/useExhaustiveDependencies: offered anew exactly when what is shown changes
  useEffect(() => {
    const mine = owner.current
    const visible = latest.current
    const offered = visible.map((command, at) => ({
      ...command,
      run: () => (latest.current[at]?.id === command.id ? latest.current[at] : command).run(),
    }))
    useOffered.setState(({ by }) => {
      const known = by.some(({ owner }) => owner === mine)
      const mineNow = { owner: mine, commands: offered }
      return { by: known ? by.map((each) => (each.owner === mine ? mineNow : each)) : [...by, mineNow] }
    })
  }, [shown])
  useEffect(() => {
    const mine = owner.current
    return () => useOffered.setState(({ by }) => ({ by: by.filter(({ owner }) => owner !== mine) }))
  }, [])
}

/** What can be done now, the latest offers last. */
export function useOfferedCommands(): readonly Command[] {
  const by = useOffered((offered) => offered.by)
  return by.flatMap(({ commands }) => commands).filter(({ disabled }) => !disabled)
}

/** Listens to the keyboard, once for the whole app. */
export function useKeyboard(): void {
  useEffect(() => {
    const listener = keyListener(bindings, () => usePreferences.getState().letterKeys)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function bindings(): Binding[] {
  return useOffered
    .getState()
    .by.flatMap(({ commands }) => commands)
    .filter(({ keys, disabled }) => keys !== undefined && !disabled)
    .map(({ keys = [], run, inFields = false }) => ({ keys, run, inFields }))
}
