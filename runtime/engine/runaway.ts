/** Flows that start each other, or one record again and again, come to an end here, with what led to it. */
import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type Said } from '../../shared/json.ts'
import type { Store } from '../store/port.ts'
import type { Candidate } from './enrol.ts'

/** So many runs may stand one behind the other. */
export const longestChain = 10

/** Of one flow for one record. */
const mostStartsAnHour = 100
const mostKept = 20_000
const hourMs = 3_600_000

/** Starts per workflow and subject within the hour; it goes on from turn to turn, and begins with what is stored. */
export type Starts = Map<string, { readonly hour: number; readonly count: number }>

const startsName = ({ plan, subject }: Candidate): string => `${plan.workflow} ${subject}`

/** Reads how often those have started this hour of whom nothing is known yet: after the process began, and when they were forgotten. */
export async function learnStarts(all: readonly Candidate[], starts: Starts, store: Pick<Store, 'startsSince'>, now: Date): Promise<void> {
  const hour = Math.floor(now.getTime() / hourMs)
  const unknown = new Map<string, { workflow: string; subject: string }>()
  for (const one of all) {
    const name = startsName(one)
    if (one.subject !== null && starts.get(name)?.hour !== hour) unknown.set(name, { workflow: one.plan.workflow, subject: one.subject })
  }
  if (unknown.size === 0) return
  const found = await store.startsSince([...unknown.values()], new Date(hour * hourMs))
  const counts = new Map(found.map(({ workflow, subject, count }) => [`${workflow} ${subject}`, count]))
  for (const name of unknown.keys()) starts.set(name, { hour, count: counts.get(name) ?? 0 })
}

/** Counts this start; the problem when there have been too many. A workflow without a subject may start as often as it is called. */
export function tooOften(candidate: Candidate, starts: Starts): Said | null {
  if (candidate.subject === null) return null
  const name = startsName(candidate)
  const { hour, count } = starts.get(name) ?? { hour: 0, count: 0 }
  // Whoever started last stands last, so that the first may be forgotten when there are many.
  starts.delete(name)
  starts.set(name, { hour, count: count + 1 })
  if (starts.size > mostKept) for (const oldest of [...starts.keys()].slice(0, mostKept / 10)) starts.delete(oldest)
  return count < mostStartsAnHour ? null : { code: 'parked-too-often', with: { limit: mostStartsAnHour } }
}

/** The problem of an event that too many runs stand behind: which flows, and what each of them changed; each link once. */
export async function tooLong(event: CrmEvent, store: Pick<Store, 'runs' | 'workflow'>): Promise<Said> {
  const links = new Map<string, Said>()
  let at: CrmEvent | null = event
  for (let step = 0; at?.cause.kind === 'run' && at.cause.id !== null && step <= longestChain; step++) {
    const [loaded] = await store.runs([at.cause.id])
    if (!loaded) break
    const flow = (await store.workflow(loaded.run.workflow))?.name ?? loaded.run.workflow
    const link = linkOf(flow, at)
    links.set(JSON.stringify(link), link)
    at = loaded.run.event
  }
  return { code: 'parked-chain-limit', with: { limit: longestChain, chain: [...links.values()].reverse() as unknown as Json } }
}

function linkOf(flow: string, { fields }: CrmEvent): Said {
  const changed = fields['changed']
  if (changed === undefined || !isJsonObject(changed)) return { code: 'chain-flow', with: { flow } }
  const titles = Object.keys(changed).map((field) => ({ code: 'chain-field', with: { field } }))
  return { code: 'chain-changed', with: { flow, fields: titles } }
}
