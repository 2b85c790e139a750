/** What the machine can do with mail: nodemailer with five kept connections and nothing recorded, in a process of its own. */
import { createTransport } from 'nodemailer'

/** So many letters of this text to this server; answers with the seconds it took. */
export interface MailJob {
  readonly port: number
  readonly count: number
  readonly text: string
  readonly html: string
  readonly run: number
}

process.on('message', async ({ port, count, text, html, run }: MailJob) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 5,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  const began = performance.now()
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      transport.sendMail({
        from: 'Bench <bench@bench.example>',
        to: `anna-${index}@bench.example`,
        subject: `Letter ${index}`,
        messageId: `<${run}-${index}@bench.example>`,
        text,
        html,
      }),
    ),
  )
  const seconds = (performance.now() - began) / 1000
  transport.close()
  process.send?.({ seconds })
})
