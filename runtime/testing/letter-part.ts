/** Reads what went over the wire without the parser that the product reads letters with. */

/** A part of a raw letter, `text/html` say, as its author wrote it: RFC 2045 undone, and the line breaks of the wire with it. Empty when there is none. */
export function partOf(raw: string, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const part = raw.split(`\r\n--${boundary}`).find((each) => each.includes(`Content-Type: ${type}`)) ?? ''
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  const encoding = /content-transfer-encoding: *(\S+)/i.exec(head)?.[1]
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString().replaceAll('\r\n', '\n')
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(encoding === 'quoted-printable' ? bytes : text, encoding === 'quoted-printable' ? 'latin1' : 'utf8')
    .toString()
    .replaceAll('\r\n', '\n')
}
