/** Records of every entity, and what is around them: lists, cards, timelines, imports, jobs. */
import Type, { type Static } from 'typebox'
import type { EntityType, Field } from '../entities/entity.ts'
import type { Said } from '../json.ts'
import type { Verdict } from '../rules.ts'
import { AnyJson, Id, Instant, LinkSchema, SaidSchema } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** `GET /api/entities`: every description, with the fields that users added, and whether the person who asks may write such records. */
export const EntityList = Type.Object({
  items: Type.Array(
    Type.Unsafe<EntityType & { readonly customFields: Readonly<Record<string, Field>>; readonly mayWrite: boolean }>({ type: 'object' }),
  ),
})
export type EntityList = Static<typeof EntityList>

/** A record: its fields by name, money as `{ cents, currency }`, instants as ISO texts, refs as ids (titles in `refs`). */
export const RecordData = Type.Unsafe<{ readonly id: string; readonly revision: number; readonly [field: string]: unknown }>({
  type: 'object',
})
export type RecordData = Static<typeof RecordData>

/** `refs` gives the title of every record that is pointed to, by id; one that the reader may not see is `hidden`, without a title. */
export const RecordList = Type.Object({
  items: Type.Array(RecordData),
  refs: Type.Record(Type.String(), LinkSchema),
  next: Nullable(Type.String()),
  total: Type.Number(),
})
export type RecordList = Static<typeof RecordList>

/** `GET /api/contacts/:id` */
export const OpenedRecord = Type.Object({ record: RecordData, refs: Type.Record(Type.String(), LinkSchema), title: Type.String() })
export type OpenedRecord = Static<typeof OpenedRecord>

/** `POST /api/contacts`: 201; 409 `not-unique` names the record that has the address. */
export const NewRecord = Type.Object({ fields: Type.Record(Type.String(), AnyJson) }, { additionalProperties: false })

/** `PATCH /api/contacts/:id` */
export const ChangeRecordBody = Type.Object(
  { revision: Type.Number(), fields: Type.Record(Type.String(), AnyJson) },
  { additionalProperties: false },
)

/** `PUT /api/contacts/:id/archived` */
export const ArchiveBody = Type.Object({ archived: Type.Boolean() }, { additionalProperties: false })

/** What a line of a timeline can be about; `kinds` of a request chooses among them. */
export const timelineKinds = ['change', 'created', 'message', 'task', 'note', 'score', 'visit', 'submission', 'run', 'suggestion'] as const

/** One line: a change, a message, a task, a score, a run. */
export const TimelineItem = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...timelineKinds]),
  at: Instant,
  /** For people: what happened. */
  said: SaidSchema,
  links: Type.Array(LinkSchema),
  /** A person, a run with its workflow, a form, a hook, a mailbox, an import, the record it follows from. */
  by: Nullable(
    Type.Object({ kind: Type.String(), id: Nullable(Type.String()), name: Type.String(), entity: Type.Optional(Type.String()) }),
  ),
  detail: Type.Unsafe<Record<string, unknown>>({ type: 'object' }),
  /** It can be undone: `PUT /api/changes/:id/undone`. */
  undoable: Type.Boolean(),
})
export type TimelineItem = Static<typeof TimelineItem>

/** `GET /api/contacts/:id/timeline?kinds=note,task&cursor&limit`, newest first; `next` is null at the end. */
export const Timeline = Type.Object({ items: Type.Array(TimelineItem), next: Nullable(Type.String()) })
export type Timeline = Static<typeof Timeline>

/** `POST /api/rules/matches`: how many a rule finds, and five of them. */
export const RuleBody = Type.Object({ entity: Type.String(), rule: AnyJson }, { additionalProperties: false })

/** The reply: `count` records match out of `total` that the asker may see. */
export const RuleMatches = Type.Object({ count: Type.Number(), total: Type.Number(), samples: Type.Array(LinkSchema) })
export type RuleMatches = Static<typeof RuleMatches>

/** `POST /api/rules/explanation`: each line of a rule with its value, for one record. */
export const ExplainBody = Type.Object({ entity: Type.String(), id: Id, rule: AnyJson }, { additionalProperties: false })

/** The reply: `holds` of the whole, and a line for each part in the order in which they are written. */
export const Explained = Type.Unsafe<Verdict>({ type: 'object' })

/** `GET /api/search?text=` */
export const Found = Type.Object({
  items: Type.Array(Type.Object({ entity: Type.String(), id: Id, title: Type.String(), detail: Type.String() })),
})
export type Found = Static<typeof Found>

