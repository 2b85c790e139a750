/** Records of every entity, by its description: list, open, create, change, archive. What an entity adds of its own stands in its own file. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById, ListQuery } from '../../shared/api/common.ts'
import { ArchiveBody, ChangeRecordBody, NewRecord, OpenedRecord, RecordList } from '../../shared/api/records.ts'
import { ownFields } from '../../shared/api/session.ts'
import type { EntityType } from '../../shared/entities/entity.ts'
import { entities, hasEntity } from '../../shared/entities.ts'
import type { Cause } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { customFields, segmentOf } from '../../shared/known.ts'
import type { Fields } from '../../shared/node.ts'
import { checkRule } from '../../shared/rule-check.ts'
import type { Rule } from '../../shared/rules.ts'
import { asksSegments, segmentsBehind } from '../../shared/segments.ts'
import { titleOf } from '../crm/catalogue.ts'
import { knownNames } from '../crm/known-names.ts'
import { readFields } from '../crm/read-fields.ts'
import { newId } from '../store/ids.ts'
import type { Op, RecordChange } from '../store/port.ts'
import { mayRead, personOf } from './access.ts'
import { keepAnAdmin, keepAnOwner } from './departures.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused, refusedBy } from './problem.ts'
import { listRequest, readRule, refsOf } from './record-list.ts'
import { maySee, mayWrite, shown } from './record-rights.ts'
import type { Person } from './rights.ts'
import { standInNotice } from './stand-ins.ts'

/**
 * `/api/<plural>` for every entity but notices and feedback. Hidden records are 404, a stale revision is 409 `stale`, a taken
 * address 409 `not-unique`.
 */
export const recordRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    // Notices are one person's, and feedback is a step's: both have addresses of their own.
    for (const entity of entities.filter(({ name }) => name !== 'notification' && name !== 'feedback')) {
      await server.register(routesOf(entity, parts), { prefix: `/${entity.plural}` })
    }
  }

const routesOf =
  (entity: EntityType, parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tags = [entity.titles.en]
    const mayChange = { access: { role: 'viewer', scope: 'write' } } as const

    server.get(
      '',
      {
        config: mayRead,
        schema: { summary: `List ${entity.titles.en.toLowerCase()}.`, tags, querystring: ListQuery, response: { 200: RecordList } },
      },
      async (request) => {
        const person = personOf(request)
        const page = await parts.store.list(listRequest(entity, request.query, person, parts))
        const items = page.items.map((record) => shown(record, true))
        return { items, refs: await refsOf(entity, items, person, parts), next: page.next, total: page.total }
      },
    )

    server.get(
      '/:id',
      { config: mayRead, schema: { summary: `Open one.`, tags, params: ById, response: { 200: OpenedRecord } } },
      async (request) => openedRecord(entity, request.params.id, personOf(request), parts),
    )

    if (entity.system) return

    server.post(
      '',
      { config: mayChange, schema: { summary: `Create one.`, tags, body: NewRecord, response: { 201: OpenedRecord } } },
      async (request, reply) => {
        const person = personOf(request)
        if (!mayWrite(entity, person)) throw new Refused(403, 'not-allowed')
        const given = await readFields(entity, request.body.fields, true, await readingOf(parts))
        await checkMeaning(entity, given, given, parts)
        await checkPeople(entity, null, given, parts)
        const fields = { ...starting(entity, person), ...given }
        const id = newId()
        await write(
          { change: 'create', entity: entity.name, id, revision: null, fields: await completed(entity, fields, parts) },
          person,
          parts,
        )
        return reply.code(201).send(await openedRecord(entity, id, person, parts, true))
      },
    )

    server.patch(
      '/:id',
      {
        config: mayChange,
        schema: { summary: `Change fields of one.`, tags, params: ById, body: ChangeRecordBody, response: { 200: OpenedRecord } },
      },
      async (request) => {
        const person = personOf(request)
        const { id } = request.params
        const before = await visible(entity, id, person, parts)
        checkWriter(entity, id, Object.keys(request.body.fields), person)
        const fields = await readFields(entity, request.body.fields, false, await readingOf(parts))
        await checkMeaning(entity, fields, before, parts)
        await checkPeople(entity, id, fields, parts)
        if (entity.name === 'user') await keepAnAdmin(id, fields, parts)
        if (entity.name === 'user' && fields['active'] === false && before['active'] !== false) await keepAnOwner(before, parts)
        const told = entity.name === 'user' ? await standInNotice({ ...before, ...fields } as Fields, before, person, parts) : []
        await write({ change: 'update', entity: entity.name, id, revision: request.body.revision, fields }, person, parts, told)
        return openedRecord(entity, id, person, parts, true)
      },
    )

    server.put(
      '/:id/archived',
      {
        config: mayChange,
        schema: { summary: `Archive one, or bring it back.`, tags, params: ById, body: ArchiveBody, response: { 200: OpenedRecord } },
      },
      async (request) => {
        const person = personOf(request)
        const { id } = request.params
        const { archived } = request.body
        const record = await visible(entity, id, person, parts)
        if (!mayWrite(entity, person)) throw new Refused(403, 'not-allowed')
        if (entity.name === 'user' && archived) await keepAnAdmin(id, { active: false }, parts)
        if (entity.name === 'user' && archived) await keepAnOwner(record, parts)
        const more: readonly Op[] = entity.name === 'user' && archived ? [{ op: 'session-remove', user: id }] : []
        await write({ change: archived ? 'archive' : 'restore', entity: entity.name, id, revision: null, fields: {} }, person, parts, more)
        return openedRecord(entity, id, person, parts, true)
      },
    )
  }

