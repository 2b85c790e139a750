/** Letters that come in, letters that are held, and answering as the client where letters never leave the house. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { ClientReply, DeliveryDecision, DeliveryList, DeliveryQuery, ReceivedMessage } from '../../shared/api/mail.ts'
import { entityNamed } from '../../shared/entities.ts'
import type { Link } from '../../shared/suggestion.ts'
import { titleOf } from '../crm/catalogue.ts'
import { answerAsClient } from '../mail/answer-as-client.ts'
import { receiveLetter } from '../mail/receive-letter.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { mayRead, mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused, refusedBy } from './problem.ts'
import { maySee } from './record-rights.ts'
import type { Person } from './rights.ts'

/** A letter with its attachments. */
const largestLetter = 25 * 1024 * 1024

/**
 * `/api/mailboxes/:id/messages`, `/api/messages/:id/replies` and `/api/deliveries`. A decision that somebody else took
 * is 409 `stale`; replies work only for letters of the built-in mailbox (409 `not-built-in`).
 */
export const mailboxRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const tags = ['Mail']
    server.addContentTypeParser('message/rfc822', { parseAs: 'buffer', bodyLimit: largestLetter }, (_request, body, done) =>
      done(null, body),
    )

    server.post(
      '/mailboxes/:id/messages',
      {
        config: { access: { role: 'operator', scope: 'events' } },
        bodyLimit: largestLetter,
        schema: { summary: 'Hand in a raw letter (message/rfc822).', tags, params: ById, response: { 201: ReceivedMessage } },
      },
      async (request, reply) => {
        if (!Buffer.isBuffer(request.body)) throw new Refused(415, 'not-a-letter')
        found(await parts.store.record('mailbox', request.params.id))
        reply.status(201)
        return receive(request.body, request.params.id, parts)
      },
    )

    server.post(
      '/messages/:id/replies',
      {
        config: mayWork,
        schema: {
          summary: 'Answer a letter of the built-in mailbox as its recipient.',
          tags,
          params: ById,
          body: ClientReply,
          response: { 201: ReceivedMessage },
        },
      },
      async (request, reply) => {
        const message = found(await parts.store.record('message', request.params.id))
        if (!(await maySee(entityNamed('message'), message, personOf(request), parts.store))) throw notFound()
        const delivery = await parts.store.delivery(message.id)
        const mailbox = message['mailbox']
        if (message['direction'] !== 'out' || typeof mailbox !== 'string' || message['state'] !== 'sent')
          throw new Refused(409, 'not-answerable')
        if (delivery?.result?.['builtIn'] !== true) throw new Refused(409, 'not-built-in')
        reply.status(201)
        return receive(await answerAsClient(message, delivery, request.body.text, parts.clock.now()), mailbox, parts)
      },
    )

    server.get(
      '/deliveries',
      {
        config: mayRead,
        schema: {
          summary: 'What is on its way out, or needs a person.',
          tags,
          querystring: DeliveryQuery,
          response: { 200: DeliveryList },
        },
      },
      async (request) => {
        const states = (request.query.state ?? 'unknown').split(',').filter(isState)
        const rows = await parts.store.deliveries({ states, limit: 200 })
        const visible = await Promise.all(rows.map((row) => mayHandle(row, personOf(request), parts)))
        return { items: await Promise.all(rows.filter((_, index) => visible[index]).map((row) => shown(row, parts))) }
      },
    )

    server.put(
      '/deliveries/:id/decision',
      { config: mayWork, schema: { summary: 'Send a held letter again, or take it as sent.', tags, params: ById, body: DeliveryDecision } },
      async (request, reply) => {
        const held = found(await parts.store.delivery(request.params.id))
        if (!(await mayHandle(held, personOf(request), parts))) throw notFound()
        const done = await parts.engine.outbox.resolve(request.params.id, request.body.kind === 'resend' ? 'resend' : 'assume-sent')
        if (!done) throw new Refused(409, 'stale')
        reply.status(204)
      },
    )
  }

/** Whoever may see the contact may decide about the letter to them; calls of other servers are for those who see everything. */
export async function mayHandle(row: DeliveryRow, person: Person, { store }: Parts): Promise<boolean> {
  const contact = row.contact === null ? null : await store.record('contact', row.contact)
  return contact === null ? person.scope.owners === null : maySee(entityNamed('contact'), contact, person, store)
}

async function receive(raw: Uint8Array, mailbox: string, parts: Parts): Promise<ReceivedMessage> {
  const region = (await parts.company.settings())?.region ?? 'DE'
  const letter = await receiveLetter(raw, mailbox, { store: parts.store, links: parts.mail.links, now: parts.clock.now(), region })
  if (!letter) throw new Refused(422, 'not-a-letter')
  const result = await parts.submit({ ops: letter.ops })
  if (!result.ok) throw refusedBy(result)
  return { message: letter.message, verdict: letter.verdict, contact: letter.contact }
}

const states: readonly string[] = ['queued', 'sending', 'done', 'deferred', 'failed', 'unknown', 'cancelled']

const isState = (text: string): text is DeliveryRow['state'] => states.includes(text)

async function shown(row: DeliveryRow, parts: Parts): Promise<DeliveryList['items'][number]> {
  const { effect } = row
  const isLetter = effect.kind === 'send-email'
  return {
    id: row.id,
    kind: effect.kind,
    state: row.state,
    subject: isLetter ? effect.subject : effect.kind === 'call-http' ? `${effect.method} ${effect.url}` : '',
    to: isLetter ? effect.to : '',
    contact: await contactLink(row.contact, parts),
    run: row.run,
    attempts: row.attempts,
    dueAt: row.dueAt.toISOString(),
    problem: row.problem,
  }
}

async function contactLink(id: string | null, parts: Parts): Promise<Link | null> {
  const contact = id === null ? null : await parts.store.record('contact', id)
  return contact && { entity: 'contact', id: contact.id, title: titleOf(entityNamed('contact'), contact) }
}
