/**
 * A world as plain data: who is in it, what they have drawn, what happens, and what goes wrong. The same world always
 * takes the same course, and a list of it with an entry less is a world, too: so a failure can be made smaller.
 */
import type { EventKind } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'

/** What the mail server of a person says to one try. `lost`: it takes the letter, and the connection breaks before it says so. */
export type PostAnswer = 'sent' | 'later' | 'refused' | 'bounced' | 'unclear' | 'lost' | 'throws'

/** What another program says to one call. */
export type CallAnswer = 'ok' | 'busy' | 'refused' | 'unreachable' | 'timeout'

/** A contact; `post` are the answers to the tries of each letter to them, the last of which stands for all further ones. */
export interface SimulatedPerson {
  readonly id: string
  readonly fields: JsonObject
  readonly post: readonly PostAnswer[]
}

type WorkflowState = 'live' | 'paused' | 'off'

/** What happens; `nth` chooses among what there is at that moment. */
export type What =
  /** Somebody outside sends an event under a key, `copies` times at once; it happened `late` minutes ago. */
  | {
      readonly what: 'event'
      readonly key: string
      readonly kind: EventKind
      readonly person: string | null
      readonly fields: JsonObject
      readonly copies: number
      readonly late: number
    }
  | { readonly what: 'change'; readonly person: string; readonly fields: JsonObject }
  | { readonly what: 'archive' | 'restore'; readonly person: string }
  /** On their request, for good. */
  | { readonly what: 'erase'; readonly person: string }
  | { readonly what: 'close-task'; readonly nth: number }
  /** `twice`: somebody else says the opposite at the same moment. */
  | { readonly what: 'decide'; readonly nth: number; readonly as: 'approve' | 'edit' | 'dismiss' | 'go-on'; readonly twice: boolean }
  | { readonly what: 'undo'; readonly nth: number }
  | { readonly what: 'pause' | 'resume' | 'cancel' | 'skip' | 'retry'; readonly nth: number }
  | { readonly what: 'reschedule'; readonly nth: number; readonly minutes: number }
  | { readonly what: 'publish'; readonly workflow: Workflow }
  | { readonly what: 'switch'; readonly workflow: string; readonly to: WorkflowState }
  | { readonly what: 'archive-workflow'; readonly workflow: string }
  /** The switch that holds everything. */
  | { readonly what: 'halt' | 'go-on' }
  | { readonly what: 'resolve'; readonly nth: number; readonly as: 'resend' | 'assume-sent' }
  /** The clock of the machine is set, forwards or backwards. */
  | { readonly what: 'jump'; readonly minutes: number }
  | { readonly what: 'kill' }

/** `at`: minutes from the beginning. Those of the same minute happen at once. */
export type Happening = What & { readonly at: number }

/** `commit` and `call` count from 0, over all lives of the process. */
export type Fault =
  | { readonly fault: 'crash-before' | 'crash-after'; readonly commit: number }
  | { readonly fault: 'busy' | 'full' | 'unreachable'; readonly commit: number; readonly times: number }
  | { readonly fault: 'crash-after-call'; readonly call: number }

/**
 * `plain`: nothing in it is beyond the reference interpreter. `hosts`: the answers to the tries of each call, as `post` of
 * a person.
 */
export interface SimulatedWorld {
  readonly seed: number
  readonly plain: boolean
  readonly people: readonly SimulatedPerson[]
  readonly hosts: Readonly<Record<string, readonly CallAnswer[]>>
  readonly workflows: readonly Workflow[]
  readonly happenings: readonly Happening[]
  readonly faults: readonly Fault[]
}
