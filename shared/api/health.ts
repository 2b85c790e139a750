/** How the whole installation is doing, line by line, for admins. */
import Type, { type Static } from 'typebox'
import { Instant, SaidSchema } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** What each line may say, the good ones first. Whoever shows it has a sentence and an advice for each. */
export const healthCodes = {
  taking: ['ready', 'halted', 'refusing', 'stopping', 'store-damaged', 'disk-failing', 'engine', 'late', 'unreachable'],
  database: ['database-sound', 'database-unchecked', 'database-elsewhere'],
  backup: ['backup-fresh', 'backup-elsewhere', 'backup-old', 'backup-none'],
  disk: ['disk-room', 'disk-unknown', 'disk-low', 'disk-full'],
  due: ['due-on-time', 'due-late'],
  events: ['events-heard', 'events-late'],
  outbox: ['outbox-fine', 'outbox-late', 'outbox-unknown'],
  mail: ['mail-fine', 'mail-built-in', 'mail-trouble'],
  calls: ['calls-fine', 'calls-trouble'],
  flows: ['flows-fine', 'flows-parked'],
  paused: ['paused-none', 'paused-themselves'],
  intake: ['intake-read', 'intake-unread'],
  nodes: ['nodes-none', 'nodes-loaded', 'nodes-broken'],
  speed: ['speed-fine', 'speed-slow'],
} as const

/** A subject of the page. */
export type HealthKey = keyof typeof healthCodes
/** What a line says. */
export type HealthCode = (typeof healthCodes)[HealthKey][number]

const codes = Object.values(healthCodes).flat()

const HealthState = Type.Union([Type.Literal('ok'), Type.Literal('attention'), Type.Literal('broken')])
/** `broken`: something does not work now; `attention`: it will not, or somebody waits in vain. */
export type HealthState = Static<typeof HealthState>

const HealthItem = Type.Object({
  title: Type.String(),
  /** `workflow` and `mailbox` have an `id`; the others are only named. */
  kind: Type.Union([Type.Literal('workflow'), Type.Literal('mailbox'), Type.Literal('host'), Type.Literal('file')]),
  id: Nullable(Type.String()),
  count: Nullable(Type.Number()),
  /** Why, said by `say`; null where the line has said it. */
  said: Nullable(SaidSchema),
  /** Why, in the words of whoever made it: an error in somebody's file. */
  text: Nullable(Type.String()),
})
/** One of those that a line is about: a flow, a mailbox, a host, a file. */
export type HealthItem = Static<typeof HealthItem>

const HealthLine = Type.Object({
  key: Type.Unsafe<HealthKey>({ type: 'string', enum: Object.keys(healthCodes) }),
  state: HealthState,
  code: Type.Unsafe<HealthCode>({ type: 'string', enum: [...codes] }),
  /** Figures of the sentence: counts, `seconds`, `bytes`, `more` (bytes), `ms`. */
  figures: Type.Record(Type.String(), Type.Number()),
  at: Nullable(Instant),
  items: Type.Array(HealthItem),
})
/** One subject of the page: how it is, in a code and figures. */
export type HealthLine = Static<typeof HealthLine>

/** `GET /api/health-report`. `state` is the worst of all lines. */
export const HealthReport = Type.Object({
  state: HealthState,
  lines: Type.Array(HealthLine),
  program: Type.Object({ version: Type.String(), node: Type.String(), database: Type.String(), startedAt: Instant }),
  /** `now` is the time of the installation, which a manual clock keeps; `real` that of its machine. */
  clock: Type.Object({ manual: Type.Boolean(), now: Instant, real: Instant, zone: Type.String() }),
})
export type HealthReport = Static<typeof HealthReport>
