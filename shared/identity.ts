/**
 * Who is who: the normal form of an address, by which two submissions are known to come from one person. Nothing is
 * guessed: dots and plus signs are a part of the name, and an address that is not surely one is refused.
 */

/** An address in its normal form, or why it is none. */
type Reading<Problem extends string> = { readonly ok: true; readonly address: string } | { readonly ok: false; readonly problem: Problem }

type EmailProblem = 'email-missing' | 'email-without-at' | 'email-name-wrong' | 'email-domain-wrong' | 'email-too-long'

const longestAddress = 254
const longestName = 64
const longestDomain = 253

/**
 * Reads an e-mail address: trimmed, lower-cased, its domain in punycode. Strict: a plain name of Latin letters, digits
 * and the usual signs, and a domain with a dot; no quotes, comments, brackets or lists.
 */
export function readEmail(text: string): Reading<EmailProblem> {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, problem: 'email-missing' }
  if (trimmed.length > longestAddress) return { ok: false, problem: 'email-too-long' }
  const at = trimmed.lastIndexOf('@')
  if (at < 0) return { ok: false, problem: 'email-without-at' }
  const name = trimmed.slice(0, at)
  if (name.length > longestName || !/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(name)) {
    return { ok: false, problem: 'email-name-wrong' }
  }
  const domain = inPunycode(trimmed.slice(at + 1))
  if (domain === null) return { ok: false, problem: 'email-domain-wrong' }
  const address = `${name.toLowerCase()}@${domain}`
  return address.length > longestAddress ? { ok: false, problem: 'email-too-long' } : { ok: true, address }
}

/** The normal form of an e-mail address; null when it is none. */
export function normalEmail(text: string): string | null {
  const read = readEmail(text)
  return read.ok ? read.address : null
}

/** A domain as the mail system writes it: президент.рф is xn--d1abbgf6aiiy.xn--p1ai. */
function inPunycode(domain: string): string | null {
  const ascii = /^[a-zA-Z0-9.-]+$/.test(domain) ? domain.toLowerCase() : encoded(domain)
  if (ascii === null || ascii.length > longestDomain) return null
  const labels = ascii.split('.')
  const last = labels.at(-1) ?? ''
  return labels.length >= 2 && labels.every(isLabel) && !/^\d+$/.test(last) ? ascii : null
}

const isLabel = (label: string): boolean => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)

/** `URL` knows the encoding; only letters, marks, digits, dots and hyphens get there, so it can read nothing else into them. */
function encoded(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null
  const address = `http://${domain}`
  return URL.canParse(address) ? new URL(address).hostname : null
}

type PhoneProblem = 'phone-missing' | 'phone-wrong'

/**
 * Reads a telephone number into E.164, `+4915123456789`; a number without a country is of the region, `DE`. The
 * numbering plans of the world are kept by the runtime (`runtime/crm/phone.ts`).
 */
export type PhoneReader = (text: string, region: string | null) => Reading<PhoneProblem>
