/** What a person wrote in a reply, without what their program quoted and the signature under it. */

/** A line of a reply, and whether it is a part of the letter that is answered. */
interface ReplyLine {
  readonly text: string
  readonly quoted: boolean
}

/**
 * The text that the sender wrote: quotations, headers of quotations and signatures are left out. Careful rather than
 * clever: what may be the sender's stays, and a reply never becomes empty if anything unquoted was in it.
 */
export function readReply(text: string): string {
  const own = replyLines(text).filter(({ quoted }) => !quoted)
  return withoutSignature(own.map((line) => line.text))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The lines of a reply with the quoted ones marked, the signature and what follows the reply cut off. */
export function replyLines(text: string): readonly ReplyLine[] {
  const all = text.replace(/\r\n?/g, '\n').split('\n')
  const lines: ReplyLine[] = []
  for (let at = 0; at < all.length; at++) {
    const line = all[at] ?? ''
    if (beginsForeignPart(all, at)) break
    const length = quoteHeaderAt(all, at)
    if (length > 0) {
      // A quotation that is marked goes on line by line, and answers may stand between; one that is not, ends the reply.
      if (!all.slice(at + length).some(isQuoted)) break
      for (const header of all.slice(at, at + length)) lines.push({ text: header, quoted: true })
      at += length - 1
    } else lines.push(isQuoted(line) ? { text: line.replace(/^[\s>]+/, ''), quoted: true } : { text: line, quoted: false })
  }
  return lines
}

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line)

/** Outlook and forwards: everything below is somebody else's. */
function beginsForeignPart(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim()
  if (/^-{2,}\s*(original message|forwarded message|исходное сообщение|пересланное сообщение|пересылаемое сообщение)\s*-{2,}$/i.test(line))
    return true
  if (/^_{10,}$/.test(line)) return hasHeader(lines, at + 1)
  return /^\*?(from|от|от кого):\*?\s/i.test(line) && hasHeader(lines, at)
}

/** A block of headers: From and, within the next lines, Sent or Date, and Subject or To. */
function hasHeader(lines: readonly string[], at: number): boolean {
  const block = lines.slice(at, at + 7).join('\n')
  const date = /^\*?(sent|date|отправлено|дата):/im.test(block)
  return /^\*?(from|от|от кого):/im.test(block) && date && /^\*?(subject|to|тема|кому):/im.test(block)
}

/** How many lines the header of a quotation takes ("On Monday Valera wrote:"); 0 where there is none. */
function quoteHeaderAt(lines: readonly string[], at: number): number {
  const first = (lines[at] ?? '').trim()
  if (isQuoted(first)) return 0
  for (const length of headerBegins.test(first) ? [1, 2, 3] : [1]) {
    const header = lines.slice(at, at + length)
    if (header.some((line) => line.trim() === '')) return 0
    if (quoteHeaders.some((pattern) => pattern.test(header.join(' ').trim())) && header.join(' ').length <= 300) return length
  }
  return 0
}

/** A header that programs broke over several lines begins with "On" or with a date. */
const headerBegins = /^(on\b|\p{L}{2,3}\.?,?\s\d|\d{1,4}[\s./-])/iu

const quoteHeaders = [
  /^on\b.{4,}\bwrote:$/i,
  /^.{3,}<\S+@\S+>\s*(wrote|writes):$/i,
  /^\d{1,4}[\s./-].{3,}\b(wrote|writes):$/i,
  /^.*\d.{3,}(пишет|писал|писала|писал\(а\)|написал|написала|написал\(а\)):$/i,
  /^.{3,}<\S+@\S+>\s*:?$/i,
]

/** Cuts a signature: after the two dashes always, after a farewell only near the end and when nothing long follows. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const dashes = lines.findIndex((line) => /^--\s?$/.test(line))
  const kept = dashes > 0 ? lines.slice(0, dashes) : lines
  const farewell = kept.findIndex((line, at) => isFarewell(line) && kept.slice(at + 1).every((next) => next.trim().length <= 60))
  const rest = farewell < 0 ? [] : kept.slice(farewell + 1).filter((line) => line.trim() !== '')
  const cut =
    farewell > 0 && rest.length <= 6 && kept.slice(0, farewell).some((line) => line.trim() !== '') ? kept.slice(0, farewell) : kept
  return cut.filter((line) => !/^(sent from my |отправлено с |отправлено из |get outlook for )/i.test(line.trim()))
}

const isFarewell = (line: string): boolean =>
  /^(с уважением|с наилучшими пожеланиями|всего доброго|best regards|kind regards|regards|best wishes|yours sincerely|sincerely)[\s,.!]*$/i.test(
    line.trim(),
  ) || /^(с уважением|с наилучшими пожеланиями|best regards|kind regards),?\s+\p{L}[\p{L}\s.]{1,40}$/iu.test(line.trim())
