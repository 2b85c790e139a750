/** What the simulation itself knows to have happened, so that it need not believe the database. */
import type { CrmEvent } from '../../shared/events.ts'

/** An event whose sender has been told that it is stored. `expected`: the workflows that were live then. */
export interface Accepted {
  readonly event: CrmEvent
  /** When it was stored. */
  readonly at: Date
  /** Workflows that it has to begin: live, with a trigger that fits; null when they were edited at the same moment. */
  readonly begins: readonly string[] | null
}

/** Somebody was told that their decision counts. */
export interface NotedDecision {
  readonly suggestion: string
  readonly by: string
  readonly kind: 'approve' | 'dismiss' | 'undo'
}

/** Written while the world takes its course. */
export class Notes {
  readonly accepted: Accepted[] = []
  readonly decisions: NotedDecision[] = []
  /** Of dismissals: whether the run was to go on, by suggestion and user. Whoever meant it may never have been answered. */
  readonly meantToGoOn = new Set<string>()
  /** Letters that a person ordered to be sent again. */
  readonly resent = new Set<string>()
  /** When tasks were closed. */
  readonly closed = new Map<string, Date>()
  /** The version each run was first seen with. */
  readonly versions = new Map<string, string>()
  /** Texts that only erased people have: they stand nowhere any more. */
  readonly erased: string[] = []
  /** Those people, by their ids. */
  readonly forgotten = new Set<string>()
  /** Runs about erased people, of which only empty shells are left. */
  readonly emptied = new Set<string>()
  /** Branches of others that waited for something of them: they need not wait any longer. */
  readonly released = new Set<string>()
  /** Letters and calls that went with their people. */
  readonly removed = new Set<string>()
  /** Was the clock ever set back, or forward past what was due? */
  hasJumped = false
  /** What was found to be wrong. */
  readonly problems: string[] = []

  wrong(problem: string): void {
    if (this.problems.length < 20) this.problems.push(problem)
  }
}
