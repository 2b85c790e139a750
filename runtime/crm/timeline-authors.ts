/** Who or what stands behind a change, named for people: a colleague, a flow, a form, an import, the record it follows from. */
import type { TimelineItem } from '../../shared/api/records.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Cause } from '../../shared/events.ts'
import type { Fields } from '../../shared/node.ts'
import type { Reads } from '../store/port.ts'
import { titleOf } from './catalogue.ts'

type Author = TimelineItem['by']

/** What strangers come in by. */
const doors = ['form', 'hook', 'mailbox'] as const

type MaySee = (entity: string, record: Fields) => Promise<boolean>

/** Answers for each of these causes; everybody is looked up once. A record that the reader may not see is not named. */
export async function authorsOf(causes: readonly Cause[], store: Reads, maySee: MaySee): Promise<(cause: Cause) => Author> {
  const idsOf = (...kinds: readonly Cause['kind'][]) => [
    ...new Set(causes.flatMap(({ kind, id }) => (kinds.includes(kind) && id !== null ? [id] : []))),
  ]
  const people = await titles('user', idsOf('person', 'undo'), store)
  const runs = new Map((await store.runs(idsOf('run'))).map(({ run }) => [run.id, run.workflow]))
  const workflows = new Map((await store.workflows()).map(({ id, name }) => [id, name]))
  const entrances = await Promise.all(doors.map(async (door) => [door, await titles(door, idsOf('outside'), store)] as const))
  const imports = new Map((await Promise.all(idsOf('import').map((id) => store.job(id)))).flatMap((job) => (job ? [[job.id, job]] : [])))
  const origins = await originsOf(causes, store, maySee)

  return (cause) => {
    const { kind, id, record } = cause
    switch (kind) {
      case 'person':
      case 'undo':
        return { kind, id, name: people.get(id ?? '') ?? '' }
      case 'run':
        return { kind, id, name: workflows.get(runs.get(id ?? '') ?? '') ?? '' }
      case 'import':
        return { kind, id, name: String(imports.get(id ?? '')?.title.with?.['file'] ?? '') }
      case 'system': {
        const origin = record && origins.get(record.id)
        return origin === undefined
          ? { kind, id, name: '' }
          : { kind: 'record', id: record?.id ?? null, name: origin, entity: record?.entity ?? '' }
      }
      case 'outside': {
        const [door, names] = entrances.find(([, names]) => names.has(id ?? '')) ?? [kind, null]
        return { kind: door, id, name: names?.get(id ?? '') ?? '' }
      }
    }
  }
}

/** What people call these records. */
export async function titles(entity: string, ids: readonly string[], store: Reads): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.records(entity, ids)).map((record) => [record.id, titleOf(entityNamed(entity), record)]))
}

/** What the product did by itself follows from a record: an order moves a cycle on, a payment settles an invoice. */
async function originsOf(causes: readonly Cause[], store: Reads, maySee: MaySee): Promise<ReadonlyMap<string, string>> {
  const wanted = causes.flatMap(({ record }) => (record && hasEntity(record.entity) ? [record] : []))
  const found = new Map<string, string>()
  for (const kind of new Set(wanted.map(({ entity }) => entity))) {
    const ids = [...new Set(wanted.flatMap(({ entity, id }) => (entity === kind ? [id] : [])))]
    for (const record of await store.records(kind, ids))
      if (await maySee(kind, record)) found.set(record.id, titleOf(entityNamed(kind), record))
  }
  return found
}
