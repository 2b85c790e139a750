/**
 * Fixes the bytes of a letter the moment it is named: sender, headers, both bodies, every link. What the operator
 * previews, approves and what SMTP sends is this, apart from Date and DKIM.
 */
import type { FrozenLetter, SendEmail } from '../../shared/effects.ts'
import { renderLetter } from '../../shared/letter-render.ts'
import type { EffectContext } from '../effects/effect.ts'
import { type Asking, askFind, askRecord } from '../engine/asking.ts'
import { type LinkTokens, replyAddress } from './link-tokens.ts'
import { identityOf } from './sender.ts'

/** The letter with `frozen`; without it when there is no mailbox to send from, which `queue` refuses in words. */
export function* freezeLetter(letter: SendEmail, context: EffectContext, links: LinkTokens): Asking<SendEmail> {
  const { frozen: _, ...bare } = letter
  const contact = yield* askRecord('contact', letter.contact)
  const identity = yield* identityOf(letter.sender, contact, context.now, context.company.zone)
  const address = identity?.mailbox['address']
  if (!identity || typeof address !== 'string') return bare
  const before = yield* lastLetter(letter, context)
  const { baseUrl } = context.company
  const unsubscribeUrl = letter.category === 'offers' ? `${baseUrl}/u/${links.token('unsubscribe', letter.id)}` : null
  const targets: string[] = []
  const { html, text } = renderLetter(letter, {
    language: letter.language,
    signature: identity.signature,
    baseUrl,
    unsubscribeUrl,
    clickUrl: (url, index) => {
      targets[index] = url
      return `${baseUrl}/c/${links.token('click', letter.id)}/${index}`
    },
    openPixelUrl: `${baseUrl}/o/${links.token('open', letter.id)}`,
    questionsUrl: letter.questions.length > 0 ? `${baseUrl}/q/${links.token('questions', letter.id)}` : null,
  })
  const frozen: FrozenLetter = {
    from: { name: identity.name, address },
    replyTo: replyAddress(address, links.token('reply', letter.id)),
    mailbox: identity.mailbox.id,
    messageId: `<${letter.id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
    inReplyTo: before,
    headers: { ...automatic, ...(unsubscribeUrl === null ? {} : unsubscribing(unsubscribeUrl)) },
    links: targets,
    html,
    text,
  }
  return { ...bare, frozen }
}

/** RFC 3834: other machines do not answer it. */
const automatic = { 'Auto-Submitted': 'auto-generated' }

/** One click and it is done (RFC 8058). */
const unsubscribing = (url: string) => ({ 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })

/** Letters of one run are one conversation: the newest of them, by its Message-ID. */
function* lastLetter({ contact }: SendEmail, { run }: EffectContext): Asking<string | null> {
  if (run === null) return null
  const rule = {
    all: [
      { field: 'contact', is: 'is', value: contact },
      { field: 'run', is: 'is', value: run },
    ],
  } as const
  const [last] = yield* askFind('message', rule, 1, '-at')
  const id = last?.['messageId']
  return typeof id === 'string' ? id : null
}
