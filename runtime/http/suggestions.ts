/** Suggestions: see them with everything a decision needs, decide, take back, give to somebody else. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { ById } from '../../shared/api/common.ts'
import {
  BulkBody,
  BulkResult,
  DecisionBody,
  PreviewBody,
  Previewed,
  type SuggestionData,
  SuggestionList,
  SuggestionPatch,
  SuggestionQuery,
  SuggestionData as SuggestionSchema,
} from '../../shared/api/suggestions.ts'
import type { Fact } from '../../shared/declines.ts'
import type { Effect, SendEmail } from '../../shared/effects.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import { nodeTitle, portsOf, toNodeTypeData } from '../../shared/node-type-data.ts'
import { say } from '../../shared/say.ts'
import type { Decision, Link } from '../../shared/suggestion.ts'
import type { Language } from '../../shared/words.ts'
import { afterWords } from '../../shared/workflow-words.ts'
import { factsAbout } from '../crm/facts.ts'
import { knownNames } from '../crm/known-names.ts'
import { type Decided, decide, previewEdit, undoDecision } from '../engine/decide.ts'
import { hashOf } from '../engine/hash.ts'
import { heldUntil } from '../engine/sending-hours.ts'
import { newId } from '../store/ids.ts'
import type { Op } from '../store/port.ts'
import type { SuggestionRow } from '../store/rows.ts'
import { mayDecide, mayRead, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused, refusedBy } from './problem.ts'
import { asSeen } from './record-list.ts'
import { causedBy } from './records.ts'
import type { Person } from './rights.ts'
import { mayFollow, subjectLink, versionNumber } from './runs.ts'
import { theirs } from './stand-ins.ts'
import { tellWhenTrusted } from './trust.ts'

/** What a person means by the state of a suggestion. `later` is a pending one that was put off. */
const statuses: Readonly<Record<string, readonly SuggestionRow['status'][]>> = {
  open: ['pending'],
  later: ['pending'],
  decided: ['approved', 'done', 'dismissed'],
  withdrawn: ['withdrawn', 'expired'],
  failed: ['failed'],
}

/**
 * `/api/suggestions`. A decision that comes second is 409 `decided`, over another text than was shown 409 `changed`;
 * what is out of sight is 404.
 */
