/** Letters to people of the team themselves, which are none of the outbox's: what they try, what waits for them. */
import type { SendEmail } from '../../shared/effects.ts'
import { type LetterContent, renderLetter, surroundingsOfTrial } from '../../shared/letter-render.ts'
import type { Fields } from '../../shared/node.ts'
import type { Language } from '../../shared/words.ts'
import { newId } from '../store/ids.ts'
import type { Reads } from '../store/port.ts'

/** The mailbox that such a letter is sent from: the person's own, else that of the company; null where there is neither. */
export async function mailboxFor(user: string, store: Pick<Reads, 'list'>, now: Date): Promise<Fields | null> {
  const rules = [
    { field: 'user', is: 'is', value: user },
    { field: 'kind', is: 'is', value: 'company' },
  ] as const
  for (const rule of rules) {
    const { items } = await store.list({ entity: 'mailbox', rule, limit: 1, now })
    if (items[0]) return items[0]
  }
  return null
}

interface OwnLetter {
  readonly content: LetterContent & { readonly language: Language }
  readonly signature: string
  readonly mailbox: Fields
  /** The name it comes under. */
  readonly from: string
  readonly to: string
  readonly baseUrl: string
}

/** The letter in its bytes. Nothing is counted, and its links lead straight where they say. */
export function ownLetter({ content, signature, mailbox, from, to, baseUrl }: OwnLetter): SendEmail {
  const id = newId()
  const address = typeof mailbox['address'] === 'string' ? mailbox['address'] : ''
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
      from: { name: from, address },
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
