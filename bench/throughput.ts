/** W1 and W2: webhooks a second beside what the machine can do, in rounds that alternate between the two. */
import { join } from 'node:path'
import type { CeilingJob, CeilingReady } from './ceiling-process.ts'
import { cpuSeconds, startChild } from './child.ts'
import { anonymousBody, numbered, ordersWorkflow, personBody, personMapping } from './drawings.ts'
import { type Figure, figure, median } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import type { Job, Load } from './load-process.ts'
import { bytesIn, marks, type Recording, recordedSince, withDatabase } from './recorded-rows.ts'

interface Pace {
  readonly rounds: number
  readonly ms: number
}

/** One measured stretch: the load's own figures, and processor time per request in microseconds. */
type Stretch = Load & { readonly cpuEach: number }

/** The figures that are judged and lines for the one who reads the report. */
export interface Measured {
  readonly figures: readonly Figure[]
  readonly notes: readonly string[]
}

/** Measures one of the two. `folder` is empty. Throws when what was stored is not what was answered. */
export async function measureThroughput(
  which: 'W1' | 'W2',
  { folder, pace, profile, say }: { folder: string; pace: Pace; profile: string | null; say(line: string): void },
): Promise<Measured> {
  const body = which === 'W1' ? anonymousBody : personBody
  const product = await startInstallation({ folder, profile })
  const load = startChild('load-process.ts')
  const ceiling = startChild('ceiling-process.ts')
  try {
    await product.post('/api/hooks', {
      fields: { path: 'bench', name: 'Bench', active: true, ...(which === 'W2' ? { mapping: personMapping } : {}) },
    })
    await product.publish(ordersWorkflow('bench', 'bench', which === 'W1' ? null : 'contact'))
    const recording = await recordOne(product, body)
    const job: CeilingJob = { file: join(folder, 'ceiling.db'), recording }
    const { port, synchronous } = await ceiling.ask<CeilingReady>(job)
    const sides = {
      ceiling: { port, pid: ceiling.pid, sent: 0, stretches: stretches() },
      product: { port: product.port, pid: product.pid, sent: 0, stretches: stretches() },
    }
    let number = 1000

    async function stretch(side: keyof typeof sides, connections: number, ms: number): Promise<Stretch> {
      const { port, pid } = sides[side]
      const asked: Job = { port, path: '/hooks/bench', connections, ms, body, from: number }
      const before = cpuSeconds(pid)
      const done = await load.ask<Load>(asked)
      if (done.wrong > 0) throw new Error(`${which}: ${done.wrong} of ${done.answered} webhooks of the ${side} were not accepted`)
      number += done.answered
      sides[side].sent += done.answered
      return { ...done, cpuEach: ((cpuSeconds(pid) - before) * 1e6) / done.answered }
    }

    for (const side of ['ceiling', 'product'] as const) await stretch(side, 100, Math.min(2000, pace.ms))
    for (let round = 1; round <= pace.rounds; round++) {
      for (const connections of [10, 100] as const) {
        for (const side of ['ceiling', 'product'] as const)
          sides[side].stretches[connections].push(await stretch(side, connections, pace.ms))
      }
      const [last, ours] = [sides.ceiling.stretches[100].at(-1), sides.product.stretches[100].at(-1)]
      if (last && ours)
        say(`${which} round ${round}: ceiling ${perSecond(last).toFixed(0)}/s, product ${perSecond(ours).toFixed(0)}/s at 100 connections`)
    }
    if (synchronous !== 2) throw new Error('The ceiling does not write through')
    if (!(await product.metrics()).includes('tandem_store_durable 1')) throw new Error('The product does not write through')
    await checkProduct(which, product, sides.product.sent + 1, recording)
    checkRows(`${which}: the ceiling`, job.file, 'runs', sides.ceiling.sent)
    return {
      figures: figuresOf(which, sides.ceiling.stretches, sides.product.stretches),
      notes: [noteOn(which, recording), ...(which === 'W1' ? [noteOnMachine(sides.ceiling.stretches[100])] : [])],
    }
  } finally {
    await Promise.all([product.stop(), load.end(), ceiling.end()])
  }
}

const stretches = (): Record<10 | 100, Stretch[]> => ({ 10: [], 100: [] })

/** Sends one webhook and looks at what it left. */
async function recordOne(product: Installation, body: string): Promise<Recording> {
  for (const number of [1, 2]) {
    const before = marks(product.file)
    const status = await product.hook('bench', numbered(body, number))
    if (status !== 202) throw new Error(`The first webhooks were answered with ${status}`)
    await atRest(product)
    if (number === 2) return recordedSince(product.file, before, body, number)
  }
  throw new Error('unreachable')
}

