/** A reply as the client's mail program would send it: a real raw letter, so that nothing on its way in is pretended. */
import type { Fields } from '../../shared/node.ts'
import type { DeliveryRow } from '../store/rows.ts'

/** The raw bytes (RFC 5322) of an answer to a letter of ours. */
export async function answerAsClient(message: Fields, delivery: DeliveryRow | null, text: string, at: Date): Promise<Uint8Array> {
  const frozen = delivery?.effect.kind === 'send-email' ? delivery.effect.frozen : undefined
  const of = (name: string): string => String(message[name] ?? '')
  const subject = of('subject')
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  const quoted = of('text')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
  const answeredId = of('messageId')
  const { message: raw } = await transport.sendMail({
    from: { name: '', address: of('to') },
    to: frozen?.replyTo ?? of('from'),
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    date: at,
    ...(answeredId ? { inReplyTo: answeredId, references: answeredId } : {}),
    text: `${text.trim()}\n\n${at.toISOString().slice(0, 10)}, ${of('fromName')} wrote:\n${quoted}\n`,
  })
  return new Uint8Array(raw as Buffer)
}
