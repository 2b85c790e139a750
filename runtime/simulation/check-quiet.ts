/** What has to be so whenever nothing is left to do: nobody is forgotten, and whoever waits will be woken. */
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Row } from './audit.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'

/** Adds to `notes.problems` what is wrong at this moment. */
export function checkQuiet(life: Life, notes: Notes): void {
  const now = life.now()
  const left = life.audit.work(now)
  // While nothing can be written, nothing can be done; the outbox looks again after a minute.
  if (left && !life.hasFailed) notes.wrong(`A ${left['kind']} is left, ${left['id']}, at ${now.toISOString()}`)
  keepsVersions(life, notes)
  const positions = life.audit.all(`select p.*, r.state as runState, r.paused from positions p join runs r on r.id = p.run`)
  const children = new Map<string, number>()
  for (const { parent } of positions) if (parent !== null) children.set(String(parent), (children.get(String(parent)) ?? 0) + 1)
  for (const position of positions) {
    const problem = wrongWith(position, children.get(String(position['id'])) ?? 0, life)
    if (problem) notes.wrong(`Position ${position['id']} at ${position['node']}: ${problem}`)
  }
  runsStand(life, notes)
}

/** A version of a run changes by a command alone, and no world has one. */
function keepsVersions({ audit }: Life, notes: Notes): void {
  for (const { id, version } of audit.all('select id, version from runs')) {
    const first = notes.versions.get(String(id)) ?? String(version)
    notes.versions.set(String(id), first)
    if (first !== version) notes.wrong(`Run ${id} went over from version ${first} to ${version}`)
  }
}

function wrongWith(position: Row, children: number, life: Life): string | null {
  if (position['runState'] !== 'active') return 'its run has ended'
  switch (position['state']) {
    case 'ready':
      return position['dueAt'] === null ? 'it is ready, and nothing wakes it' : null
    case 'waiting':
      return wrongWithWait(position, life)
    case 'suggested':
      return wrongWithSuggested(position, life)
    case 'forked':
      return wrongWithFork(position, children)
    case 'parked':
      return position['problem'] === null ? 'it needs attention, and does not say why' : null
    default:
      return `its state is ${position['state']}`
  }
}

/** What became of a delivery is stored, and will be heard: while everything is paused that may take its time. */
const isTold = (delivery: string, audit: Life['audit']): boolean =>
  audit.one(`select 1 from events where kind = 'effect-done' and about = ? and state = 'pending'`, delivery) !== null

function wrongWithWait(position: Row, { audit }: Life): string | null {
  const waitsFor = JSON.parse(String(position['waitsFor'])) as readonly { readonly event: string; readonly about: string }[]
  if (position['dueAt'] === null && waitsFor.length === 0) return 'it waits for nothing'
  for (const { event, about } of waitsFor) {
    const watch = audit.one(
      `select number from watches where purpose = 'wait' and position = ? and event = ? and about = ?`,
      position['id'] ?? null,
      event,
      about,
    )
    if (!watch) return `it waits for ${event}, and no watch would wake it`
    if (event !== 'effect-done' || isTold(about, audit)) continue
    const state = audit.one('select state from deliveries where id = ?', about)?.['state']
    if (state !== 'queued' && state !== 'deferred' && state !== 'sending' && state !== 'unknown')
      return `it waits for a delivery that is ${state}`
  }
  return null
}

function wrongWithSuggested(position: Row, { audit }: Life): string | null {
  const open = audit.all(
    `select id, status, actAt, decideBy from suggestions where position = ? and status in ('pending', 'approved')`,
    position['id'] ?? null,
  )
  const [one] = open
  if (!one || open.length > 1) return `it has ${open.length} open suggestions`
  const due = one['status'] === 'approved' ? one['actAt'] : one['decideBy']
  return position['dueAt'] === due ? null : `its suggestion is due at ${due}, and it wakes at ${position['dueAt']}`
}

function wrongWithFork(position: Row, children: number): string | null {
  const fork: Json = JSON.parse(String(position['fork']))
  const running = isJsonObject(fork) ? fork['running'] : null
  if (running !== children) return `it counts ${running} branches, and has ${children}`
  return children === 0 && position['dueAt'] === null ? 'it has no branches, and nothing wakes it' : null
}

/** An active run stands somewhere; of one that has ended nothing is left. */
function runsStand({ audit }: Life, notes: Notes): void {
  for (const { id } of audit.all(`select id from runs where state = 'active' and id not in (select run from positions)`))
    notes.wrong(`Run ${id} is active, and stands nowhere`)
  for (const { run } of audit.all(`select distinct run from watches where position not in (select id from positions)`))
    notes.wrong(`Run ${run} watches for a branch that is gone`)
  const open = `select id from suggestions where status in ('pending', 'approved') and position not in (select id from positions where state = 'suggested')`
  for (const { id } of audit.all(open)) notes.wrong(`Suggestion ${id} is open, and nobody waits for it`)
  const queued = `select d.id from deliveries d join runs r on r.id = d.run where d.state in ('queued', 'deferred') and r.state <> 'active'`
  // A person may send again what may have gone before its run ended.
  for (const { id } of audit.all(queued)) if (!notes.resent.has(String(id))) notes.wrong(`Delivery ${id} is queued, and its run has ended`)
}
