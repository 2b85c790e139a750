/** What is wrong with a workflow, in words for a marketer. */
import type { Said } from './json.ts'

/** `error` blocks publishing, `warning` does not, `to-fill-in` is a new step that nobody has filled in yet (blocks, but is not red). */
export interface Problem {
  readonly level: 'error' | 'warning' | 'to-fill-in'
  readonly node: string | null
  readonly param: string | null
  readonly said: Said
}