export const suggestionRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts
    const { pump } = parts.engine
    const describing = async (rows: readonly SuggestionRow[], request: FastifyRequest) =>
      describer(parts, languageOf(request), await asSeen(rows.flatMap(restsOn), personOf(request), store))
    const described = async (row: SuggestionRow, request: FastifyRequest) => (await describing([row], request))(row)

    server.get(
      '/suggestions',
      {
        config: mayRead,
        schema: { summary: 'What waits for a decision.', querystring: SuggestionQuery, response: { 200: SuggestionList } },
      },
      async (request) => {
        const person = personOf(request)
        const { status = 'open', mine, workflow, node, subject, run, kind, cursor, limit } = request.query
        const wanted = Object.hasOwn(statuses, status) ? statuses[status] : undefined
        if (!wanted) throw new Refused(422, 'invalid', {}, [{ path: 'status', code: 'field-choice' }])
        const filter = {
          ...(mine === 'true' ? { assignee: theirs(person) } : { scope: person.scope }),
          ...(workflow ? { workflow } : {}),
          ...(node ? { node } : {}),
          ...(subject ? { subject } : {}),
          ...(run ? { run } : {}),
          cursor: cursor ?? null,
          limit: Math.min(Math.max(Number(limit ?? 50), 1), 200),
        }
        const isOpen = status === 'open' || status === 'later'
        const { items, next, total } = isOpen
          ? await store.openSuggestions({ ...filter, ...(kind ? { kind } : {}), later: status === 'later', now: parts.clock.now() })
          : await store.suggestions({ ...filter, ...(mine === 'true' ? { orDecidedBy: person.id } : {}), statuses: wanted })
        const describe = await describing(items, request)
        return { items: await Promise.all(items.map(describe)), next, total }
      },
    )

    server.get(
      '/suggestions/:id',
      { config: mayRead, schema: { summary: 'One suggestion.', params: ById, response: { 200: SuggestionSchema } } },
      async (request) => described(await visibleSuggestion(request.params.id, personOf(request), parts), request),
    )

    server.put(
      '/suggestions/:id/decision',
      {
        config: mayDecide,
        schema: { summary: 'Approve, perhaps changed, or dismiss.', params: ById, body: DecisionBody, response: { 200: SuggestionSchema } },
      },
      async (request) => {
        const person = personOf(request)
        const asked = await visibleSuggestion(request.params.id, person, parts)
        const facts = await factsOfSubjects([asked], parts)
        const { value } = await pump.perform(decide(asked.id, request.body as Decision, person, facts(asked)))
        const row = await decided(value, parts)
        await tellWhenTrusted(row, parts)
        return { ...(await described(row, request)), heldUntil: (await letterHeldUntil(row, parts))?.toISOString() ?? null }
      },
    )

    server.delete(
      '/suggestions/:id/decision',
      {
        config: mayDecide,
        schema: { summary: 'Take an approval back before it acts.', params: ById, response: { 200: SuggestionSchema } },
      },
      async (request) => {
        const person = personOf(request)
        await visibleSuggestion(request.params.id, person, parts)
        const { value } = await pump.perform(undoDecision(request.params.id, person))
        return described(await decided(value, parts), request)
      },
    )

    server.post(
      '/suggestions/decisions',
      { config: mayDecide, schema: { summary: 'One decision for many of one step.', body: BulkBody, response: { 200: BulkResult } } },
      async (request) => {
        const person = personOf(request)
        const { suggestions, decision } = request.body
        const rows = await Promise.all(suggestions.map(({ id }) => visibleSuggestion(id, person, parts)))
        if (new Set(rows.map(({ workflow, node }) => `${workflow}/${node}`)).size > 1)
          throw Refused.because(422, 'bulk-one-step', { code: 'bulk-one-step' })
        const language = languageOf(request)
        const facts = await factsOfSubjects(rows, parts)
        const items = await Promise.all(
          rows.map(async (row, index) => {
            const refuse = (problem: string, said: Parameters<typeof say>[0]) => ({
              id: row.id,
              problem: { problem, message: say(said, language) },
            })
            if (decision.kind === 'approve' && row.warnings.length > 0) return refuse('bulk-has-warnings', { code: 'bulk-has-warnings' })
            const one = { ...decision, hash: suggestions[index]?.hash ?? '' } as Decision
            const { value } = await pump.perform(decide(row.id, one, person, facts(row)))
            return value.ok ? { id: row.id, problem: null } : refuse(value.problem, (await named(value, parts)).said)
          }),
        )
        const [first] = rows
        if (first && decision.kind === 'approve') await tellWhenTrusted({ ...first, status: 'approved' }, parts)
        return { items }
      },
    )

    server.patch(
      '/suggestions/:id',
      {
        config: mayDecide,
        schema: {
          summary: 'Give it to somebody, or put it off.',
          params: ById,
          body: SuggestionPatch,
          response: { 200: SuggestionSchema },
        },
      },
      async (request) => {
        const person = personOf(request)
        const row = await visibleSuggestion(request.params.id, person, parts)
        const { assignee, laterUntil } = request.body
        const taker = assignee ? await store.record('user', assignee) : null
        if (assignee && taker?.['active'] !== true)
          throw new Refused(422, 'invalid', {}, [{ path: 'assignee', code: taker ? 'field-left' : 'field-ref' }])
        const suggestion: SuggestionRow = {
          ...row,
          ...(assignee === undefined ? {} : { assignee }),
          ...(laterUntil === undefined ? {} : { laterUntil: laterUntil === null ? null : new Date(laterUntil) }),
        }
        const told = assignee && assignee !== person.id ? [await givenNotice(suggestion, assignee, person, parts)] : []
        const result = await parts.submit({ ops: [{ op: 'suggestion', suggestion, expects: 'pending' }, ...told] })
        if (!result.ok) throw refusedBy(result)
        return described(suggestion, request)
      },
    )

    server.post(
      '/suggestions/:id/preview',
      {
        config: mayRead,
        schema: { summary: 'Edited effects as they would go out.', params: ById, body: PreviewBody, response: { 200: Previewed } },
      },
      async (request) => {
        const row = await visibleSuggestion(request.params.id, personOf(request), parts)
        const { value } = await pump.perform(previewEdit(row.id, request.body.effects as readonly Effect[]))
        if (!value) throw new Refused(409, 'already-started')
        return { effects: [...value], hash: hashOf(value, row.before, row.scenario), warnings: [...row.warnings] }
      },
    )
  }

