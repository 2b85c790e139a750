/** Runs through six nodes a second: the engine with its store, without what comes in and goes out by network. */
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundled } from '../runtime/testing/bundled.ts'
import { startChild } from './child.ts'
import { figure } from './figures.ts'
import { withDatabase } from './recorded-rows.ts'
import type { SixNodesDone, SixNodesJob } from './six-nodes-process.ts'
import type { Measured } from './throughput.ts'

/** `folder` is empty. Throws when a run has not ended, or anything of it is missing or there twice. */
export async function measureSixNodes({
  folder,
  rounds,
  runs,
  profile,
}: {
  folder: string
  rounds: number
  runs: number
  profile: string | null
}): Promise<Measured> {
  const program = await bundled(join(import.meta.dirname, 'six-nodes-process.ts'))
  const done: SixNodesDone[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const job: SixNodesJob = { folder: join(folder, String(round)), runs }
      mkdirSync(job.folder)
      const child = startChild(program, profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])
      try {
        done.push(await child.ask<SixNodesDone>(job))
      } finally {
        await child.end()
      }
      check(join(job.folder, 'tandem.db'), runs, done.at(-1)?.decided ?? 0)
    }
  } finally {
    rmSync(dirname(program), { recursive: true, force: true })
  }
  const each = (of: (one: SixNodesDone) => number) => done.map(of)
  return {
    figures: [
      figure(
        'RUNS through six nodes',
        each(({ seconds }) => runs / seconds),
        '/s',
        { kind: 'least', must: 8_000, aim: 8_000 },
      ),
      figure(
        'RUNS processor time each',
        each(({ cpu }) => (cpu * 1e6) / runs),
        'µs',
      ),
    ],
    notes: [
      `RUNS: ${runs.toLocaleString('en')} people through trigger, condition, wait, approval, letter and change. The whole product in a process, without HTTP and without a mail server: events and approvals are handed in, the clock is turned, and letters end in the built-in mailbox.`,
    ],
  }
}

/** Each has finished, was approved once, has its letter, queued and gone, and the change that comes last. */
function check(file: string, runs: number, decided: number): void {
  const found = withDatabase(file, (database) => {
    const count = (from: string) => Number(database.prepare(`select count(*) from ${from}`).pluck().get())
    return {
      decided,
      finished: count(`"runs" where "state" = 'finished'`),
      'all runs': count('"runs"'),
      approved: count(`"suggestions" where "decidedBy" = 'vera' and "status" = 'done'`),
      'all suggestions': count('"suggestions"'),
      delivered: count(`"deliveries" where "state" = 'done'`),
      'all deliveries': count('"deliveries"'),
      letters: count(`"message" where "state" = 'sent'`),
      changed: count(`"contact" where "need" = 'tea'`),
      'events left': runs + count(`"events" where "state" = 'pending'`),
      'branches left': runs + count('"positions"'),
    }
  })
  const wrong = Object.entries(found).filter(([, number]) => number !== runs)
  if (wrong.length > 0)
    throw new Error(`Six nodes: of ${runs.toLocaleString('en')} there are ${wrong.map(([what, n]) => `${n} ${what}`).join(', ')}`)
}
