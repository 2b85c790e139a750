/** What is wrong with a workflow, found while it is drawn, read from a file or published. */
import type { Said } from './json.ts'

/**
 * `error` blocks publishing, `warning` does not, `to-fill-in` blocks it too but is not shown in red: the node is new.
 * `node` is null when it is about the workflow as a whole; `param` names the parameter, a setting or a port.
 */
export interface Problem {
  readonly level: 'error' | 'warning' | 'to-fill-in'
  readonly node: string | null
  readonly param: string | null
  readonly said: Said
}

/** May a workflow with these problems be published? */
export const canPublish = (problems: readonly Problem[]): boolean => problems.every(({ level }) => level === 'warning')
