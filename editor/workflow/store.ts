/** The draft that is open, and beside it what is selected and shown. Only the draft can be undone. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TrailStep, TrialBody } from '../../shared/api/workflows.ts'
import type { Said } from '../../shared/json.ts'
import type { Problem } from '../../shared/problem.ts'
import type { StepTrust } from '../../shared/trust.ts'
import type { Edge, Workflow } from '../../shared/workflow.ts'
import { begin, type History, record, redo, undo } from './history.ts'
import { type Spot, withPlaces } from './placing.ts'

/** The one way to change a draft is `edit`. */
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

/** Read with `useDraft` or `useWorkflow`, outside of components with `getState`. */
export type DraftStore = StoreApi<DraftState>

/** A store for one opened workflow, in which every step has a place. `now` is the clock of typing pauses, in milliseconds. */
export const createDraftStore = (opened: Workflow, now: () => number = () => performance.now()): DraftStore =>
  createStore<DraftState>()((set, get) => ({
    history: begin(withPlaces(opened)),
    edit: (said, command, field) => {
      const before = get().history
      const history = record(before, command(before.present), said, now(), field ?? null)
      if (history !== before) set({ history })
      return history !== before
    },
    undo: () => set(({ history }) => ({ history: undo(history) })),
    redo: () => set(({ history }) => ({ history: redo(history) })),
    open: (workflow) => set({ history: begin(withPlaces(workflow)) }),
  }))

/** What the arrow keys and clicks do at the moment: nothing special, choosing where a line goes, or moving steps. */
export type CanvasMode =
  | { readonly kind: 'plain' }
  | { readonly kind: 'connecting'; readonly from: string; readonly port: string; readonly to: string | null }
  | { readonly kind: 'moving'; readonly shift: Spot }

/** Where the palette puts what is chosen: behind a port, after a step, or at a place of the canvas (null: wherever it fits). `at` is in pixels of the window. */
export type PalettePlace =
  | { readonly kind: 'after'; readonly step: string; readonly at: Spot }
  | { readonly kind: 'port'; readonly from: string; readonly port: string; readonly at: Spot }
  | { readonly kind: 'canvas'; readonly spot: Spot | null; readonly at: Spot }

/** How a step looks; `approval` waits for a person, `skipped` was passed over. */
export type StepState = 'idle' | 'waiting' | 'approval' | 'done' | 'failed' | 'skipped'

/** What a run, a trial or the numbers show on top of the drawing. */
export interface Overlay {
  /** The state of steps, by id; others are `idle`. */
  readonly states: ReadonlyMap<string, StepState>
  /** Edges that were taken, by id; null when no way is shown. */
  readonly taken: ReadonlySet<string> | null
  /** How many runs passed, by edge. */
  readonly passed: ReadonlyMap<string, Passed>
  /** Who stands at a step now, by state. */
  readonly inside: ReadonlyMap<string, Inside>
  /** What people made of the suggestions of a step. */
  readonly trust?: ReadonlyMap<string, StepTrust>
  /** How the drawing differs from an earlier one that is drawn with it. */
  readonly compared?: Compared
}

/** What became of a step or a line. */
export type Difference = 'added' | 'removed' | 'changed'

/** The differences of two drawings: by id of step, by id of edge; `cut` are lines that led elsewhere from steps that are still there. */
export interface Compared {
  readonly steps: ReadonlyMap<string, Difference>
  readonly lines: ReadonlyMap<string, Difference>
  readonly cut: readonly Edge[]
}

/** How many runs passed a line, and how often in all. */
export interface Passed {
  readonly runs: number
  readonly count: number
}

/** How many stand at a step. */
export interface Inside {
  readonly waiting: number
  readonly approval: number
  readonly failed: number
}

/**
 * The last trial of the draft: the way that was walked, over the draft as it was then, and with whom (null: somebody
 * new). `request` asks for the same way once more. Since one stay was tried again alone, those after it
 * are `old`.
 */
export interface TriedOut {
  readonly steps: readonly TrailStep[]
  readonly workflow: Workflow
  readonly who: string | null
  readonly request: Omit<TrialBody, 'draft' | 'only'>
  /** By `stayOf`. */
  readonly old: ReadonlySet<string>
}

/** What is seen of the draft and not saved with it. */
export interface ViewState {
  /** Ids of steps and notes. */
  readonly selected: ReadonlySet<string>
  /** The one that the keys and the panel speak of; a step or a note. */
  readonly active: string | null
  readonly edge: string | null
  readonly mode: CanvasMode
  readonly palette: PalettePlace | null
  readonly overlay: Overlay | null
  /** By step; those of the flow as a whole under the empty name. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>
  /** How much open feedback there is, by step. */
  readonly feedback: ReadonlyMap<string, number>
  /** Null until the draft has been tried. */
  readonly tried: TriedOut | null
  /** The last thing that was said to screen readers. */
  readonly announced: string
  select(ids: Iterable<string>, active?: string | null): void
  /** Selects a line, or a way that leads nowhere yet; the panel may go on to speak of `active`. */
  selectEdge(id: string | null, active?: string): void
  setMode(mode: CanvasMode): void
  openPalette(place: PalettePlace | null): void
  show(overlay: Overlay | null): void
  setProblems(problems: readonly Problem[]): void
  setFeedback(feedback: ReadonlyMap<string, number>): void
  setTried(tried: TriedOut): void
  announce(text: string): void
}

/** Read with `useView`, outside of components with `getState`. */
export type ViewStore = StoreApi<ViewState>

/** Nothing is selected, nothing lies over the drawing. */
export const createViewStore = (): ViewStore =>
  createStore<ViewState>()((set) => ({
    selected: new Set(),
    active: null,
    edge: null,
    mode: { kind: 'plain' },
    palette: null,
    overlay: null,
    problems: new Map(),
    feedback: new Map(),
    tried: null,
    announced: '',
    select: (ids, active) => {
      const selected = new Set(ids)
      set({ selected, active: active === undefined ? ([...selected].at(-1) ?? null) : active, edge: null })
    },
    selectEdge: (edge, active) => set({ edge, selected: new Set(), active: active ?? null }),
    setMode: (mode) => set({ mode }),
    openPalette: (palette) => set({ palette }),
    show: (overlay) => set({ overlay }),
    setProblems: (problems) => set({ problems: byNode(problems) }),
    setFeedback: (feedback) => set({ feedback }),
    setTried: (tried) => set({ tried }),
    // The same words once more are heard once more only when the text is another.
    announce: (text) => set(({ announced }) => ({ announced: announced === text ? `${text}\u00a0` : text })),
  }))

function byNode(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const sorted = new Map<string, Problem[]>()
  for (const problem of problems) {
    const id = problem.node ?? ''
    const own = sorted.get(id)
    if (own) own.push(problem)
    else sorted.set(id, [problem])
  }
  return sorted
}
