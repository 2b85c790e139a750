/** How everything is doing, line by line: what admins are shown, with what is behind it. */
import type { HealthCode, HealthItem, HealthKey, HealthLine, HealthReport, HealthState } from '../../shared/api/health.ts'
import type { Said } from '../../shared/json.ts'
import type { Parts } from '../http/parts.ts'
import { lastBackup } from '../last-backup.ts'
import type { StoreFigures } from '../store/figures.ts'
import { version } from '../version.ts'
import { whyNotReady } from './readiness.ts'

const day = 86_400_000
const oldBackupMs = 8 * day
const lowRoomBytes = 2 ** 30
const lateSeconds = 10
const veryLateSeconds = 120
const slowMs = 250

/** Looks at everything there is to look at. */
export async function healthReport(parts: Parts): Promise<HealthReport> {
  const figures = await parts.figures()
  const lines = [
    await taking(parts),
    database(parts, figures),
    await backup(parts),
    disk(parts),
    due(parts, figures),
    events(parts, figures),
    outbox(parts, figures),
    await mail(parts, figures),
    calls(figures),
    ...(await workflows(parts, figures)),
    await intake(parts),
    nodes(parts),
    speed(parts),
  ]
  const real = new Date()
  return {
    state: worst(lines.map(({ state }) => state)),
    lines,
    program: {
      version,
      node: process.versions.node,
      database: parts.store.dialect,
      startedAt: new Date(real.getTime() - process.uptime() * 1000).toISOString(),
    },
    clock: {
      manual: parts.clock.manual,
      now: parts.clock.now().toISOString(),
      real: real.toISOString(),
      zone: (await parts.company.settings())?.zone ?? 'UTC',
    },
  }
}

const worst = (states: readonly HealthState[]): HealthState =>
  states.includes('broken') ? 'broken' : states.includes('attention') ? 'attention' : 'ok'

interface More {
  readonly figures?: HealthLine['figures']
  readonly at?: Date | null
  readonly items?: readonly HealthItem[]
}

const line = (key: HealthKey, state: HealthState, code: HealthCode, { figures = {}, at = null, items = [] }: More = {}): HealthLine => ({
  key,
  state,
  code,
  figures,
  at: at?.toISOString() ?? null,
  items: [...items],
})

async function taking(parts: Parts): Promise<HealthLine> {
  const reason = await whyNotReady(parts)
  // The disk has a line of its own.
  if (reason !== null) return line('taking', 'broken', reason === 'disk-full' ? 'refusing' : reason)
  return parts.engine.pump.isHalted() ? line('taking', 'attention', 'halted') : line('taking', 'ok', 'ready')
}

function database({ store, health }: Parts, { bytes }: StoreFigures): HealthLine {
  const sizes = { figures: { bytes: bytes.database, more: bytes.journal } }
  if (store.dialect === 'postgres') return line('database', 'ok', 'database-elsewhere', sizes)
  if (health.problem === 'store-damaged') return line('database', 'broken', 'store-damaged', sizes)
  return line('database', 'ok', health.sound ? 'database-sound' : 'database-unchecked', sizes)
}

async function backup({ store, settings }: Parts): Promise<HealthLine> {
  if (store.dialect === 'postgres') return line('backup', 'ok', 'backup-elsewhere')
  const at = await lastBackup(settings.dataDir)
  if (at === null) return line('backup', 'attention', 'backup-none')
  return Date.now() - at.getTime() > oldBackupMs
    ? line('backup', 'attention', 'backup-old', { at })
    : line('backup', 'ok', 'backup-fresh', { at })
}

function disk({ health: { room, problem } }: Parts): HealthLine {
  if (room === null) return line('disk', 'ok', 'disk-unknown')
  const bytes = { figures: { bytes: room } }
  if (problem === 'disk-full') return line('disk', 'broken', 'disk-full', bytes)
  return room < lowRoomBytes ? line('disk', 'attention', 'disk-low', bytes) : line('disk', 'ok', 'disk-room', bytes)
}

const secondsSince = (since: Date | null, { at }: StoreFigures): number =>
  since === null ? 0 : Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000))

const howLate = (seconds: number): HealthState => (seconds > veryLateSeconds ? 'broken' : seconds > lateSeconds ? 'attention' : 'ok')

/** What waits because a person has paused everything is not late. */
function due({ engine }: Parts, figures: StoreFigures): HealthLine {
  const seconds = engine.pump.isHalted() ? 0 : secondsSince(figures.dueAt, figures)
  const state = howLate(seconds)
  const shown = { figures: { count: figures.positions.due, active: figures.runs.active, seconds } }
  return line('due', state, state === 'ok' ? 'due-on-time' : 'due-late', shown)
}

function events({ engine }: Parts, figures: StoreFigures): HealthLine {
  const seconds = engine.pump.isHalted() ? 0 : secondsSince(figures.events.oldestAt, figures)
  const state = howLate(seconds)
  return line('events', state, state === 'ok' ? 'events-heard' : 'events-late', { figures: { count: figures.events.pending, seconds } })
}

