/** A company that exists for one run only: what every new installation has, and the records that the event brings along. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import { firstCompany } from '../crm/first-company.ts'
import { readValue } from '../crm/read-fields.ts'
import { openStore } from '../store/open.ts'
import type { Op, Store } from '../store/port.ts'
import { CommandProblem } from './command.ts'
import type { GivenEvent, GivenRecord } from './given-event.ts'

/** Nothing of it is left afterwards. */
export async function withMadeUpCompany<Result>(event: GivenEvent, at: Date, work: (store: Store) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tandem-run-'))
  const store = await openStore({ dataDir })
  try {
    const admin = { id: 'admin', name: 'Admin', email: 'office@tandem.example', passwordHash: '' }
    const company = { zone: 'UTC', language: 'en', currency: 'EUR', region: 'DE', ...event.company } as const
    await write(store, firstCompany(admin, { name: 'Tandem', ...company, demo: false }, at), 'The company')
    for (const record of event.given ?? []) await write(store, [await creation(record, event, store, at)], `The given ${record.entity}`)
    return await work(store)
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function write(store: Store, ops: readonly Op[], what: string): Promise<void> {
  const [result] = await store.commit([{ ops }])
  if (!result?.ok) throw new CommandProblem(`${what} cannot be made: ${result ? say(result.said, 'en') : 'no answer'}`)
}

async function creation({ entity, id, fields }: GivenRecord, event: GivenEvent, store: Store, at: Date): Promise<Op> {
  const named: Record<string, Json> = {}
  for (const [name, value] of Object.entries(fields)) named[name] = await meant(entity, name, value, event, store, at)
  const cause = { kind: 'system', id: null, depth: 0 } as const
  return { op: 'change', change: { change: 'create', entity, id, revision: null, fields: named, cause, at, quiet: true } }
}

/** A value as people type it. A record is pointed to by its id, if it is one of the given, or by its key: a stage, a department, a person by e-mail. */
async function meant(entity: string, name: string, value: Json, event: GivenEvent, store: Store, at: Date): Promise<Json> {
  const field = entityNamed(entity).fields[name]
  if (field && field.type !== 'ref' && value !== null) {
    const read = readValue(field, value, event.company.region ?? 'DE')
    if ('value' in read) return read.value
    throw new CommandProblem(`The ${name} of a given ${entity} cannot be ${JSON.stringify(value)}. ${say({ code: read.code }, 'en')}`)
  }
  if (field?.type !== 'ref' || typeof value !== 'string' || !hasEntity(field.entity)) return value
  if (event.given?.some((one) => one.entity === field.entity && one.id === value)) return value
  const { key } = entityNamed(field.entity)
  const [found] = key === undefined ? [] : await store.ids(field.entity, { field: key, is: 'is', value }, { limit: 1, now: at })
  if (found === undefined) throw new CommandProblem(`The ${name} of a given ${entity} is "${value}", and there is no such ${field.entity}.`)
  return found
}
