/** In which order people do what waits for them. */

/** What the order is made of; `dueAt` in ISO 8601, or null without a deadline. */
export interface Waiting {
  readonly id: string
  readonly dueAt: string | null
  readonly isNow: boolean
  readonly worth: { readonly cents: number } | null
  readonly score: number | null
}

/**
 * What is late or due today comes before everything else. Within both, whoever has the largest open deals comes first,
 * then whoever has most points, then what is due soonest. To be handed to `sort`.
 */
export const byValueAndTime = (a: Waiting, b: Waiting): number =>
  Number(b.isNow) - Number(a.isNow) ||
  (b.worth?.cents ?? 0) - (a.worth?.cents ?? 0) ||
  (b.score ?? 0) - (a.score ?? 0) ||
  (a.dueAt ?? endless).localeCompare(b.dueAt ?? endless) ||
  a.id.localeCompare(b.id)

const endless = '9999'
