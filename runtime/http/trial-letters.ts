/** A letter that is only tried: in the very bytes of its preview, and to nobody but the person who asks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { TrialLetterBody, TrialLetterSent } from '../../shared/api/mail.ts'
import type { SendEmail } from '../../shared/effects.ts'
import { mailboxFor, ownLetter } from '../mail/own-letter.ts'
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
        const { signature, ...content } = request.body
        const mailbox = await mailboxFor(person.id, parts.store, parts.clock.now())
        if (!mailbox) throw Refused.because(409, 'no-mailbox', { code: 'no-mailbox' })
        const { baseUrl } = parts.settings
        const letter = ownLetter({ content, signature, mailbox, from: person.name, to: person.email, baseUrl })
        const sent = await parts.mail.post.send(letter, parts.clock.now())
        if (sent.kind !== 'done') throw Refused.because(422, sent.problem.code, sent.problem)
        const stays = sent.result['builtIn'] === true
        if (stays) await keep(letter, person, parts)
        return { to: letter.to, message: stays ? letter.id : null }
      },
    )
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
