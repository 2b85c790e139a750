/** Everything that has happened with a record, newest first: changes, letters, tasks, notes, scores, visits, runs, suggestions. */
import type { Timeline, TimelineItem } from '../../shared/api/records.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Reads } from '../store/port.ts'
import type { ChangeRow } from '../store/rows.ts'
import { type Catalogue, findField, hiddenWords, titleOf } from './catalogue.ts'
import { authorsOf, titles } from './timeline-authors.ts'

type Kind = TimelineItem['kind']

interface TimelineAsked {
  readonly cursor: string | null
  readonly limit: number
  /** Only lines of these kinds; null: all. */
  readonly kinds: readonly Kind[] | null
}

interface Around {
  readonly store: Reads
  readonly catalogue: Catalogue
  readonly now: Date
  /** Leaves out what the reader may not see. */
  maySee(entity: string, record: Fields): Promise<boolean>
}

/** In a long history only few lines may be of the kinds that are asked for; so many pages are looked through for them. */
const mostPages = 20

/** The life of a company is that of its people; of so many of them. */
const mostPeople = 50

/** One page: as many lines as `limit`, sometimes somewhat less or more. */
export async function timelineOf(
  entity: EntityType,
  record: string,
  { cursor, limit, kinds }: TimelineAsked,
  around: Around,
): Promise<Timeline> {
  const people =
    entity.name === 'company'
      ? await around.store.ids('contact', { field: 'company', is: 'is', value: record }, { limit: mostPeople, now: around.now })
      : []
  const items: TimelineItem[] = []
  let next = cursor
  for (let page = 0; page < mostPages; page++) {
    const found = await pageOf(record, people, next, limit, around)
    items.push(...found.items.filter(({ kind }) => kinds === null || kinds.includes(kind)))
    next = found.next
    if (kinds === null || next === null || items.length * 2 >= limit) break
  }
  return { items, next }
}

/**
 * Changes lead the way, because nearly everything is one (a letter is the creation of a message); runs and suggestions
 * of the same span of time are laid between them.
 */
async function pageOf(
  record: string,
  people: readonly string[],
  cursor: string | null,
  limit: number,
  { store, catalogue, maySee }: Around,
): Promise<Timeline> {
  const [until, from] = openCursor(cursor)
  const page = await store.timeline([record, ...people], { cursor: from, limit })
  const records = await touched(page.items, store)
  const by = await authorsOf(
    page.items.map(({ cause }) => cause),
    store,
    maySee,
  )
  const refs = await refsIn(page.items, store, catalogue, maySee)
  const names = people.length > 0 ? await titles('contact', people, store) : new Map<string, string>()
  const lines = await Promise.all(
    page.items.map(async (change): Promise<TimelineItem | null> => {
      if (!hasEntity(change.entity)) return null
      const entity = entityNamed(change.entity)
      const now = records.get(change.record)
      if (!now || !(await maySee(change.entity, now))) return null
      const told = change.field === null ? created(entity, change) : await fieldChanged(entity, change, record, now, catalogue, refs)
      if (!told) return null
      return {
        id: change.id,
        kind: told.kind,
        at: change.at.toISOString(),
        said: told.said,
        links: [
          ...(change.record === record ? [] : [{ entity: entity.name, id: change.record, title: titleOf(entity, now) }]),
          ...whose(now, people, names),
        ],
        by: by(change.cause),
        detail: { entity: entity.name, record: change.record, field: change.field, ...told.detail },
        undoable: told.undoable,
      }
    }),
  )
  const oldest = page.next === null ? null : (page.items.at(-1)?.at ?? null)
  const others = await runsAndSuggestions(record, oldest, until, store)
  const items = [...lines.filter((line) => line !== null), ...others].sort((a, b) => b.at.localeCompare(a.at))
  return { items, next: page.next === null || !oldest ? null : `${oldest.getTime()}.${page.next}` }
}

/** On the timeline of a company: the one of its people whom a line concerns. */
function whose({ contact }: Fields, people: readonly string[], names: ReadonlyMap<string, string>): Link[] {
  return typeof contact === 'string' && people.includes(contact)
    ? [{ entity: 'contact', id: contact, title: names.get(contact) ?? '' }]
    : []
}

