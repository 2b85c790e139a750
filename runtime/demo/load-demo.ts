/**
 * Loads the demo company: writes down a year of its past, then lives through its last month with the engine of this
 * installation, on a clock that ends at this moment. What the engine makes (runs, suggestions, letters, tasks) is made
 * by it and never inserted. The same every time, apart from the day on which it ends.
 */
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { JobWork } from '../crm/jobs.ts'
import type { TravellingClock } from '../engine/clock.ts'
import { turnClock } from '../engine/engine.ts'
import type { Parts } from '../http/parts.ts'
import { exampleNamed } from '../http/templates.ts'
import type { Op } from '../store/port.ts'
import type { DemoCast, DemoPlace } from './demo-cast.ts'
import { theMonth } from './demo-month.ts'
import { thePast } from './demo-past.ts'
import { dayMs } from './demo-records.ts'

const demoSetting = 'demo'
const lived = 30
const opsAtOnce = 400
/** In hundredths of the job: writing the past, then a part for each day. */
const pastShare = 25

/** The work of the job `demo`. A load that was cut short is not begun again: half a company would come twice. */
export const demoWork =
  (parts: Parts, clock: TravellingClock): JobWork =>
  async ({ job, progress, stopped }) => {
    if ((await parts.store.setting(demoSetting)) !== undefined) throw new Error('The demo company has been loaded, or begun, before')
    const now = clock.now()
    const begun: Op = { op: 'setting', key: demoSetting, value: now.toISOString() }
    await write([begun, progress(0, 100)], parts)
    const place = await findPlace(now, job.user ?? '', parts)
    const { past, cast } = thePast(place)
    for (let from = 0; from < past.ops.length && !stopped(); from += opsAtOnce) {
      const done = Math.round((from / past.ops.length) * pastShare)
      await write([...past.ops.slice(from, from + opsAtOnce), progress(done, 100)], parts)
    }
    clock.depart(place.start)
    let isThere = false
    try {
      await write(theDoors(place, cast), parts)
      await write(theWorkflows(place), parts)
      isThere = await liveThrough(place, cast, clock, parts, stopped, async (share) => {
        await parts.submit({ ops: [progress(pastShare + Math.round(share * (100 - pastShare)), 100)] })
      })
    } finally {
      clock.arrive()
      parts.engine.pump.poke()
    }
    return isThere ? { contacts: cast.clients.length } : null
  }

async function write(ops: readonly Op[], parts: Parts): Promise<void> {
  const result = await parts.submit({ ops })
  if (!result.ok) throw new Error(`The demo company cannot be written: ${result.said.code} ${JSON.stringify(result.said.with ?? {})}`)
}

/** What the set-up has made, by its keys. */
async function findPlace(now: Date, admin: string, parts: Parts): Promise<DemoPlace> {
  const company = await parts.company.settings()
  const idOf = async (entity: string, key: string): Promise<string> => {
    const [id] = await parts.store.ids(entity, { field: 'key', is: 'is', value: key }, { limit: 1, now })
    if (id === undefined) throw new Error(`The demo company needs the ${entity} "${key}"`)
    return id
  }
  const all = async <Key extends string>(entity: string, keys: readonly Key[]) =>
    Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await idOf(entity, key)] as const))) as Record<Key, string>
  return {
    now,
    start: new Date(now.getTime() - lived * dayMs),
    language: company?.language ?? 'en',
    currency: company?.currency ?? 'EUR',
    zone: company?.zone ?? 'UTC',
    admin,
    company: company?.name ?? '',
    departments: await all('department', ['sales', 'accounting', 'support']),
    pipelines: await all('pipeline', ['sales', 'partner']),
    stages: await all('stage', ['new', 'qualified', 'offer', 'won', 'lost', 'partner-new', 'partner-talks', 'partner-signed']),
  }
}

/** The hook that anybody may try with one `curl`: open, and it guesses what a sender means. */
function theDoors({ language, start }: DemoPlace, { team }: DemoCast): Op[] {
  const name = language === 'ru' ? 'Сайт для проб' : 'Site to try things out'
  const fields: JsonObject = { path: 'demo-site', name, source: 'demo-site', owner: team.valera.id, active: true }
  const cause = { kind: 'system', id: 'demo', depth: 0 } as const
  return [{ op: 'change', change: { change: 'create', entity: 'hook', id: 'demo-site-hook', revision: null, fields, cause, at: start } }]
}

const flows = ['reply-ask-chase', 'lead-scoring', 'won-deal', 'periodic-order', 'payment-task', 'birthday']

/** The workflows of the gallery, published and live. */
function theWorkflows({ language, start, admin }: DemoPlace): Op[] {
  return flows.flatMap((id) => {
    const template = exampleNamed(id, language)
    if (!template) throw new Error(`The demo company needs the workflow "${id}"`)
    const content = template.workflow as unknown as Workflow
    const version = { id: `${id}:1`, workflow: id, number: 1, content, note: '', publishedAt: start, publishedBy: admin }
    const workflow = {
      id,
      name: content.name,
      state: 'live',
      draft: content,
      revision: 1,
      liveVersion: 1,
      owner: admin,
      department: null,
      createdAt: start,
      updatedAt: start,
      updatedBy: admin,
      archivedAt: null,
    } as const
    return [
      { op: 'version', version },
      { op: 'workflow', workflow },
    ] satisfies Op[]
  })
}

/** Goes from moment to moment until the day of the installation, and tells how far it has come. False when it was stopped before. */
async function liveThrough(
  place: DemoPlace,
  cast: DemoCast,
  clock: TravellingClock,
  parts: Parts,
  stopped: () => boolean,
  tell: (share: number) => Promise<void>,
): Promise<boolean> {
  const there: Parts = { ...parts, clock: { ...parts.clock, now: clock.now } }
  const agenda = theMonth(place, cast, there)
  const whole = place.now.getTime() - place.start.getTime()
  let told = 0
  for (let entry = agenda.next(place.now); entry && !stopped(); entry = agenda.next(place.now)) {
    await turnClock(parts.engine, clock, entry.at)
    await entry.happen()
    const share = (entry.at.getTime() - place.start.getTime()) / whole
    if (share - told < 1 / lived) continue
    told = share
    await tell(share)
  }
  if (stopped()) return false
  await turnClock(parts.engine, clock, place.now)
  await tell(1)
  return true
}