/** The record, its title and those of what it points to. `own`: somebody has just written it, so they may see what became of it. */
export async function openedRecord(entity: EntityType, id: string, person: Person, parts: Parts, own = false): Promise<OpenedRecord> {
  const record = shown(own ? found(await parts.store.record(entity.name, id)) : await visible(entity, id, person, parts), false)
  return { record, refs: await refsOf(entity, [record], person, parts), title: titleOf(entity, record) }
}

/** The record, if this person may see it. */
export async function visible(entity: EntityType, id: string, person: Person, parts: Parts) {
  const record = found(await parts.store.record(entity.name, id))
  if (!(await maySee(entity, record, person, parts.store))) throw notFound()
  return record
}

/** The cause of what somebody does by hand: at the beginning of a chain. */
export const causedBy = (person: Person): Cause => ({ kind: 'person', id: person.id, depth: 0 })

/** Writes one change by a person, with further operations in the same unit. Throws `Refused`. */
export async function write(
  change: Omit<RecordChange, 'cause' | 'at'>,
  person: Person,
  parts: Parts,
  more: readonly Op[] = [],
): Promise<void> {
  const result = await parts.submit({
    ops: [{ op: 'change', change: { ...change, cause: causedBy(person), at: parts.clock.now() } }, ...more],
  })
  if (!result.ok) throw refusedBy(result)
}

const readingOf = async (parts: Parts) => ({ ...parts, region: (await parts.company.settings())?.region ?? 'DE' })

/** Everybody may change some things of themselves; otherwise the entity says who writes it. */
function checkWriter(entity: EntityType, id: string, fields: readonly string[], person: Person): void {
  if (mayWrite(entity, person)) return
  const own = entity.name === 'user' && id === person.id && fields.every((name) => ownFields.some((allowed) => allowed === name))
  if (!own) throw new Refused(403, 'not-allowed')
}

/** What a field cannot say for itself: the rule of a segment has to be one about its records. */
async function checkMeaning(entity: EntityType, fields: JsonObject, before: JsonObject, parts: Parts): Promise<void> {
  if (entity.name !== 'segment' || (fields['rule'] === undefined && fields['entity'] === undefined)) return
  const of = String(fields['entity'] ?? before['entity'])
  if (!hasEntity(of)) throw new Refused(422, 'invalid', {}, [{ path: 'fields.entity', code: 'field-choice' }])
  const rule = readRule(fields['rule'] ?? before['rule'])
  const known = await knownNames(parts.store, parts.catalogue, parts.clock.now())
  const [wrong] = checkRule(rule, of, { custom: customFields(known), segmentOf: segmentOf(known) })
  if (!wrong) return checkNesting(String(fields['key'] ?? before['key']), of, rule, parts)
  const reason = { code: wrong.code, with: wrong.with }
  throw new Refused(422, 'invalid', {}, [{ path: 'fields.rule', code: 'field-rule-wrong', with: { reason } }])
}

/** Nothing is given to somebody who has left, and nobody stands in for themselves. */
async function checkPeople(entity: EntityType, id: string | null, fields: JsonObject, { store }: Parts): Promise<void> {
  for (const name of ['owner', 'head', 'deputy']) {
    const value = fields[name]
    if (typeof value !== 'string' || entity.fields[name]?.type !== 'ref') continue
    const user = await store.record('user', value)
    const isOut = user?.['active'] === false || (entity.name === 'user' && value === id)
    if (isOut) throw new Refused(422, 'invalid', {}, [{ path: `fields.${name}`, code: value === id ? 'field-self' : 'field-left' }])
  }
}

/** A segment may ask about others, but not about itself in the end. Throws `RuleError`. */
async function checkNesting(key: string, entity: string, rule: Rule, { store }: Parts): Promise<void> {
  if (asksSegments(rule)) segmentsBehind(rule, entity, new Map(await store.segments()).set(key, { id: key, entity, rule }), key)
}

/** What a new record has when nobody says otherwise. */
function starting(entity: EntityType, person: Person): JsonObject {
  if (entity.name === 'note') return { author: person.id }
  if (entity.name === 'user' || entity.name === 'form' || entity.name === 'hook') return { active: true }
  return entity.access === 'owned' ? { owner: person.id } : {}
}

/** A note about a deal or an order is also one about its contact, or it would be missing from the contact's timeline. */
async function completed(entity: EntityType, fields: JsonObject, parts: Parts): Promise<JsonObject> {
  if (entity.name !== 'note' || fields['contact']) return fields
  const about = entities.find(({ name }) => name === fields['entity'])
  if (!about) throw new Refused(422, 'invalid', {}, [{ path: 'fields.entity', code: 'field-choice' }])
  const record = await parts.store.record(about.name, String(fields['record']))
  if (!record) throw new Refused(422, 'invalid', {}, [{ path: 'fields.record', code: 'field-ref' }])
  const contact = about.name === 'contact' ? record.id : record['contact']
  return typeof contact === 'string' ? { ...fields, contact } : fields
}