/** A suggestion that this person has to decide or has decided, or whose run they may follow; throws 404 for any other. */
export async function visibleSuggestion(id: string, person: Person, parts: Parts): Promise<SuggestionRow> {
  const row = found(await parts.store.suggestion(id))
  const isTheirs = row.decidedBy === person.id || (row.assignee !== null && (person.scope.owners?.includes(row.assignee) ?? true))
  if (!isTheirs && !(await mayFollow(row, person, parts))) throw notFound()
  return row
}

/** What is so of the subjects of suggestions at this moment. */
async function factsOfSubjects(rows: readonly SuggestionRow[], { store, clock }: Parts) {
  const facts = new Map<string, readonly Fact[]>()
  for (const entity of new Set(rows.flatMap(({ subjectEntity }) => subjectEntity ?? []))) {
    const ids = rows.flatMap(({ subjectEntity, subject }) => (subjectEntity === entity && subject !== null ? [subject] : []))
    for (const [id, each] of await factsAbout(entity, ids, store, clock.now())) facts.set(`${entity} ${id}`, each)
  }
  return ({ subjectEntity, subject }: SuggestionRow) => facts.get(`${subjectEntity} ${subject}`) ?? null
}

async function decided(value: Decided, parts: Parts): Promise<SuggestionRow> {
  if (value.ok) return value.suggestion
  throw await named(value, parts)
}

/** Until when the first letter of an approval waits for its hours; null when it leaves as soon as it acts. */
async function letterHeldUntil({ effects, scenario, actAt, run, node }: SuggestionRow, { engine }: Parts): Promise<Date | null> {
  if (scenario) return null
  const letter = effects.find(({ kind }) => kind === 'send-email') as SendEmail | undefined
  if (!letter || !actAt) return null
  const { value } = await engine.pump.perform(function* ({ parts }) {
    const { id, contact } = letter
    return { ops: [], value: yield* heldUntil({ id, run, node, contact }, actAt, parts.company.zone) }
  })
  return value
}

/** The refusal of a decision, with the name of who was quicker. */
async function named(value: Extract<Decided, { ok: false }>, parts: Parts): Promise<Refused> {
  if (value.problem === 'not-found') return notFound()
  const by = value.suggestion?.decidedBy ? await parts.store.record('user', value.suggestion.decidedBy) : null
  const given: JsonObject = {
    ...value.said.with,
    ...(by ? { user: String(by['name']) } : {}),
    ...(value.suggestion ? { status: value.suggestion.status, hash: value.suggestion.hash } : {}),
    ...(value.fields ? { fields: value.fields as unknown as Json } : {}),
  }
  return Refused.because(value.problem === 'bad-edit' ? 422 : 409, value.problem, { code: value.said.code, with: given })
}

async function givenNotice(row: SuggestionRow, to: string, by: Person, parts: Parts): Promise<Op> {
  const subject = await subjectLink(row.subjectEntity, row.subject, parts)
  const title = subject?.title ?? ''
  const fields = {
    owner: to,
    said: { code: 'suggestion-given', with: { user: by.name, title } },
    text: title,
    links: [{ entity: 'suggestion', id: row.id, title }, ...(subject ? [{ ...subject }] : [])],
    contact: row.subjectEntity === 'contact' ? row.subject : null,
  }
  return {
    op: 'change',
    change: { change: 'create', entity: 'notification', id: newId(), revision: null, fields, cause: causedBy(by), at: parts.clock.now() },
  }
}

