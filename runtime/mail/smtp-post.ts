/**
 * SMTP, pooled. What decides is how far the conversation had come: before the server said 354 the letter cannot have
 * gone out and is tried again; after it, without a clear answer, nobody knows. nodemailer reports both breaks with the
 * same error, so the phase is read from its log.
 */
import type { Transporter } from 'nodemailer'
import type { SendEmail } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Delivered } from '../engine/deliverer.ts'
import type { Post } from './post.ts'

/** At most so many letters of one server are under way. */
const connections = 5

/** RFC 5321, 4.5.3.2: two minutes for an answer, ten for the one after the final dot. */
const answerMs = 2 * 60_000
const finalMs = 10 * 60_000

/** A post over one server; `url` is `smtp://user:password@host:port`. */
export function smtpPost(url: string): Post {
  const lanes = Array.from({ length: connections }, (): Lane => ({ transport: null, sawGo: false }))
  const free = [...lanes]
  const waiting: ((lane: Lane) => void)[] = []
  const take = () =>
    new Promise<Lane>((resolve) => {
      const lane = free.pop()
      if (lane) resolve(lane)
      else waiting.push(resolve)
    })
  const giveBack = (lane: Lane) => {
    const next = waiting.shift()
    if (next) next(lane)
    else free.push(lane)
  }
  return {
    send: async (letter) => {
      if (!letter.frozen) return { kind: 'failed', result: 'failed', problem: { code: 'no-mailbox' } }
      const lane = await take()
      lane.sawGo = false
      try {
        lane.transport ??= await openTransport(url, lane)
        const sent = await lane.transport.sendMail(mailOf(letter, letter.frozen))
        return { kind: 'done', result: { state: 'sent', message: letter.id, answer: String(sent.response ?? '').slice(0, 500) } }
      } catch (error) {
        return afterError(error as SmtpError, lane.sawGo)
      } finally {
        giveBack(lane)
      }
    },
    close: () => {
      for (const lane of lanes) lane.transport?.close()
    },
  }
}

/** One kept connection that sends one letter at a time, so that a 354 in its log belongs to that letter. Null until its first. */
interface Lane {
  transport: Transporter | null
  sawGo: boolean
}

async function openTransport(url: string, lane: Lane): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const watch = (entry: { readonly tnx?: string }, said?: unknown) => {
    if (entry.tnx === 'server' && typeof said === 'string' && said.startsWith('354')) lane.sawGo = true
  }
  return createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: finalMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    transactionLog: true,
    logger: { trace: watch, debug: watch, info: watch, warn: watch, error: watch, fatal: watch },
  })
}

const mailOf = (letter: SendEmail, frozen: NonNullable<SendEmail['frozen']>) => ({
  from: frozen.from,
  to: letter.to,
  replyTo: frozen.replyTo,
  subject: letter.subject,
  messageId: frozen.messageId,
  ...(frozen.inReplyTo ? { inReplyTo: frozen.inReplyTo, references: frozen.inReplyTo } : {}),
  headers: { ...frozen.headers },
  text: frozen.text,
  html: frozen.html,
})

interface SmtpError extends Error {
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
  readonly response?: string
}

/**
 * What a refusal means (RFC 5321 and RFC 3463). Only what is said of the recipient blames the address: refused while the
 * letter was handed over it is the letter, refused before that it is us, and then it is tried again.
 */
function afterError(error: SmtpError, sawGo: boolean): Delivered {
  const status = error.responseCode ?? 0
  const response = error.response ?? ''
  const values: JsonObject = { answer: (response || error.message).slice(0, 300) }
  if (error.code === 'EAUTH' || status === 535) return { kind: 'again', problem: { code: 'mail-login-refused', with: values } }
  if (status >= 500) return afterRefusal(response, status, error.command ?? '', values)
  if (status >= 400) return { kind: 'again', problem: { code: 'mail-server-busy', with: values } }
  return sawGo
    ? { kind: 'unknown', problem: { code: 'delivery-unknown' } }
    : { kind: 'again', problem: { code: 'mail-server-unreachable' } }
}

const ownFaultMs = 15 * 60_000

function afterRefusal(response: string, status: number, command: string, values: JsonObject): Delivered {
  const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? ''
  // 5.1.7 and 5.1.8 are about the address of the sender, whenever it is looked at.
  const isOfUs = (command !== 'RCPT TO' && command !== 'DATA') || enhanced === '5.1.7' || enhanced === '5.1.8'
  const isOfRecipient = command === 'RCPT TO' || enhanced.startsWith('5.1.')
  if (isOfUs) return { kind: 'again', problem: { code: 'mail-sender-refused', with: values }, afterMs: ownFaultMs }
  if (enhanced === '5.2.2') return { kind: 'again', problem: { code: 'mail-mailbox-full' } }
  if (status === 552 || enhanced === '5.3.4') return { kind: 'failed', result: 'failed', problem: { code: 'mail-too-large', with: values } }
  if (!isOfRecipient || enhanced.startsWith('5.7.'))
    return { kind: 'failed', result: 'failed', problem: { code: 'mail-refused', with: values } }
  const code = enhanced.startsWith('5.1.') || status === 550 ? 'mail-no-such-address' : 'mail-refused'
  return { kind: 'failed', result: 'bounced', problem: { code, with: values }, details: { hard: true } }
}
