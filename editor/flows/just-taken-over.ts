/** Goes with the way to a flow that has just come from another tool, in the history of the browser: what became of it is shown there, once. */
export const justTakenOver = { takenOver: true } as const

/** Has this flow just come? Asked again, also after the page was loaded anew, the answer is no. */
export function wasTakenOver(): boolean {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null || !('takenOver' in state)) return false
  history.replaceState(null, '')
  return true
}