/** Whom it is about and what else it rests on; who has it to decide may not be able to see all of that. */
export const restsOn = ({ subjectEntity, subject, links }: SuggestionRow): readonly Link[] =>
  subjectEntity === null || subject === null ? links : [{ entity: subjectEntity, id: subject, title: '' }, ...links]

/** Describes suggestions for the inbox; what all of them need is read once. `seen` are links as the reader may follow them. */
export function describer(parts: Parts, reader: Language, seen: (link: Link) => Link): (row: SuggestionRow) => Promise<SuggestionData> {
  const known = once(() => knownNames(parts.store, parts.catalogue, parts.clock.now()))
  const types = once(async () => new Map(parts.nodeTypes().map((type) => [type.type, toNodeTypeData(type)])))
  const people = new Map<string, Promise<{ id: string; name: string }>>()
  const person = async (id: string | null) => {
    if (id === null) return null
    const asked = people.get(id) ?? parts.store.record('user', id).then((user) => ({ id, name: String(user?.['name'] ?? id) }))
    people.set(id, asked)
    return asked
  }
  return async (row) => {
    const workflow = found(await parts.store.version(row.version)).content
    const node = workflow.nodes.find(({ id }) => id === row.node)
    const all = await types()
    const nameOf = (id: string) => {
      const one = workflow.nodes.find((each) => each.id === id)
      return one ? (one.name ?? nodeTitle(one, all.get(one.type))[reader]) : id
    }
    const last = row.prepared.at(-1)
    const speech = { workflow, types: await types(), known: await known() }
    const leaving = last ? workflow.nodes.find(({ id }) => id === last.node) : node
    const leavingType = leaving && speech.types.get(leaving.type)
    const [first] = leaving && leavingType ? portsOf(leavingType, leaving, true) : []
    // A step that first hears what became of its effect leaves by its first way, when that went well.
    const port = last && last.outcome.kind === 'leave' ? last.outcome.port : (first?.port ?? 'out')
    const subject = await subjectLink(row.subjectEntity, row.subject, parts)
    const after = (language: 'en' | 'ru') => afterWords(last?.node ?? row.node, port, { ...speech, language })
    return {
      id: row.id,
      status: row.status,
      workflow: { id: row.workflow, name: workflow.name, version: versionNumber(row.version) },
      node: { id: row.node, name: nameOf(row.node), type: node?.type ?? '' },
      run: row.run,
      subject: subject && seen(subject),
      effects: [...row.effects],
      original: row.original ? [...row.original] : null,
      before: await before(row, parts),
      hash: row.hash,
      links: row.links.map(seen),
      why: row.why,
      after: { en: after('en'), ru: after('ru') },
      warnings: [...row.warnings],
      canGoOn: workflow.edges.some(({ from, port }) => from === row.node && port === 'dismissed'),
      assignee: await person(row.assignee),
      laterUntil: row.laterUntil?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      decideBy: row.decideBy?.toISOString() ?? null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: await person(row.decidedBy),
      actAt: row.actAt?.toISOString() ?? null,
      scenario: row.scenario && {
        question: row.scenario.question,
        steps: row.scenario.steps.map((step) => ({ ...step, name: nameOf(step.node) })),
      },
      done: row.done ? [...row.done] : null,
      reason: row.reason,
    }
  }
}

/** What the fields that it sets held when it was shown. What it only adds to is as it is now, while nothing is decided. */
async function before({ effects, before, status }: SuggestionRow, { store }: Parts): Promise<Record<string, Record<string, unknown>>> {
  const held: Record<string, Record<string, unknown>> = { ...before }
  if (status !== 'pending') return held
  for (const effect of effects) {
    if (effect.kind !== 'add-score') continue
    const record = await store.record(effect.entity, effect.id)
    if (record) held[effect.id] = { ...held[effect.id], score: record['score'] ?? 0 }
  }
  return held
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => (made ??= make())
}
