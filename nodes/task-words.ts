import { task } from '../shared/entities/work.ts'

/** What a task can be: a call, a letter, a meeting; in the words of the task itself. */
export const taskKinds = task.fields.kind.options

/** What a task can close with. */
export const taskResults = task.fields.resultKind.options
