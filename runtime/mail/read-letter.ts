/**
 * Opens a raw letter (RFC 5322) and tells what it is: something a person wrote, an automatic answer, a bounce, a
 * complaint. Everything in it is hostile; whatever cannot be read is left out, and nothing throws.
 */
import type { Attachment, Email } from 'postal-mime'
import { cut } from '../../shared/cut.ts'
import { textOfHtml } from './text-of-html.ts'

/** A letter, read. What it says of itself is only a claim. */
export interface OpenedLetter {
  readonly from: { readonly name: string; readonly address: string } | null
  /** Every address it was sent to, as the headers say. */
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly messageId: string | null
  /** In-Reply-To first, then References, the nearest first. */
  readonly answersTo: readonly string[]
  readonly verdict: LetterVerdict
}

type LetterVerdict =
  | { readonly kind: 'person' }
  /** Vacation notices, lists, receipts: not an answer, and never answered (RFC 3834). */
  | { readonly kind: 'automatic' }
  /** `letter` is the Message-ID of the returned letter, when the report names it. */
  | { readonly kind: 'bounce'; readonly recipients: readonly [BouncedAddress, ...BouncedAddress[]]; readonly letter: string | null }
  /** Somebody pressed "this is spam" (RFC 5965). */
  | { readonly kind: 'complaint'; readonly address: string | null; readonly letter: string | null }

/** One recipient of a returned letter. */
export interface BouncedAddress {
  readonly address: string | null
  /** For good; a full mailbox or a busy server is not. */
  readonly hard: boolean
  /** What the server said, shortened. */
  readonly said: string
}

/** Longer texts are cut: nobody reads them, and everything in the run has to carry them. */
const longestText = 64 * 1024

/** Opens a raw letter. Null when it is nothing like a letter. */
export async function readLetter(raw: Uint8Array): Promise<OpenedLetter | null> {
  let email: Email
  try {
    const { default: PostalMime } = await import('postal-mime')
    email = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 64, maxHeadersSize: 256 * 1024 })
  } catch {
    return null
  }
  const text = plainText(email)
  if (!email.from?.address && !email.subject && !text && email.attachments.length === 0) return null
  return {
    from: email.from?.address ? { name: email.from.name, address: email.from.address } : null,
    to: recipientsOf(email),
    subject: cut(email.subject ?? '', 1000),
    text,
    messageId: email.messageId ?? null,
    answersTo: [...idsIn(email.inReplyTo), ...idsIn(email.references).reverse()].filter((id, index, all) => all.indexOf(id) === index),
    verdict: verdictOf(email, text),
  }
}

function plainText(email: Email): string {
  const text = email.text?.trim() ? email.text : textOfHtml(email.html ?? '', longestText)
  return cut(text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim(), longestText)
}

function recipientsOf(email: Email): string[] {
  const listed = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((each) => ('group' in each && each.group ? each.group : [each]))
  const delivered = email.headers.filter(({ key }) => key === 'delivered-to' || key === 'x-original-to').map(({ value }) => value)
  return [...listed.flatMap(({ address }) => address || []), ...delivered]
}

const idsIn = (header: string | undefined): string[] => header?.match(/<[^<>\s]+>/g) ?? []

function verdictOf(email: Email, text: string): LetterVerdict {
  const feedback = partOf(email, 'message/feedback-report')
  if (feedback !== null) return { kind: 'complaint', address: complainer(feedback, email), letter: returnedLetter(email) }
  const report = partOf(email, 'message/delivery-status')
  if (report !== null) {
    const [first, ...others] = recipientsInReport(report)
    if (first) return { kind: 'bounce', recipients: [first, ...others], letter: returnedLetter(email) }
    if (/^action:\s*(delayed|relayed|delivered|expanded)/im.test(report)) return { kind: 'automatic' }
  }
  if (looksReturned(email, text)) return { kind: 'bounce', recipients: [recipientInText(email, text)], letter: returnedLetter(email) }
  return isAutomatic(email) ? { kind: 'automatic' } : { kind: 'person' }
}

/** A delivery report (RFC 3464): one block per recipient. Only `failed` counts; `delayed` means that the server still tries. */
function recipientsInReport(report: string): BouncedAddress[] {
  return report
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .flatMap((block) => {
      const fields = new Map(
        block
          .replace(/\n[ \t]+/g, ' ')
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      )
      const recipient = fields.get('original-recipient') ?? fields.get('final-recipient')
      const said = fields.get('diagnostic-code') ?? fields.get('status') ?? ''
      if (recipient === undefined || fields.get('action')?.toLowerCase() !== 'failed') return []
      const hard = isHard(fields.get('status') ?? '', said)
      return [{ address: addressIn(recipient.replace(/^[\w-]+\s*;/, '')), hard, said: said.slice(0, 300) }]
    })
}

