/** A letter that is only tried: in the very bytes of its preview, and to nobody but the person who asks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { TrialLetterBody, TrialLetterSent } from '../../shared/api/mail.ts'
import type { SendEmail } from '../../shared/effects.ts'
import { renderLetter, surroundingsOfTrial } from '../../shared/letter-render.ts'
import type { Fields } from '../../shared/node.ts'
import { newId } from '../store/ids.ts'
import { mayDraw, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'
import type { Person } from './rights.ts'

/** `POST /api/trial-letters`: 409 `no-mailbox`; 422 with the reason when the mail server does not take it. */
export const trialLetterRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.post(
      '/trial-letters',
      {
        config: mayDraw,
        bodyLimit: 1024 * 1024,
        schema: { summary: 'Send a letter to yourself.', tags: ['Mail'], body: TrialLetterBody, response: { 200: TrialLetterSent } },
      },
      async (request) => {
        const person = personOf(request)
        const mailbox = await sendingMailbox(person.id, parts)
        const letter = trialLetter(request.body, mailbox, person, parts.settings.baseUrl)
        const sent = await parts.mail.post.send(letter, parts.clock.now())
        if (sent.kind !== 'done') throw Refused.because(422, sent.problem.code, sent.problem)
        const stays = sent.result['builtIn'] === true
        if (stays) await keep(letter, person, parts)
        return { to: letter.to, message: stays ? letter.id : null }
      },
    )
  }

/** The person's own, else that of the company. */
async function sendingMailbox(user: string, { store, clock }: Parts): Promise<Fields> {
  const rules = [
    { field: 'user', is: 'is', value: user },
    { field: 'kind', is: 'is', value: 'company' },
  ] as const
  for (const rule of rules) {
    const { items } = await store.list({ entity: 'mailbox', rule, limit: 1, now: clock.now() })
    if (items[0]) return items[0]
  }
  throw Refused.because(409, 'no-mailbox', { code: 'no-mailbox' })
}

function trialLetter(
  { signature, ...content }: TrialLetterBody,
  mailbox: Fields,
  { name, email: to }: Pick<Person, 'name' | 'email'>,
  baseUrl: string,
): SendEmail {
  const id = newId()
  const address = textOf(mailbox['address'])
  const { html, text } = renderLetter(content, surroundingsOfTrial(content, { language: content.language, signature, baseUrl }))
  return {
    ...content,
    kind: 'send-email',
    id,
    contact: '',
    to,
    sender: 'company',
    whenUnknown: 'hold',
    empty: [],
    frozen: {
      from: { name, address },
      replyTo: address,
      mailbox: mailbox.id,
      messageId: `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
      inReplyTo: null,
      headers: { 'Auto-Submitted': 'auto-generated' },
      links: [],
      html,
      text,
    },
  }
}

/** Where no letter leaves the house, it lies in the built-in mailbox with the others. */
async function keep({ id, to, subject, category, frozen }: SendEmail, person: Person, parts: Parts): Promise<void> {
  const at = parts.clock.now()
  const fields = {
    direction: 'out',
    channel: 'email',
    state: 'sent',
    subject,
    text: frozen?.text ?? '',
    html: frozen?.html ?? '',
    from: frozen?.from.address ?? null,
    fromName: frozen?.from.name ?? null,
    to,
    mailbox: frozen?.mailbox ?? null,
    messageId: frozen?.messageId ?? null,
    category,
    at: at.toISOString(),
  }
  const cause = { kind: 'person', id: person.id, depth: 0 } as const
  const change = { change: 'create', entity: 'message', id, revision: null, fields, cause, at } as const
  const result = await parts.submit({ ops: [{ op: 'change', change }] })
  if (!result.ok) throw refusedBy(result)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
