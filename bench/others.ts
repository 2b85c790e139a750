/** What others wait for while the product is busy: webhooks one after the other, from a process of their own. */
import type { Child } from './child.ts'
import { anonymousBody } from './drawings.ts'
import { enough, type Job, type Load } from './load-process.ts'

const restMs = 5

/**
 * Sends webhooks to the hook `bench`, numbered from `from`, through the `load` process until the work has ended.
 * Resolves with the longest wait in milliseconds and what the work resolved with; throws when one is not accepted.
 */
export async function meanwhile<Result>(
  { load, port, from }: { readonly load: Child; readonly port: number; readonly from: number },
  work: () => Promise<Result>,
): Promise<{ readonly longest: number; readonly result: Result }> {
  const job: Job = { port, path: '/hooks/bench', connections: 1, ms: 120_000, body: anonymousBody, from, pauseMs: restMs }
  const asking = load.ask<Load>(job)
  const result = await work()
  load.tell(enough)
  const { wrong, longest } = await asking
  if (wrong > 0) throw new Error(`${wrong} webhooks beside the work were not accepted`)
  return { longest, result }
}