function outbox({ engine }: Parts, figures: StoreFigures): HealthLine {
  const { queued, deferred, unknown, failed } = figures.outbox
  const shown = { waiting: queued.count, deferred: deferred.count, failed: failed.count }
  if (unknown.count > 0) return line('outbox', 'attention', 'outbox-unknown', { figures: { ...shown, count: unknown.count } })
  const seconds = engine.pump.isHalted() ? 0 : Math.max(secondsSince(queued.dueAt, figures), secondsSince(deferred.dueAt, figures))
  // A mailbox that keeps to its pace is late on purpose, so only what waits long is told.
  return seconds > veryLateSeconds
    ? line('outbox', 'attention', 'outbox-late', { figures: { ...shown, count: queued.count + deferred.count, seconds } })
    : line('outbox', 'ok', 'outbox-fine', { figures: { ...shown, count: queued.count + deferred.count } })
}

async function mail(parts: Parts, { putOff }: StoreFigures): Promise<HealthLine> {
  const { items: mailboxes } = await parts.store.list({ entity: 'mailbox', limit: 200, now: parts.clock.now() })
  const troubled = mailboxes.flatMap((mailbox): HealthItem[] => {
    const { id } = mailbox
    const mailboxItem = { title: String(mailbox['address']), kind: 'mailbox' as const, id, text: null }
    if (mailbox['paused'] === true)
      return [
        {
          ...mailboxItem,
          count: null,
          said: saidIn(mailbox['pausedReason']) ?? { code: 'mailbox-paused', with: { mailbox: mailboxItem.title } },
        },
      ]
    const held = putOff.find(({ channel, problem }) => channel === `mailbox:${id}` && problem.code.startsWith('mail-'))
    return held ? [{ ...mailboxItem, count: held.count, said: held.problem }] : []
  })
  if (troubled.length > 0) return line('mail', 'attention', 'mail-trouble', { figures: { count: troubled.length }, items: troubled })
  const isBuiltIn = parts.settings.smtpUrl === null && mailboxes.every((mailbox) => !mailbox['smtp'])
  return line('mail', 'ok', isBuiltIn ? 'mail-built-in' : 'mail-fine', { figures: { count: mailboxes.length } })
}

function saidIn(value: unknown): Said | null {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' ? (value as Said) : null
}

function calls({ putOff }: StoreFigures): HealthLine {
  const items = putOff.flatMap(({ channel, problem, count }): HealthItem[] =>
    channel.startsWith('host:') && problem.code.startsWith('call-')
      ? [{ title: channel.slice('host:'.length), kind: 'host', id: null, count, said: problem, text: null }]
      : [],
  )
  if (items.length === 0) return line('calls', 'ok', 'calls-fine')
  return line('calls', 'attention', 'calls-trouble', { figures: { count: items.length }, items: items.slice(0, 20) })
}

async function workflows(parts: Parts, { parkedIn, runs }: StoreFigures): Promise<readonly HealthLine[]> {
  const rows = await parts.store.workflows()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const item = (id: string, count: number | null): HealthItem => ({
    title: names.get(id) ?? id,
    kind: 'workflow',
    id,
    count,
    said: null,
    text: null,
  })
  // Nobody's hand paused it: too many letters came back.
  const paused = rows.filter(({ state, updatedBy }) => state === 'paused' && updatedBy === null)
  return [
    parkedIn.length === 0
      ? line('flows', 'ok', 'flows-fine', { figures: { count: runs.active } })
      : line('flows', 'attention', 'flows-parked', {
          figures: { count: runs.parked },
          items: parkedIn.slice(0, 20).map(({ workflow, count }) => item(workflow, count)),
        }),
    paused.length === 0
      ? line('paused', 'ok', 'paused-none')
      : line('paused', 'attention', 'paused-themselves', {
          figures: { count: paused.length },
          items: paused.map(({ id }) => item(id, null)),
        }),
  ]
}

async function intake({ store, clock }: Parts): Promise<HealthLine> {
  const count = await store.count('submission', { field: 'state', is: 'is', value: 'unread' }, clock.now())
  return count === 0 ? line('intake', 'ok', 'intake-read') : line('intake', 'attention', 'intake-unread', { figures: { count } })
}

function nodes({ customNodes }: Parts): HealthLine {
  const broken = customNodes.problems()
  if (broken.length > 0) {
    const items = broken.map(
      ({ file, message }): HealthItem => ({ title: file, kind: 'file', id: null, count: null, said: null, text: message }),
    )
    return line('nodes', 'broken', 'nodes-broken', { figures: { count: broken.length }, items })
  }
  const count = customNodes.types().length
  return count === 0 ? line('nodes', 'ok', 'nodes-none') : line('nodes', 'ok', 'nodes-loaded', { figures: { count } })
}

function speed({ lateness }: Parts): HealthLine {
  const { p99, max } = lateness.delays()
  const figures = { ms: Math.round(p99 * 1000), most: Math.round(max * 1000) }
  return figures.ms > slowMs ? line('speed', 'attention', 'speed-slow', { figures }) : line('speed', 'ok', 'speed-fine', { figures })
}
