/** Letters a second, each recorded before it is handed over and after, beside bare pooled nodemailer. */
import { setTimeout as later } from 'node:timers/promises'
import type { MailJob } from './bare-mailer.ts'
import { startChild } from './child.ts'
import { letterWorkflow, waitingPersonBody } from './drawings.ts'
import { figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import { withDatabase } from './recorded-rows.ts'
import type { SinkAnswer, SinkQuestion } from './smtp-sink.ts'
import type { Measured } from './throughput.ts'

const letters = 1_000

/** `folder` is empty. Throws when a letter is missing or came twice, or was not recorded as sent. */
export async function measureMails({
  folder,
  rounds,
  profile,
}: {
  folder: string
  rounds: number
  profile: string | null
}): Promise<Measured> {
  const sink = startChild('smtp-sink.ts')
  const mailer = startChild('bare-mailer.ts')
  const ask = (question: SinkQuestion['ask']) => sink.ask<SinkAnswer>({ ask: question })
  const { port } = await ask('port')
  const product = await startInstallation({ folder, profile, env: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
  const bare: number[] = []
  const ours: number[] = []
  try {
    await product.post('/api/hooks', {
      fields: {
        path: 'letters',
        name: 'Letters',
        active: true,
        mapping: [
          { from: 'email', to: 'contact.email' },
          { from: 'first_name', to: 'contact.firstName' },
        ],
      },
    })
    await product.publish(letterWorkflow('letters', 'letters'))
    for (let round = 0; round <= rounds; round++) {
      await ask('forget')
      const at = new Date(Date.now() + 3_000 + letters * 12)
      await product.hooks(
        'letters',
        Array.from({ length: letters }, (_, index) => waitingPersonBody(round * letters + index, at)),
      )
      if (Date.now() > at.getTime()) throw new Error('Mails: this machine is too slow to prepare what comes due')
      const arrived = await allArrived(ask, at)
      const { text, html } = letterOf(product.file)
      await ask('forget')
      const job: MailJob = { port, count: letters, text, html, run: round }
      const { seconds } = await mailer.ask<{ seconds: number }>(job)
      if (round === 0) continue
      ours.push((letters - 1) / (((arrived.last ?? 0) - (arrived.first ?? 0)) / 1000))
      bare.push(letters / seconds)
    }
    await recorded(product.file, (rounds + 1) * letters)
  } finally {
    await Promise.all([product.stop(), sink.end(), mailer.end()])
  }
  return {
    figures: [
      figure('Mails, bare pooled nodemailer', bare, '/s'),
      figure('Mails, product', ours, '/s'),
      figure(
        'Mails, share of the bare mailer',
        ours.map((rate, round) => (rate / (bare[round] ?? rate)) * 100),
        '%',
        { kind: 'least', must: 50, aim: 80 },
      ),
    ],
    notes: [`Mails: ${letters.toLocaleString('en')} letters of one length to as many people, five connections on both sides.`],
  }
}

async function allArrived(ask: (question: SinkQuestion['ask']) => Promise<SinkAnswer>, at: Date): Promise<SinkAnswer> {
  for (;;) {
    await later(50)
    const answer = await ask('count')
    if (answer.count > letters || answer.different < answer.count) throw new Error('Mails: a letter came twice')
    if (answer.count === letters) return answer
    if (Date.now() > at.getTime() + 120_000) throw new Error(`Mails: only ${answer.count} of ${letters} letters came within two minutes`)
  }
}

/** The bare mailer sends what ours sends. */
function letterOf(file: string): { readonly text: string; readonly html: string } {
  const effect = withDatabase(file, (database) => String(database.prepare('select "effect" from "deliveries" limit 1').pluck().get()))
  const { frozen } = JSON.parse(effect) as { frozen: { text: string; html: string } }
  return frozen
}

async function recorded(file: string, wanted: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const sent = withDatabase(file, (database) =>
      Number(database.prepare(`select count(*) from "deliveries" where "state" = 'done'`).pluck().get()),
    )
    if (sent === wanted) return
    await later(50)
  }
  throw new Error(`Mails: not all of ${wanted} letters are recorded as sent`)
}
