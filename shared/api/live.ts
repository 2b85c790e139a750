/**
 * What the live stream (`GET /api/live`, server-sent events) tells a signed-in tab after commits. It says *that*
 * something changed, never what: the tab reads it again with its own rights.
 */
export type LiveNotice =
  | { readonly kind: 'hello' }
  | { readonly kind: 'record'; readonly entity: string; readonly id: string }
  | { readonly kind: 'run'; readonly workflow: string; readonly run: string; readonly subject: string | null }
  | { readonly kind: 'suggestion'; readonly id: string }
  | { readonly kind: 'workflow'; readonly id: string }
  | { readonly kind: 'notification'; readonly user: string }
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'clock' }
  /** Everything was paused, or goes on. */
  | { readonly kind: 'halt' }
