/** The workflow file: what the editor saves, export writes, `examples/` holds and the command line runs. */

import type { JsonObject, Said } from './json.ts'
import type { Person } from './params.ts'
import type { Rule } from './rules.ts'

/** The format this program writes. A file of a newer format opens, says so and is kept whole. */
export const workflowFormat = 1

/** Larger files are refused; nobody can read a drawing of that size. */
export const maxNodes = 2_000

/** More than this is refused, too. */
export const maxEdges = 10_000

/** More than this is refused, too. */
export const maxNotes = 500

/** More than this is refused, too. */
export const maxGroups = 500

/** `act`: effects are carried out; `suggest`: kept until an operator decides; `off`: left by the first port without effects. */
export const modes = ['act', 'suggest', 'off'] as const

export type Mode = (typeof modes)[number]

/** Settings that every node has. All are optional in a file. */
export interface NodeCommon {
  readonly owner?: string
  readonly department?: string
  /** Who decides its suggestions; else the owner of the subject, the deputy, the department, supervisors, admins. */
  readonly approver?: Person
  /** How long a suggestion waits for a decision, and what happens then. */
  readonly decideWithin?: string
  readonly onExpiry?: 'drop' | 'escalate'
  /** While this is false the node's suggestion, wait or planned effect is withdrawn. */
  readonly relevance?: Rule
  readonly window?: DeliveryWindow
  readonly retry?: DeliveryRetry
  readonly minutesSaved?: number
  readonly minutesAdded?: number
}

/** When sending is allowed: a calendar (`owner`, `department`, `company` or the key of one; `contact`: by day where they live), and how much chance is added. */
interface DeliveryWindow {
  readonly calendar: string
  readonly jitter?: string
}

/** What failed for a passing reason: how often it is tried in all (8), and how long it waits at first (ten seconds); each wait is three times the last. */
interface DeliveryRetry {
  readonly tries: number
  readonly wait?: string
}

/** A box of the drawing. `params` holds stored values (`shared/params.ts`), unchecked: a draft may be incomplete. */
export interface WorkflowNode {
  readonly id: string
  readonly type: string
  readonly name?: string
  readonly mode: Mode
  readonly params: JsonObject
  readonly common?: NodeCommon
  /** What colleagues should know about the step, for people only; with the marks of a canvas note. */
  readonly note?: string
}

/** Goes from a port of a node to the next node. One edge per port. */
export interface Edge {
  readonly from: string
  readonly port: string
  readonly to: string
}

/** Who may enter, and how often. One setting per workflow, never per trigger. */
export interface Enrolment {
  readonly policy: 'once' | 'one-at-a-time' | 'every-time'
  /** A path that makes the identity finer: subject + key, e.g. `event.order`. */
  readonly key?: string | null
  /** Counted from the last exit. */
  readonly cooldown?: string | null
}

/** What holds for the whole workflow. `everythingSuggests` turns every acting node into one that suggests. */
export interface WorkflowSettings {
  /** The entity a run is about; null when a workflow starts without one. */
  readonly subject: string | null
  readonly enrolment: Enrolment
  /** Leaves the workflow when it becomes true. */
  readonly exit?: Rule | null
  /** Leaves the workflow, successfully, when it becomes true. */
  readonly goal?: Rule | null
  readonly everythingSuggests?: boolean
  readonly window?: DeliveryWindow
  readonly owner?: string
  readonly department?: string
}

/** A piece of paper on the canvas, for people only; `at` and `size` in pixels of the canvas. */
export interface CanvasNote {
  readonly id: string
  readonly text: string
  readonly at: readonly [number, number]
  readonly size?: readonly [number, number]
  readonly colour?: string
}

/**
 * Where a workflow was drawn that was taken over from another tool, and what became of its steps when it was: how many
 * there were, how many mean the same here, and in how many something is left to fill in. What differs is in `remarks`.
 */
export interface Origin {
  readonly tool: string
  readonly steps: number
  readonly whole: number
  readonly partly: number
  readonly remarks: readonly { readonly node: string | null; readonly said: Said }[]
}

/** Steps and notes that are seen as one, for people only: `members` are their ids. Folded, it is drawn as one card. */
export interface CanvasGroup {
  readonly id: string
  readonly name: string
  readonly members: readonly string[]
  readonly folded?: boolean
}

/** The whole file. `readWorkflow` makes one of any JSON, `checkWorkflow` says what is wrong with it. */
export interface Workflow {
  readonly $schema?: string
  readonly format: number
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly settings: WorkflowSettings
  readonly nodes: readonly WorkflowNode[]
  readonly edges: readonly Edge[]
  /** Positions on the canvas, outside what a version executes. */
  readonly layout: Readonly<Record<string, readonly [number, number]>>
  readonly notes: readonly CanvasNote[]
  readonly origin?: Origin
  /** Left out by files that have none. */
  readonly groups?: readonly CanvasGroup[]
}

/** An empty page. */
export const emptyWorkflow = (id: string, name: string): Workflow => ({
  $schema: 'workflow.schema.json',
  format: workflowFormat,
  id,
  name,
  settings: { subject: 'contact', enrolment: { policy: 'one-at-a-time' } },
  nodes: [],
  edges: [],
  layout: {},
  notes: [],
})

/** The part of a workflow that a version executes; moves on the canvas, notes and groups do not change it. */
export const executable = ({ settings, nodes, edges }: Workflow) => ({ settings, nodes: nodes.map(withoutNote), edges })

/** What a step does, without what people have noted about it. */
export function withoutNote(node: WorkflowNode): WorkflowNode {
  const { note: _, ...rest } = node
  return rest
}

/** Told by the name of the type alone, so that it also works for types that are not installed. */
export const isTrigger = (node: { readonly type: string }): boolean => node.type.startsWith('trigger.')
