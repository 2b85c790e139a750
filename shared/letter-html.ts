/** The small parts of a letter's HTML: texts and addresses made safe for the place they stand in, and the looks of tables. */

/** Line breaks of one kind, without control characters and halves of surrogate pairs. */
export const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, (char) => (char === '\n' || char === '\t' ? char : ''))
    .trim()

/** A text between tags. What is at its ends stays, because it may stand in the middle of a line. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => entities[char] ?? char)

/** A whole text between tags. */
export const inText = (text: string): string => escaped(plain(text))

/** A text between the quotation marks of an attribute. */
export const inAttribute = (text: string): string => plain(text).replace(/[&<>"'`]/g, (char) => entities[char] ?? char)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

/** A text of several lines. */
export const lines = (text: string): string => plain(text).split('\n').map(escaped).join('<br>\n')

/** The address in its normal form if it may stand in a letter (http, https, mailto, tel); else null. */
export function safeUrl(url: string): string | null {
  try {
    const { protocol, href } = new URL(url.trim())
    return ['https:', 'http:', 'mailto:', 'tel:'].includes(protocol) ? href : null
  } catch {
    return null
  }
}

/** An address that begins with one slash is one of this installation. */
export const wholeUrl = (url: string, baseUrl: string): string =>
  /^\/(?!\/)/.test(url.trim()) ? baseUrl.replace(/\/+$/, '') + url.trim() : url

/** ` href="…"`; nothing for a link that leads nowhere, which then stays a text. */
export const href = (link: string | null): string => (link === null ? '' : ` href="${inAttribute(link)}"`)

/** The attributes of every table: it is there for its looks, so nobody reads it out as one. */
export const table = 'table role="presentation" cellpadding="0" cellspacing="0" border="0"'

/** One that is as wide as the room it is in. */
export const wideTable = `${table} width="100%"`

/** The typeface of a letter: the reader's own. */
export const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:22px"
