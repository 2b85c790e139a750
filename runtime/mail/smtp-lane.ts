/** One connection to a mail server, kept for the next letter, with one letter at a time on it. */
import type { SendMailOptions, Transporter } from 'nodemailer'

/** How long an answer is waited for, in milliseconds. */
export interface Patience {
  readonly answerMs: number
  /** For the one after the final dot: the server may be delivering meanwhile. */
  readonly finalMs: number
}

/** What nodemailer writes to its log: what was sent (`client`, and `message` for the whole letter), what was answered (`server`), and that a connection is new or gone (`network`). */
interface LogEntry {
  readonly tnx?: string
}

/**
 * Connects for its first letter. nodemailer reports a connection that broke before the letter and one that broke after
 * its final dot with the same error, so how far the conversation has come is read from its log.
 */
export class Lane {
  readonly #url: string
  readonly #patience: Patience
  #transport: Transporter | null = null
  /** Commands that have no answer yet, oldest first. */
  #unanswered: string[] = []
  #wait: { readonly timer: NodeJS.Timeout; readonly giveUp: AbortController } | null = null
  #sawGo = false
  #saidAll = false
  /** The server accepted what it cannot have: its answers are not those to our commands. */
  #isOutOfStep = false

  constructor(url: string, patience: Patience) {
    this.#url = url
    this.#patience = patience
  }

  /** Had the server let us begin with the latest letter? Then it may have it. */
  get sawGo(): boolean {
    return this.#sawGo
  }

  /** The answer of the server; rejects with the error of nodemailer, also when no answer comes in time. */
  async send(mail: SendMailOptions): Promise<string> {
    this.#sawGo = this.#saidAll = this.#isOutOfStep = false
    const giveUp = new AbortController()
    this.#transport ??= await this.#open()
    this.#waitFor(giveUp)
    try {
      const { response } = await this.#transport.sendMail({ ...mail, signal: giveUp.signal })
      if (!this.#isOutOfStep) return String(response)
      this.close()
      throw new Error('The server accepted the letter before it had it')
    } finally {
      clearTimeout(this.#wait?.timer)
      this.#wait = null
    }
  }

  close(): void {
    this.#transport?.close({ force: true })
    this.#transport = null
  }

  async #open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    const watch = (entry: LogEntry, said?: unknown) => this.#watch(entry, String(said))
    const { answerMs, finalMs } = this.#patience
    return createTransport({
      url: this.#url,
      pool: true,
      maxConnections: 1,
      // A kept connection that the server has closed is opened again; other tries are the work of the outbox.
      maxRequeues: 1,
      connectionTimeout: answerMs,
      greetingTimeout: answerMs,
      socketTimeout: finalMs,
      socketCloseTimeout: 1_000,
      disableFileAccess: true,
      disableUrlAccess: true,
      transactionLog: true,
      logger: { trace: watch, debug: watch, info: watch, warn: watch, error: watch, fatal: watch },
    })
  }

  #watch({ tnx }: LogEntry, said: string): void {
    if (tnx === 'network') this.#unanswered = []
    if (tnx === 'client') this.#unanswered.push(said)
    if (tnx === 'message') this.#saidAll = true
    if (tnx === 'server') this.#answered(this.#unanswered.shift() ?? '', said)
    if (this.#wait) this.#waitFor(this.#wait.giveUp)
  }

  #answered(command: string, answer: string): void {
    if (this.#sawGo && !this.#saidAll) this.#isOutOfStep = true
    // Some say 250 where 354 belongs, and nodemailer takes it for leave to begin.
    if (command === 'DATA' && /^[23]/.test(answer)) this.#sawGo = true
  }

  /** A server that trickles a line without end is silent, too: only what is complete counts as an answer. */
  #waitFor(giveUp: AbortController): void {
    clearTimeout(this.#wait?.timer)
    const { answerMs, finalMs } = this.#patience
    this.#wait = { giveUp, timer: setTimeout(() => giveUp.abort(), this.#sawGo ? finalMs : answerMs) }
  }
}
