/**
 * How statements reach a database. What must happen in one transaction is written once, as a generator that yields
 * statements and gets their answers: SQLite runs it through at once, so that nothing can come between, and PostgreSQL
 * awaits each answer.
 */
import type { Cell, Row } from './table.ts'

/** A statement with `?` for every parameter. */
export interface Ask {
  readonly sql: string
  readonly params: readonly Cell[]
  /** A row for a table that only grows and whose answer nobody needs: PostgreSQL inserts these many at a time. */
  readonly appends?: { readonly table: string; readonly head: string; readonly row: string }
  /** Nobody needs the answer: it may run at the end of the batch, after the rows that are added. */
  readonly later?: true
}

/** Of a statement that was not `later`: of such a one nothing is known. */
export interface Answer {
  readonly rows: readonly Row[]
  /** Rows that were written. */
  readonly changes: number
}

/** Statements one after the other, with what is decided in between. It must not await anything. */
export type Work<Result> = Generator<Ask, Result, Answer>

/** Runs work to its end in one go. */
export function runAtOnce<Result>(work: Work<Result>, answer: (ask: Ask) => Answer): Result {
  let step = work.next()
  while (!step.done) step = work.next(answer(step.value))
  return step.value
}

/** Runs work to its end, awaiting each answer. */
export async function runAwaiting<Result>(work: Work<Result>, answer: (ask: Ask) => Promise<Answer>): Promise<Result> {
  let step = work.next()
  while (!step.done) step = work.next(await answer(step.value))
  return step.value
}
