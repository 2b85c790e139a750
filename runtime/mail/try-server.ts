/** Tries the access to a mail server before it is kept: better a sentence now than letters that wait. */
import type { MailServerBody } from '../../shared/api/mail.ts'
import type { Said } from '../../shared/json.ts'
import { certificateProblem } from './certificate-problem.ts'

const answerMs = 10_000

/** The address by which letters are handed over. */
export function serverUrl({ host, port, secure, user, password }: MailServerBody): string {
  const access = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  return `${secure ? 'smtps' : 'smtp'}://${access}${host}:${port}`
}

/** Signs in and sends nothing. Null when the server lets us in; else why not. */
export async function tryServer(url: string): Promise<Said | null> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ url, connectionTimeout: answerMs, greetingTimeout: answerMs, socketTimeout: answerMs })
  try {
    await transport.verify()
    return null
  } catch (error) {
    const { code, responseCode, message } = error as Error & { readonly code?: string; readonly responseCode?: number }
    if (code === 'EAUTH' || responseCode === 535) return { code: 'mail-server-refused-login' }
    const untrusted = certificateProblem(error)
    if (untrusted) return untrusted
    return { code: 'mail-server-not-reached', with: { why: message.slice(0, 300) } }
  } finally {
    transport.close()
  }
}