/** `PUT /api/tasks/:id/result`: closes a task. 422 `result-needed` says what is missing. */
export const TaskResultBody = Type.Object({ revision: Type.Number(), result: AnyJson }, { additionalProperties: false })
/** `PUT /api/tasks/:id/snooze` needs a date and a reason. */
export const SnoozeBody = Type.Object(
  { revision: Type.Number(), until: Instant, reason: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
)

/** `POST /api/files` (multipart, one file) */
export const FileData = Type.Object({ id: Id, name: Type.String(), size: Type.Number() })

/** `POST /api/imports/preview`: the columns of an uploaded CSV file, with samples and a guess of where they belong. */
export const ImportPreviewBody = Type.Object({ file: Id, entity: Type.String() }, { additionalProperties: false })

/** The reply. `rows` does not count the heading; `field` is the guess, null where there is none. */
export const ImportPreview = Type.Object({
  rows: Type.Number(),
  delimiter: Type.String(),
  columns: Type.Array(
    Type.Object({
      name: Type.String(),
      samples: Type.Array(Type.String()),
      /** The forms of days that read every cell of it. Where there are several, only a person knows. */
      formats: Type.Array(Type.String()),
      field: Nullable(Type.String()),
      format: Nullable(Type.String()),
      /** Of a column that names another record: the field by which its first values are found. */
      by: Nullable(Type.String()),
    }),
  ),
})
export type ImportPreview = Static<typeof ImportPreview>

/** `POST /api/imports`: answers with the job. With `dryRun` nothing is written. Sent twice with the same `key`, it starts once. */
export const ImportBody = Type.Object(
  {
    key: Type.String({ minLength: 8, maxLength: 100 }),
    file: Id,
    entity: Type.String(),
    /** Column to field; `format` reads days (`DD.MM.YYYY`, `M/D/YYYY`, …); `by` finds a record it points to by that field. */
    mapping: Type.Array(
      Type.Object(
        { column: Type.String(), field: Type.String(), format: Type.Optional(Type.String()), by: Type.Optional(Type.String()) },
        { additionalProperties: false },
      ),
    ),
    /** How rows that are already there are told: by a mapped field, or by e-mail and phone. */
    matchBy: Type.Optional(Nullable(Type.String())),
    duplicates: Type.Union([Type.Literal('skip'), Type.Literal('update'), Type.Literal('fill')]),
    /** What becomes of a row with a value that cannot be read: it is refused, or taken in without the value. Both are told. */
    unreadable: Type.Optional(Type.Union([Type.Literal('refuse'), Type.Literal('leave-out')])),
    startWorkflows: Type.Boolean(),
    dryRun: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ImportBody = Static<typeof ImportBody>

/** What the job of an import answers with. All rows with reasons are at `GET /api/imports/:job/failures`. */
export interface ImportResult {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
  /** Taken in without a value that could not be read. */
  readonly partly: number
  /** Records made because rows point to them, by entity. */
  readonly made: Readonly<Record<string, number>>
  /** The first of those that failed or were taken in in part. */
  readonly failures: readonly { readonly row: number; readonly field: string; readonly value: string; readonly said: Said }[]
  readonly dryRun: boolean
  readonly undone?: boolean
}

/** `POST /api/score-rules/:id/recounts`. `startFlows`: flows that wait for a score hear of the new ones. */
export const RecountBody = Type.Object({ startFlows: Type.Boolean() }, { additionalProperties: false })
export type RecountBody = Static<typeof RecountBody>

/** What the job of a recount answers with: how many contacts have lines of the rule, and how many have another score now. */
export interface RecountResult {
  readonly contacts: number
  readonly changed: number
}

/** `GET /api/jobs/:id`; `PUT /api/jobs/:id/cancellation`; `PUT /api/imports/:job/undone`. */
export const JobData = Type.Object({
  id: Id,
  kind: Type.String(),
  title: SaidSchema,
  state: Type.String(),
  done: Type.Number(),
  total: Nullable(Type.Number()),
  result: Nullable(AnyJson),
  createdAt: Instant,
  updatedAt: Instant,
})
export type JobData = Static<typeof JobData>

/** `GET /api/jobs`: one's own, newest first, at most 50. */
export const JobList = Type.Object({ items: Type.Array(JobData) })
export type JobList = Static<typeof JobList>

/** `GET /api/exports/:plural?filter&search&sort&fields=a,b`: what a list shows, as a CSV file (UTF-8 with a mark, titles in the reader's language). */
export const ExportQuery = Type.Object(
  {
    filter: Type.Optional(Type.String({ maxLength: 20_000 })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    sort: Type.Optional(Type.String({ maxLength: 60 })),
    archived: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    fields: Type.Optional(Type.String({ maxLength: 4000 })),
  },
  { additionalProperties: false },
)

/** `GET /api/notifications`; `handled`: somebody has seen to it already, so nobody need read it. `PUT /api/notifications/:id/read`. */
export const NotificationList = Type.Object({
  items: Type.Array(
    Type.Object({ id: Id, said: SaidSchema, links: Type.Array(LinkSchema), at: Instant, read: Type.Boolean(), handled: Type.Boolean() }),
  ),
  unread: Type.Number(),
})
export type NotificationList = Static<typeof NotificationList>
