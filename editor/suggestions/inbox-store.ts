/** What the inbox knows and the server need not: what is on its way out, corrections in the making, what was put out of sight. */
import { create } from 'zustand'
import { remember, remembered } from '../ui/memory.ts'
import { type Corrections, noCorrections } from './corrections.ts'

interface InboxState {
  /** Decided a moment ago: out of the list before the server has answered. */
  readonly leaving: ReadonlySet<string>
  /** Not yet approved corrections, by suggestion. */
  readonly corrections: Readonly<Record<string, Corrections>>
  /** Has changed since the person opened it. */
  readonly changed: ReadonlySet<string>
  /** No longer relevant, and seen. */
  readonly hidden: ReadonlySet<string>
}

const hiddenKey = 'inbox.hidden'
/** More are not kept: they have long left the list. */
const mostHidden = 200

/** Read with a selector; changed by the functions of this file alone. */
export const useInboxStore = create<InboxState>(() => ({
  leaving: new Set(),
  corrections: {},
  changed: new Set(),
  hidden: new Set((remembered(hiddenKey) ?? '').split(' ').filter(Boolean)),
}))

/** What was corrected in a suggestion; `noCorrections` where nothing was. */
export const useCorrections = (id: string): Corrections => useInboxStore((state) => state.corrections[id] ?? noCorrections)

/** Takes the place of what was corrected before. */
export function keepCorrections(id: string, corrections: Corrections): void {
  useInboxStore.setState((state) => {
    const { [id]: _, ...others } = state.corrections
    return { corrections: Object.keys(corrections).length === 0 ? others : { ...others, [id]: corrections } }
  })
}

/** Takes suggestions out of the list at once, before the server has answered. */
export const leave = (ids: readonly string[]): void => useInboxStore.setState(({ leaving }) => ({ leaving: new Set([...leaving, ...ids]) }))

/** Puts them back, because what was decided did not work out. */
export const stay = (ids: readonly string[]): void =>
  useInboxStore.setState(({ leaving }) => ({ leaving: new Set([...leaving].filter((id) => !ids.includes(id))) }))

/** Marks a suggestion as changed since it was opened, or takes the mark away. */
export function markChanged(id: string, isChanged: boolean): void {
  useInboxStore.setState(({ changed }) => ({ changed: new Set(isChanged ? [...changed, id] : [...changed].filter((each) => each !== id)) }))
}

/** Puts something that nobody needs to decide out of sight, in this browser. */
export function hide(id: string): void {
  const hidden = [...new Set([...useInboxStore.getState().hidden, id])].slice(-mostHidden)
  useInboxStore.setState({ hidden: new Set(hidden) })
  remember(hiddenKey, hidden.join(' '))
}
