/** What waits for one person: their suggestions, their tasks, and letters of their clients that nobody has answered. What is due for those they stand in for is among it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { Queue, type QueueItem, QueueQuery } from '../../shared/api/queue.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { byValueAndTime } from '../../shared/queue-order.ts'
import { amountOf } from '../../shared/rule-values.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Link } from '../../shared/suggestion.ts'
import { addDays, dayIn, startOfDay } from '../../shared/time.ts'
import { titleOf } from '../crm/catalogue.ts'
import type { SuggestionRow } from '../store/rows.ts'
import { mayWork, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { found, Refused, refusedBy } from './problem.ts'
import { asSeen } from './record-list.ts'
import { causedBy, visible } from './records.ts'
import { leads, type Person } from './rights.ts'
import { theirs } from './stand-ins.ts'
import { describer, restsOn } from './suggestions.ts'
import { answerBy, idIn, ofPeople, unansweredLetters } from './unanswered.ts'

/** So many of each kind are put in order, those that are due soonest. */
const most = 500

/** `GET /api/queue`, and `/api/messages/:id/settled`: it needs no answer. A letter out of sight is 404. */
export const queueRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/queue',
      {
        config: mayWork,
        schema: { summary: 'What waits for you, first things first.', querystring: QueueQuery, response: { 200: Queue } },
      },
      async (request) => {
        const person = personOf(request)
        const { of = person.id } = request.query
        if (of !== person.id && !leads(person.role)) throw new Refused(403, 'not-allowed')
        const people = of === person.id ? theirs(person) : of === nobody ? null : [found(await parts.store.record('user', of)).id]
        const { waiting, total } = await whatWaits(people, parts)
        const items = waiting.sort(byValueAndTime).slice(0, Math.min(Number(request.query.limit ?? 12), 100))
        const rows = items.flatMap(({ row }) => row ?? [])
        const seen = await asSeen([...items.flatMap(({ links }) => links), ...rows.flatMap(restsOn)], person, parts.store)
        const describe = describer(parts, languageOf(request), seen)
        return {
          items: await Promise.all(
            items.map(async ({ row, links, ...item }) => ({
              ...item,
              links: links.map(seen),
              suggestion: row ? await describe(row) : null,
            })),
          ),
          total,
          late: waiting.filter(({ isLate }) => isLate).length,
        }
      },
    )

    const settle = async (id: string, person: Person, settledAt: string | null) => {
      const letter = await visible(entityNamed('message'), id, person, parts)
      const result = await parts.submit({
        ops: [
          {
            op: 'change',
            change: {
              change: 'update',
              entity: 'message',
              id: letter.id,
              revision: null,
              fields: { settledAt },
              cause: causedBy(person),
              at: parts.clock.now(),
            },
          },
        ],
      })
      if (!result.ok) throw refusedBy(result)
    }

    server.put(
      '/messages/:id/settled',
      { config: mayWork, schema: { summary: 'A letter needs no answer.', params: ById } },
      async (request, reply) => {
        await settle(request.params.id, personOf(request), parts.clock.now().toISOString())
        return reply.code(204).send()
      },
    )

    server.delete(
      '/messages/:id/settled',
      { config: mayWork, schema: { summary: 'A letter does need an answer.', params: ById } },
      async (request, reply) => {
        await settle(request.params.id, personOf(request), null)
        return reply.code(204).send()
      },
    )
  }

/** Asks for the queue of what nobody has. */
const nobody = 'nobody'

/** One of them before it is described. */
type Found = Omit<QueueItem, 'suggestion' | 'links'> & { readonly links: readonly Link[]; readonly row: SuggestionRow | null }

