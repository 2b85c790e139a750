/**
 * The page around a letter. A personal one is as bare as if typed by hand: it takes the colours of its reader. An offer
 * is a card on a quiet ground, with colours of its own for light and for dark. What a letter does not use is not in it.
 */
import type { LetterCategory } from './effects.ts'
import { letterWidth } from './letter.ts'
import { font, inText, plain, wideTable } from './letter-html.ts'
import type { Language } from './words.ts'

/** What stands between the words and the edge of the letter at either side, in pixels. */
export const margins: Readonly<Record<LetterCategory, number>> = { personal: 8, service: 8, offers: 32 }

interface Head {
  readonly subject: string
  readonly preheader?: string
  readonly category: LetterCategory
}

/** A whole HTML document around `body`, which is HTML. */
export function letterPage({ subject, preheader, category }: Head, body: string, language: Language): string {
  const around = category === 'offers' ? card : bare
  return `<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<!--[if mso]><style>table{border-collapse:collapse}td,p,h2,a{font-family:Arial,sans-serif!important}</style><![endif]-->
<style>${styles(category, body)}</style>
<title>${inText(subject)}</title>
</head>
${around(hidden(preheader), body)}
</html>
`
}

const bare = (before: string, body: string): string => `<body style="margin:0;padding:0">${before}
<${wideTable}><tr><td align="left" style="padding:8px;${font}">
${body}
</td></tr></table>
</body>`

/** Outlook knows no largest width, so it gets a table of that width around the one that shrinks. */
const card = (before: string, body: string): string => `<body class="ground" style="margin:0;padding:0;background-color:#f6f7f9">${before}
<${wideTable} class="ground" bgcolor="#f6f7f9" style="background-color:#f6f7f9"><tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="${letterWidth}" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<${wideTable} class="card" bgcolor="#ffffff" style="max-width:${letterWidth}px;background-color:#ffffff;border-radius:8px"><tr>
<td class="inside" align="left" style="padding:32px;color:#1f2328;${font}">
${body}
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>`

/** Shown by mailboxes beside the subject. What follows keeps them from going on with the words of the letter. */
function hidden(preheader: string | undefined): string {
  if (preheader === undefined || plain(preheader) === '') return ''
  const filler = '&zwnj;&nbsp;'.repeat(40)
  return `\n<span style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all">${inText(preheader)}${filler}</span>`
}

function styles(category: LetterCategory, body: string): string {
  const offer = category === 'offers'
  const columns = body.includes('class="column"')
  const narrow = [
    ...(columns ? ['.column{display:block!important;width:auto!important;padding:0!important}'] : []),
    ...(offer ? ['.inside{padding:24px 16px!important}'] : []),
  ]
  const dark = ['.link{color:#8ec5ff!important}', ...(offer ? darkOffer : [])]
  const onNarrow = narrow.length > 0 ? `@media (max-width:480px){${narrow.join('')}}` : ''
  return `${onNarrow}@media (prefers-color-scheme:dark){${dark.join('')}}`
}

const darkOffer = [
  '.ground{background-color:#16171a!important}',
  '.card{background-color:#1f2023!important}',
  '.inside{color:#e6e8eb!important}',
  '.quiet{color:#a6acb3!important}',
  '.line{border-color:#43474d!important}',
  '.button{background-color:#8ec5ff!important}',
  '.label{color:#0b1220!important}',
]
