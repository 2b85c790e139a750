/**
 * The whole product over its database, in a process of its own and asked without HTTP: engine, store, CRM, letters and
 * what is told of commits, as `main.ts` opens them. Time is turned by hand, so that nothing waits for a clock.
 */
import { type App, openApp } from '../runtime/app.ts'
import { decide } from '../runtime/engine/decide.ts'
import { readSettings } from '../runtime/settings.ts'
import { newId } from '../runtime/store/ids.ts'
import type { Op, Unit } from '../runtime/store/port.ts'
import { publication } from '../runtime/testing/world.ts'
import type { JsonObject } from '../shared/json.ts'
import { add } from '../shared/time.ts'
import { sixNodesWorkflow } from './drawings.ts'

/** So many people go through, in an installation in this empty folder. */
export interface SixNodesJob {
  readonly folder: string
  readonly runs: number
}

/** From the first event that was handed in until nothing was left to do; `decided` counts approvals that were taken. */
export interface SixNodesDone {
  readonly seconds: number
  /** Seconds of processor time of the process meanwhile, its threads included. */
  readonly cpu: number
  readonly decided: number
}

/** Letters of one mailbox leave five at once; here that is not what is measured. */
const managers = 100
const atOnce = 1_000

async function run({ folder, runs }: SixNodesJob): Promise<SixNodesDone> {
  const env = { DATA_DIR: folder, TANDEM_CLOCK: 'manual', TANDEM_ADMIN: 'bench@bench.example:only-for-the-bench', LOG_LEVEL: 'fatal' }
  const app = await openApp(readSettings(env))
  try {
    const people = await prepare(app, runs)
    const before = process.cpuUsage()
    const begun = performance.now()
    const decided = await live(app, people)
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, decided }
  } finally {
    await app.close()
  }
}

/** The workflow, managers with their mailboxes, and people whom they look after. */
async function prepare({ parts, store }: App, count: number): Promise<readonly string[]> {
  const now = parts.clock.now()
  const written = async (units: readonly Unit[]) => {
    const results = await store.commit(units)
    const refused = results.find((result) => !result.ok)
    if (refused) throw new Error(`Six nodes: ${JSON.stringify(refused)}`)
  }
  const created = (entity: string, id: string, fields: JsonObject): Op => ({
    op: 'change',
    change: { change: 'create', entity, id, revision: null, fields, cause: { kind: 'import', id: null, depth: 0 }, at: now, quiet: true },
  })
  const owners = Array.from({ length: managers }, newId)
  await written(
    owners.map((user, number) => {
      const who = { name: `Valera ${number}`, email: `valera-${number}@bench.example` }
      const mailbox = { name: who.name, address: who.email, kind: 'user', user }
      return { ops: [created('user', user, { ...who, role: 'operator', active: true }), created('mailbox', newId(), mailbox)] }
    }),
  )
  const people = Array.from({ length: count }, newId)
  for (let from = 0; from < count; from += atOnce) {
    const units = people.slice(from, from + atOnce).map((id, index) => {
      const number = from + index
      const fields = { firstName: 'Anna', lastName: `Petrova ${number}`, email: `anna-${number}@bench.example`, score: 100 }
      return { ops: [created('contact', id, { ...fields, owner: owners[number % managers] ?? null })] }
    })
    await written(units)
  }
  for (const op of publication(sixNodesWorkflow('six', 'six'), 'live', 1, now)) await parts.submit({ ops: [op] })
  return people
}

/** An event for each, the wait, the approval of each, and the time in which it could be taken back. */
async function live({ parts }: App, people: readonly string[]): Promise<number> {
  const { pump } = parts.engine
  const passes = (duration: string) => parts.clock.turn(add(parts.clock.now(), duration))
  const at = parts.clock.now()
  const handedIn = people.map((contact, number) =>
    parts.submit({
      ops: [
        {
          op: 'event',
          event: {
            id: newId(),
            kind: 'webhook-received',
            at,
            about: contact,
            records: { contact },
            fields: { hook: 'six', submission: null, body: { order: `A-${number}`, amount: 129.9 } },
            cause: { kind: 'outside', id: null, depth: 0 },
          },
          state: 'pending',
        },
      ],
    }),
  )
  await Promise.all(handedIn)
  await passes('PT1H')
  let decided = 0
  for (let cursor: string | null = null; ; ) {
    const page = await parts.store.suggestions({ statuses: ['pending'], limit: atOnce, cursor })
    const decisions = page.items.map(({ id, hash }) => pump.perform(decide(id, { kind: 'approve', hash }, { id: 'vera', name: 'Vera' })))
    for (const { result, value } of await Promise.all(decisions)) if (result.ok && value.ok) decided++
    cursor = page.next
    if (cursor === null) break
  }
  await passes('PT1M')
  return decided
}

process.once('SIGTERM', () => process.exit())
process.on('message', (job: SixNodesJob) => {
  run(job).then(
    (done) => process.send?.(done),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
