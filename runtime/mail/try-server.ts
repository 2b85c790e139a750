/** Tries the access to a mail server before it is kept: better a sentence now than letters that wait. */
import type { MailServerBody } from '../../shared/api/mail.ts'
import type { Said } from '../../shared/json.ts'
import { certificateProblem } from './certificate-problem.ts'

/** Somebody looks at the screen meanwhile. */
const longestMs = 8_000

/** The address by which letters are handed over. */
export function serverUrl({ host, port, secure, user, password }: MailServerBody): string {
  const access = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  return `${secure ? 'smtps' : 'smtp'}://${access}${host}:${port}`
}

/** Signs in and sends nothing. Null when the server lets us in; else why not, after `withinMs` milliseconds at the latest. */
export async function tryServer(url: string, withinMs = longestMs): Promise<Said | null> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ url, connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs })
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<Said>((resolve) => {
    const said = { code: 'mail-server-not-reached', with: { why: `No answer within ${withinMs / 1000} seconds` } }
    timer = setTimeout(() => resolve(said), withinMs)
  })
  try {
    return await Promise.race([transport.verify().then(() => null), silence])
  } catch (error) {
    const { code, responseCode, message } = error as Error & { readonly code?: string; readonly responseCode?: number }
    if (code === 'EAUTH' || responseCode === 535) return { code: 'mail-server-refused-login' }
    const untrusted = certificateProblem(error)
    if (untrusted) return untrusted
    return { code: 'mail-server-not-reached', with: { why: message.slice(0, 300) } }
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}