interface Told {
  readonly kind: TimelineItem['kind']
  readonly said: Said
  readonly detail: JsonObject
  readonly undoable: boolean
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** How the creation of each kind of record is told; null leaves it out. */
function created(entity: EntityType, { new: row }: ChangeRow): Told | null {
  const fields = isJsonObject(row) ? row : {}
  const told = (kind: TimelineItem['kind'], code: string, values: JsonObject, detail: JsonObject = {}): Told => ({
    kind,
    said: { code, with: values },
    detail,
    undoable: false,
  })
  switch (entity.name) {
    case 'message': {
      const code = fields['direction'] === 'in' ? 'line-letter-in' : 'line-letter-out'
      return told(
        'message',
        code,
        { subject: text(fields['subject']) },
        { text: text(fields['text']).slice(0, 2000), direction: fields['direction'] ?? null },
      )
    }
    case 'task':
      return told('task', 'line-task', { title: text(fields['title']) }, { dueAt: fields['dueAt'] ?? null })
    case 'note':
      return told('note', 'line-note', { text: text(fields['text']) })
    case 'scoreEvent': {
      const points = Number(fields['points'] ?? 0)
      return told('score', 'line-score', { points: points > 0 ? `+${points}` : String(points), reason: text(fields['reason']) }, { points })
    }
    case 'trackedEvent': {
      if (fields['machine'] === true) return null
      const code = { visit: 'line-visit', open: 'line-open', click: 'line-click' }[text(fields['kind'])] ?? 'line-event'
      return told('visit', code, { url: text(fields['url']), name: text(fields['name']) })
    }
    case 'submission':
      return told('submission', 'line-submission', {}, { form: fields['form'] ?? null })
    case 'notification':
    case 'feedback':
    case 'answer':
      return null
    default:
      return told('created', 'line-created', { entity: entity.title, title: titleOf(entity, { ...fields, id: '' }) })
  }
}

/** Changes of what belongs to a record that are worth a line on its own timeline. */
const tellingFields: Readonly<Record<string, readonly string[]>> = {
  deal: ['stage', 'amount', 'owner', 'lostReason'],
  order: ['status'],
  invoice: ['status'],
  task: ['state', 'owner', 'dueAt'],
  purchaseCycle: ['nextDueOn'],
}

/** Kept by the program from other lines of the same timeline. */
const echoes: readonly string[] = ['score', 'lastReplyAt', 'updatedAt']

async function fieldChanged(
  entity: EntityType,
  change: ChangeRow,
  about: string,
  now: Fields,
  catalogue: Catalogue,
  refs: ReadonlyMap<string, Json>,
): Promise<Told | null> {
  const name = change.field ?? ''
  if (name === 'archivedAt') {
    const code = change.new === null ? 'line-restored' : 'line-archived'
    return {
      kind: 'change',
      said: { code, with: { entity: entity.title, title: titleOf(entity, now) } },
      detail: {},
      undoable: same(now['archivedAt'], change.new),
    }
  }
  const field = await findField(catalogue, entity, name)
  if (!field || field.hidden || echoes.includes(name)) return null
  if (change.record !== about && !tellingFields[entity.name]?.includes(name)) return null
  const from = valueWords(field, change.old, refs)
  const to = valueWords(field, change.new, refs)
  const code = change.old === null ? 'line-filled' : change.new === null ? 'line-emptied' : 'line-changed'
  return {
    kind: 'change',
    said: { code, with: { field: field.title, from, to } },
    detail: { old: change.old, new: change.new },
    undoable: !field.readonly && same(now[name], change.new),
  }
}

/** A value as a sentence can say it: refs by title, choices in both languages. */
function valueWords(field: Field, value: Json, refs: ReadonlyMap<string, Json>): Json {
  if (value === null) return ''
  if (field.type === 'choice') return field.options[String(value)] ?? String(value)
  if (field.type === 'ref') return refs.get(String(value)) ?? String(value)
  if (field.type === 'money') return { code: 'value-money', with: { value } }
  if (field.type === 'day') return { code: 'value-day', with: { value } }
  if (field.type === 'time') return { code: 'value-time', with: { value } }
  if (Array.isArray(value)) return value.join(', ')
  return field.type === 'json' ? '…' : value
}

/** Are two stored values one? Missing and null are; the order of keys counts. */
export const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

async function touched(changes: readonly ChangeRow[], store: Reads): Promise<ReadonlyMap<string, Fields>> {
  const ids = new Map<string, Set<string>>()
  for (const { entity, record } of changes) ids.set(entity, (ids.get(entity) ?? new Set()).add(record))
  return recordsBy(ids, store)
}

async function recordsBy(ids: ReadonlyMap<string, ReadonlySet<string>>, store: Reads): Promise<Map<string, Fields>> {
  const found = new Map<string, Fields>()
  for (const [entity, wanted] of ids) {
    if (!hasEntity(entity)) continue
    for (const record of await store.records(entity, [...wanted])) found.set(record.id, record)
  }
  return found
}

async function refsIn(
  changes: readonly ChangeRow[],
  store: Reads,
  catalogue: Catalogue,
  maySee: Around['maySee'],
): Promise<ReadonlyMap<string, Json>> {
  const ids = new Map<string, Set<string>>()
  for (const change of changes) {
    const field =
      change.field !== null && hasEntity(change.entity) ? await findField(catalogue, entityNamed(change.entity), change.field) : null
    if (field?.type !== 'ref') continue
    for (const id of [change.old, change.new])
      if (typeof id === 'string') ids.set(field.entity, (ids.get(field.entity) ?? new Set()).add(id))
  }
  const titles = new Map<string, Json>()
  for (const [entity, wanted] of ids) {
    for (const [id, record] of await recordsBy(new Map([[entity, wanted]]), store))
      titles.set(id, (await maySee(entity, record)) ? titleOf(entityNamed(entity), record) : hiddenWords)
  }
  return titles
}

/** Runs and suggestions between two instants: from the oldest line of this page to the oldest of the one before. */
async function runsAndSuggestions(record: string, from: Date | null, until: Date | null, store: Reads): Promise<readonly TimelineItem[]> {
  const within = (at: Date) => (from === null || at >= from) && (until === null || at < until)
  const workflows = new Map((await store.workflows()).map(({ id, name }) => [id, name]))
  const line = (
    id: string,
    kind: TimelineItem['kind'],
    at: Date,
    said: Said,
    links: readonly Link[],
    detail: JsonObject,
  ): TimelineItem[] =>
    within(at) ? [{ id, kind, at: at.toISOString(), said, links: [...links], by: null, detail: { ...detail }, undoable: false }] : []
  const runs = (await store.listRuns({ subject: record, limit: 200 })).items.flatMap(({ run }) => {
    const workflow = workflows.get(run.workflow) ?? run.workflow
    const links = [{ entity: 'run', id: run.id, title: workflow }]
    const detail = { run: run.id, workflow: run.workflow }
    return [
      ...line(`${run.id}:in`, 'run', run.startedAt, { code: 'line-run', with: { workflow } }, links, detail),
      ...(run.endedAt
        ? line(
            `${run.id}:out`,
            'run',
            run.endedAt,
            { code: 'line-run-ended', with: { workflow, reason: (run.ended ?? { code: 'reached-end' }) as unknown as Json } },
            links,
            detail,
          )
        : []),
    ]
  })
  const suggestions = (await store.suggestions({ subject: record, limit: 200 })).items.flatMap((row) => {
    const workflow = workflows.get(row.workflow) ?? row.workflow
    const links = [{ entity: 'suggestion', id: row.id, title: workflow }]
    return line(row.id, 'suggestion', row.createdAt, { code: 'line-suggestion', with: { workflow } }, links, {
      suggestion: row.id,
      status: row.status,
    })
  })
  return [...runs, ...suggestions]
}

/** `<milliseconds>.<cursor of the changes>` */
function openCursor(cursor: string | null): readonly [Date | null, string | null] {
  const dot = cursor?.indexOf('.') ?? -1
  if (!cursor || dot < 1) return [null, null]
  return [new Date(Number(cursor.slice(0, dot))), cursor.slice(dot + 1)]
}