/** Every event has been handled and every run has ended. */
async function atRest(product: Installation): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const left = withDatabase(product.file, (database) =>
      database
        .prepare(
          `select (select count(*) from "runs" where "state" = 'active') + (select count(*) from "events" where "state" = 'pending')`,
        )
        .pluck()
        .get(),
    )
    if (left === 0) return
  }
  throw new Error('The product did not come to rest within 30 seconds')
}

/** Everything that was accepted is there: its run finished, its three steps kept, its values set, its contact stored. */
async function checkProduct(which: string, product: Installation, sent: number, { rows }: Recording): Promise<void> {
  await atRest(product)
  for (const table of new Set(rows.map((row) => row.table))) {
    const each = rows.filter((row) => row.table === table).length
    if (!table.startsWith('setting')) checkRows(`${which}: the product`, product.file, table, (sent + 1) * each)
  }
  const complete = withDatabase(product.file, (database) =>
    database
      .prepare(
        `select count(*) from "runs" where "state" = 'finished' and (select count(*) from json_each("vars")) = 4 and "vars" ->> 'order' like 'Order A-%'`,
      )
      .pluck()
      .get(),
  )
  if (complete !== sent + 1) throw new Error(`${which}: ${complete} of ${sent + 1} runs have finished with their four values`)
}

function checkRows(whose: string, file: string, table: string, wanted: number): void {
  const found = withDatabase(file, (database) => database.prepare(`select count(*) from "${table}"`).pluck().get())
  if (Number(found) < wanted) throw new Error(`${whose} has ${found} rows in "${table}" and should have ${wanted}`)
}

/** The ceiling at 100 connections on the machine where the goals in milliseconds were set: 22,000 to 26,000 a second. */
const ceilingOfGoals = 24_000

/** How this machine stands to the one where the goals were set, which do not know it. */
function noteOnMachine(stretches: readonly Load[]): string {
  const here = median(stretches.map(perSecond))
  const times = (ceilingOfGoals / here).toFixed(1)
  return `Goals in milliseconds were set where the ceiling of W1 answers 22,000 to 26,000/s at 100 connections. Here it answers ${here.toFixed(0)}/s, about ${times} times fewer.`
}

const perSecond = ({ answered, seconds }: Load): number => answered / seconds

function figuresOf(which: 'W1' | 'W2', ceiling: Record<10 | 100, Stretch[]>, product: Record<10 | 100, Stretch[]>): Figure[] {
  const each = (connections: 10 | 100, ratio: (ours: Stretch, theirs: Stretch) => number) =>
    product[connections].flatMap((ours, round) => {
      const theirs = ceiling[connections][round]
      return theirs ? [ratio(ours, theirs)] : []
    })
  const share = { kind: 'least', must: 20, aim: 40 } as const
  const rows = ([10, 100] as const).flatMap((connections) => [
    figure(`${which} ceiling, ${connections} connections`, ceiling[connections].map(perSecond), '/s'),
    figure(`${which} product, ${connections} connections`, product[connections].map(perSecond), '/s'),
    figure(
      `${which} share of the ceiling, ${connections} connections`,
      each(connections, (ours, theirs) => (perSecond(ours) / perSecond(theirs)) * 100),
      '%',
      connections === 100 ? share : null,
    ),
  ])
  return [
    ...rows,
    figure(
      `${which} processor time each, ceiling`,
      ceiling[100].map(({ cpuEach }) => cpuEach),
      'µs',
    ),
    figure(
      `${which} processor time each, product`,
      product[100].map(({ cpuEach }) => cpuEach),
      'µs',
    ),
    figure(
      `${which} p99 of the product, 10 connections`,
      product[10].map(({ p99 }) => p99),
      'ms',
    ),
    figure(
      `${which} p99 against the ceiling, 10 connections`,
      each(10, (ours, theirs) => ours.p99 / theirs.p99),
      'x',
      which === 'W1' ? { kind: 'most', must: 6, aim: 3 } : null,
    ),
  ]
}

function noteOn(which: string, recording: Recording): string {
  const counts = new Map<string, number>()
  for (const { table } of recording.rows) counts.set(table, (counts.get(table) ?? 0) + 1)
  const rows = [...counts].map(([table, count]) => `${count} ${table}`).join(', ')
  return `${which}: each webhook leaves ${recording.rows.length} rows and ${bytesIn(recording).toLocaleString('en')} bytes on both sides (${rows}).`
}
