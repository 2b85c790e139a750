/** The draft that is open, and beside it what is selected and shown. Only the draft can be undone. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Said } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { begin, type History, record, redo, undo } from './history.ts'

export interface DraftState {
  readonly history: History<Workflow>
  /**
   * Applies a command. `said` names it on the undo button; `field` joins letters typed without a rest into one entry.
   * Answers whether anything changed.
   */
  edit(said: Said, command: (workflow: Workflow) => Workflow, field?: string): boolean
  undo(): void
  redo(): void
  /** Opens another document: the history begins anew. */
  open(workflow: Workflow): void
}

export type DraftStore = StoreApi<DraftState>

/** A store for one opened workflow. `now` is the clock of typing pauses, in milliseconds. */
export const createDraftStore = (opened: Workflow, now: () => number = () => performance.now()): DraftStore =>
  createStore<DraftState>()((set, get) => ({
    history: begin(opened),
    edit: (said, command, field) => {
      const before = get().history
      const history = record(before, command(before.present), said, now(), field ?? null)
      if (history !== before) set({ history })
      return history !== before
    },
    undo: () => set(({ history }) => ({ history: undo(history) })),
    redo: () => set(({ history }) => ({ history: redo(history) })),
    open: (workflow) => set({ history: begin(workflow) }),
  }))

/** What the arrow keys and clicks do at the moment: nothing special, choosing where a line goes, or moving steps. */
export type CanvasMode =
  | { readonly kind: 'plain' }
  | { readonly kind: 'connecting'; readonly from: string; readonly port: string }
  | { readonly kind: 'moving'; readonly shift: readonly [number, number] }

/** Where the palette puts what is chosen: behind a port, on a line, at a place of the canvas; null: after the selection. */
export type PalettePlace =
  | { readonly kind: 'port'; readonly from: string; readonly port: string; readonly at?: readonly [number, number] }
  | { readonly kind: 'canvas'; readonly at: readonly [number, number] }

export interface ViewState {
  /** Ids of steps and notes. The last one chosen is the active one. */
  readonly selected: ReadonlySet<string>
  readonly active: string | null
  readonly edge: string | null
  readonly mode: CanvasMode
  readonly palette: PalettePlace | null
  select(ids: Iterable<string>, active?: string | null): void
  selectEdge(id: string | null): void
  setMode(mode: CanvasMode): void
  openPalette(place: PalettePlace | null): void
}

export type ViewStore = StoreApi<ViewState>

export const createViewStore = (): ViewStore =>
  createStore<ViewState>()((set) => ({
    selected: new Set(),
    active: null,
    edge: null,
    mode: { kind: 'plain' },
    palette: null,
    select: (ids, active) => {
      const selected = new Set(ids)
      set({ selected, active: active === undefined ? ([...selected].at(-1) ?? null) : active, edge: null })
    },
    selectEdge: (edge) => set({ edge, selected: new Set(), active: null }),
    setMode: (mode) => set({ mode }),
    openPalette: (palette) => set({ palette }),
  }))
