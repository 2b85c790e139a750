/** Reads telephone numbers by the numbering plans of the world. */
import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js/min'
import type { PhoneReader } from '../../shared/identity.ts'

/** Longer texts are no numbers, and are not searched for one. */
const longest = 40

/** `8 (916) 123-45-67` of the region RU is `+79161234567`. Extensions are refused: nobody could be told apart by them. */
export const readPhone: PhoneReader = (text, region) => {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, problem: 'phone-missing' }
  if (trimmed.length > longest) return { ok: false, problem: 'phone-wrong' }
  const country = region?.toUpperCase() ?? ''
  const number = parsePhoneNumber(trimmed, { extract: false, ...(isSupportedCountry(country) ? { defaultCountry: country } : {}) })
  return number?.isValid() && !number.ext ? { ok: true, address: number.number } : { ok: false, problem: 'phone-wrong' }
}

/** The normal form of a telephone number; null when it is none. */
export function normalPhone(text: string, region: string | null): string | null {
  const read = readPhone(text, region)
  return read.ok ? read.address : null
}
