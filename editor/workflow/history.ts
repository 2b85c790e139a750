/** Undo and redo: whole documents with the name of what changed them. Pure; the clock is an argument. */
import type { Said } from '../../shared/json.ts'

const kept = 200
/** Typing in one field is one entry, until the fingers rest for this long. */
const restMs = 700

interface Entry<Value> {
  /** The document on the other side of the edit. */
  readonly value: Value
  readonly said: Said
}

/** The last of `past` is what undo takes back, the last of `future` what redo does again. */
export interface History<Value> {
  readonly past: readonly Entry<Value>[]
  readonly present: Value
  readonly future: readonly Entry<Value>[]
  /** The field being typed in, and when its last letter came. */
  readonly typing: { readonly field: string; readonly at: number } | null
}

/** A document that was just opened: nothing can be undone. */
export const begin = <Value>(present: Value): History<Value> => ({ past: [], present, future: [], typing: null })

/** One edit. `said` names it for the button; `field` joins it with the previous edit of the same field without a rest. */
export function record<Value>(history: History<Value>, next: Value, said: Said, at: number, field: string | null = null): History<Value> {
  if (next === history.present) return history
  const goesOn = field !== null && history.typing?.field === field && at - history.typing.at <= restMs && history.past.length > 0
  return {
    past: goesOn ? history.past : [...history.past, { value: history.present, said }].slice(-kept),
    present: next,
    future: [],
    typing: field === null ? null : { field, at },
  }
}

/** The same object when there is nothing to take back. */
export function undo<Value>(history: History<Value>): History<Value> {
  const last = history.past.at(-1)
  if (!last) return history
  return {
    past: history.past.slice(0, -1),
    present: last.value,
    future: [...history.future, { value: history.present, said: last.said }],
    typing: null,
  }
}

/** The same object when there is nothing to do again. */
export function redo<Value>(history: History<Value>): History<Value> {
  const next = history.future.at(-1)
  if (!next) return history
  return {
    past: [...history.past, { value: history.present, said: next.said }],
    present: next.value,
    future: history.future.slice(0, -1),
    typing: null,
  }
}

/** What the undo button names; null when there is nothing to undo. */
export const undoable = <Value>(history: History<Value>): Said | null => history.past.at(-1)?.said ?? null

/** What the redo button names. */
export const redoable = <Value>(history: History<Value>): Said | null => history.future.at(-1)?.said ?? null