/** Of these people, the first of whom it is asked for; null: what nobody has. */
async function whatWaits(people: readonly string[] | null, parts: Parts): Promise<{ waiting: Found[]; total: number }> {
  const { store, clock } = parts
  const now = clock.now()
  const list = (entity: string, rule: Rule, sort: string) => store.list({ entity, rule, sort, limit: most, now })
  const [suggestions, tasks, unanswered] = await Promise.all([
    store.openSuggestions({ assignee: people, now, limit: most }),
    list('task', tasksOf(people, now), 'dueAt'),
    unansweredLetters(people, parts),
  ])
  const contactOf = ({ subjectEntity, subject, links }: SuggestionRow) =>
    subjectEntity === 'contact' ? subject : (links.find(({ entity }) => entity === 'contact')?.id ?? null)
  const about = [
    ...suggestions.items.map((row) => ({ row, contact: contactOf(row) })),
    ...tasks.items.map((task) => ({ task, contact: idIn(task, 'contact') })),
    ...unanswered.map(({ letter, owner }) => ({ letter, owner, contact: idIn(letter, 'contact') })),
  ]
  const known = await knownOf(
    about.flatMap(({ contact }) => contact ?? []),
    parts,
  )
  const others = new Map((await store.records('user', people?.slice(1) ?? [])).map((one) => [one.id, { id: one.id, name: nameIn(one) }]))
  const zone = (await parts.company.settings())?.zone ?? 'UTC'
  const dayEnds = startOfDay(addDays(dayIn(now, zone), 1), zone)
  const timed = (dueAt: Date | null) => ({
    dueAt: dueAt?.toISOString() ?? null,
    isNow: dueAt !== null && dueAt < dayEnds,
    isLate: dueAt !== null && dueAt < now,
  })
  const waiting = about.map((one): Found => {
    const shared = (owner: Json | undefined, since: string) => ({
      ...known(one.contact),
      isEscalated: false,
      since,
      of: others.get(String(owner)) ?? null,
    })
    if ('row' in one) {
      const { id, node, decideBy, assignee, createdAt } = one.row
      return { kind: 'suggestion', id, title: node, ...shared(assignee, createdAt.toISOString()), ...timed(decideBy), row: one.row }
    }
    if ('task' in one) {
      const { id, title, dueAt, owner, createdAt, escalatedAt } = one.task
      const isEscalated = typeof escalatedAt === 'string'
      const due = timed(typeof dueAt === 'string' ? new Date(dueAt) : null)
      return { kind: 'task', id, title: String(title ?? ''), ...shared(owner, String(createdAt)), isEscalated, ...due, row: null }
    }
    const { id, subject, at } = one.letter
    const due = timed(answerBy(one.letter))
    return { kind: 'letter', id, title: String(subject ?? ''), ...shared(one.owner, String(at)), ...due, row: null }
  })
  return { waiting, total: suggestions.total + tasks.total + unanswered.length }
}

const nameIn = (user: Fields): string => String(user['name'] ?? '')

/** Open, and not put off beyond now. */
const tasksOf = (people: readonly string[] | null, now: Date): Rule => ({
  all: [
    ofPeople('owner', people),
    { field: 'state', is: 'is', value: 'open' },
    {
      any: [
        { field: 'snoozedUntil', is: 'empty' },
        { field: 'snoozedUntil', is: 'before', value: now.toISOString() },
      ],
    },
  ],
})

interface KnownContact {
  readonly links: readonly Link[]
  readonly worth: QueueItem['worth']
  readonly score: number | null
}

/** Names, open deals and points of these contacts. */
async function knownOf(ids: readonly string[], { store, clock, company }: Parts): Promise<(contact: string | null) => KnownContact> {
  const wanted = [...new Set(ids)]
  const contacts = new Map((await store.records('contact', wanted)).map((contact) => [contact.id, contact]))
  const companies = new Map(
    (
      await store.records(
        'company',
        [...contacts.values()].flatMap((contact) => idIn(contact, 'company') ?? []),
      )
    ).map((one) => [one.id, one]),
  )
  const rule: Rule = {
    all: [
      { field: 'contact', is: 'one-of', value: wanted },
      { field: 'closedOn', is: 'empty' },
    ],
  }
  const deals = wanted.length === 0 ? [] : (await store.list({ entity: 'deal', rule, limit: most, now: clock.now() })).items
  const currency = (await company.settings())?.currency ?? 'EUR'
  const cents = new Map<string, number>()
  for (const { contact, amount } of deals) {
    const sum = amountOf(amount ?? null)
    if (sum?.currency === currency) cents.set(String(contact), (cents.get(String(contact)) ?? 0) + sum.cents)
  }
  return (id) => {
    const contact = id === null ? undefined : contacts.get(id)
    if (!contact) return { links: [], worth: null, score: null }
    const company = companies.get(idIn(contact, 'company') ?? '')
    const link = (entity: string, record: Fields): Link => ({ entity, id: record.id, title: titleOf(entityNamed(entity), record) })
    const worth = cents.get(contact.id)
    return {
      links: [link('contact', contact), ...(company ? [link('company', company)] : [])],
      worth: worth === undefined ? null : { cents: worth, currency },
      score: typeof contact['score'] === 'number' ? contact['score'] : null,
    }
  }
}