/** 5.x.x is for good, except what tells of the letter or of a full mailbox (RFC 3463: 5.2.2, 5.3.4, 5.7.x). */
function isHard(status: string, said: string): boolean {
  const code = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/.exec(`${status} ${said}`)
  if (/mailbox (is )?full|over ?quota|quota exceeded|insufficient storage|переполнен/i.test(said)) return false
  if (!code) return /\b55[0134]\b|user unknown|no such user|unknown user|does not exist|invalid (user|address)|not listed/i.test(said)
  return code[1] === '5' && !(code[2] === '2' && code[3] === '2') && !(code[2] === '3' && code[3] === '4') && code[2] !== '7'
}

/** Returned letters of servers that write no report: the sender is a machine and the words are those of a returned letter. */
function looksReturned(email: Email, text: string): boolean {
  const from = email.from?.address?.toLowerCase() ?? ''
  if (!isMailServer(from) && header(email, 'return-path') !== '<>') return false
  if (header(email, 'x-failed-recipients') !== null) return true
  const words = `${email.subject ?? ''}\n${text.slice(0, 2000)}`
  return returned.test(words) && /\b[45]\d\d\b|\b[45]\.\d{1,3}\.\d{1,3}\b|not listed|unknown|invalid/i.test(words)
}

const isMailServer = (address: string): boolean => /^(mailer-daemon|postmaster|post_master|mail-daemon)@/i.test(address)

const returned =
  /failure notice|undeliver(ed|able)|delivery (status notification|failure|failed)|mail delivery failed|could not be delivered|was not delivered|returned mail|invalid user address|не доставлен|не может быть доставлено|недоставленн/i

function recipientInText(email: Email, text: string): BouncedAddress {
  const ours = new Set(recipientsOf(email).map((address) => address.toLowerCase()))
  const named = header(email, 'x-failed-recipients')?.split(',') ?? []
  const end = text.search(/--- Below this line|-----+ ?(original|forwarded|returned)|Received:/i)
  const top = end < 0 ? text : text.slice(0, end)
  const inText = top.match(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,10}/g) ?? []
  const address = [...named, ...inText].map(addressIn).find((each) => each !== null && !ours.has(each)) ?? null
  return { address, hard: isHard('', top), said: (/\b[45]\d\d[ -][^\n]{0,250}/.exec(top)?.[0] ?? '').trim() }
}

/** Whom the complaint is about: named in the report, or the one the returned letter went to. */
function complainer(report: string, email: Email): string | null {
  const named = /^(?:original-rcpt-to|removal-recipient):\s*(.+)$/im.exec(report)?.[1]
  const sentTo = /^to:\s*(.+)$/im.exec(partOf(email, 'message/rfc822') ?? '')?.[1]
  return addressIn(named ?? sentTo ?? '')
}

function returnedLetter(email: Email): string | null {
  const headers = partOf(email, 'message/rfc822') ?? partOf(email, 'text/rfc822-headers')
  return (headers && /^message-id:\s*(<[^<>\s]+>)/im.exec(headers)?.[1]) ?? null
}

/** RFC 3834 and what other programs write in its place. */
function isAutomatic(email: Email): boolean {
  const submitted = header(email, 'auto-submitted')
  if (submitted !== null && !/^no\b/i.test(submitted)) return true
  if (header(email, 'return-path') === '<>' || /^(bulk|junk|list|auto_reply)$/i.test(header(email, 'precedence') ?? '')) return true
  if (
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'list-id', 'list-unsubscribe', 'feedback-id'].some(
      (key) => header(email, key) !== null,
    )
  )
    return true
  if (email.headers.some(({ key, value }) => key.startsWith('x-apple-action') && /vacation/i.test(value))) return true
  if (partOf(email, 'message/disposition-notification') !== null) return true
  const from = email.from?.address ?? ''
  if (isMailServer(from) || /^(no-?reply|do-?not-?reply)@/i.test(from)) return true
  return /^\s*(auto(matic)?[ -]?(reply|response|antwort)|out of (the )?office|автоответ|автоматический ответ|вне офиса)\b/iu.test(
    `${email.subject ?? ''} `.replace(/^(автоответ|автоматический ответ|вне офиса).*$/iu, 'out of office'),
  )
}

const header = (email: Email, name: string): string | null => email.headers.find(({ key }) => key === name)?.value.trim() ?? null

/** Bounded as addresses are (RFC 5321, 4.5.3.1): an endless word must not be looked through from each of its letters. */
const addressIn = (text: string): string | null => /[^\s<>"',;:@]{1,64}@[^\s<>"',;:@]{1,255}/.exec(text)?.[0].toLowerCase() ?? null

function partOf(email: Email, type: string): string | null {
  const part = email.attachments.find((each: Attachment) => each.mimeType === type)
  if (!part) return null
  // Contents are asked for as bytes.
  return new TextDecoder().decode(part.content as Uint8Array).slice(0, longestText)
}
