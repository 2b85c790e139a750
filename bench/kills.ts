/** W7: what kills at random moments cost, and how soon the product is back. */
import { killLoop } from '../runtime/testing/kill-loop/kill-loop.ts'
import { figure } from './figures.ts'
import type { Measured } from './throughput.ts'

const rounds = 20

/** `folder` is empty. */
export async function measureKills({ folder, say }: { folder: string; say(line: string): void }): Promise<Measured> {
  const { findings, readyP95, readyMax, kills, orders, letters, calls } = await killLoop({
    folder,
    rounds,
    seed: Date.now() % 1_000_000,
    progress: say,
  })
  const none = { kind: 'most', must: 0, aim: 0 } as const
  return {
    figures: [
      figure(`W7 lost or done twice at ${kills} kills`, [findings.length], 'requests', none),
      figure('W7 back after, p95', [readyP95], 'ms', { kind: 'most', must: 5000, aim: 2000 }),
      figure('W7 back after, longest', [readyMax], 'ms'),
    ],
    notes: [`W7: ${orders} orders were accepted, ${letters} letters and ${calls} calls went out.`, ...findings],
  }
}
