import { ApiProblem } from './client.ts'

/** What the server says of one field. */
export function problemOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined
  return error.fields.find(({ path }) => path.split(/[./]/).at(-1) === field)?.message
}
