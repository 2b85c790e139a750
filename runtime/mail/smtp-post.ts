/**
 * SMTP, pooled. What decides is how far the conversation had come: before the server let us begin with the letter it
 * cannot have gone out and is tried again; after that, without a clear answer, nobody knows.
 */
import type { FrozenLetter, SendEmail } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Delivered } from '../engine/deliverer.ts'
import { certificateProblem } from './certificate-problem.ts'
import type { Post } from './post.ts'
import { Lane, type Patience } from './smtp-lane.ts'

/** At most so many letters of one server are under way. */
const connections = 5

/** RFC 5321, 4.5.3.2: two minutes for an answer, ten for the one after the final dot. */
const usualPatience: Patience = { answerMs: 2 * 60_000, finalMs: 10 * 60_000 }

/** A post over one server; `url` is `smtp://user:password@host:port`. */
export function smtpPost(url: string, patience: Patience = usualPatience): Post {
  const lanes = Array.from({ length: connections }, () => new Lane(url, patience))
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
    send: async (letter, at) => {
      if (!letter.frozen) return { kind: 'failed', result: 'failed', problem: { code: 'no-mailbox' } }
      const lane = await take()
      try {
        const answer = await lane.send(mailOf(letter, letter.frozen, at))
        return { kind: 'done', result: { state: 'sent', message: letter.id, answer: answer.slice(0, 500) } }
      } catch (error) {
        return afterError(error as SmtpError, lane.sawGo)
      } finally {
        giveBack(lane)
      }
    },
    close: () => {
      for (const lane of lanes) lane.close()
    },
  }
}

const mailOf = (letter: SendEmail, frozen: FrozenLetter, date: Date) => ({
  date,
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
  if (status >= 400 && status < 500) return { kind: 'again', problem: { code: 'mail-server-busy', with: values } }
  if (error.code === 'EAUTH' || status === 535) return { kind: 'again', problem: { code: 'mail-login-refused', with: values } }
  if (status >= 500) return afterRefusal(response, status, String(error.command), values)
  if (sawGo) return { kind: 'unknown', problem: { code: 'delivery-unknown' } }
  const untrusted = certificateProblem(error)
  if (untrusted) return { kind: 'again', problem: untrusted }
  // No address that a server could be told.
  if (error.code === 'EENVELOPE') return { kind: 'failed', result: 'failed', problem: { code: 'mail-refused', with: values } }
  return { kind: 'again', problem: { code: 'mail-server-unreachable' } }
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
  // 554 and the like are said of us and of what we do, also where the recipient is named.
  if (!enhanced.startsWith('5.1.') && ![550, 551, 553].includes(status))
    return { kind: 'failed', result: 'failed', problem: { code: 'mail-refused', with: values } }
  return { kind: 'failed', result: 'bounced', problem: { code: 'mail-no-such-address', with: values }, details: { hard: true } }
}
