/** Latin words that a reader of the Russian page meets, apart from those that people typed or that are names everywhere. */
import type { Page } from 'playwright-core'

/** What is called so in Russian, too. */
const names =
  /\b(Tandem|API|CSV|JSON|HTML|HTTP|HTTPS|URL|SMTP|SMTP_URL|HMAC|IT|UTC|GMT|UTF-8|Ctrl|Alt|Shift|Esc|Enter|Tab|Mod|F\d+|Del|English|OK|Chrome|Linux|Node|SQLite|PostgreSQL)\b/g
/** Commands for a terminal, addresses, types of steps, settings of the machine, currencies. */
const codes =
  /npm run tandem -- .*|\S+@\S+|https?:\/\/\S+|\/[\w-]+(?:\/[\w-]+)*|\b[a-z]+\.[a-zA-Z]+\b|\b[A-Z]{2,}(?:_[A-Z]+)+\b|\b[A-Z]{3}\b/g
const letter = /(?<![\p{L}\d])[a-zA-Z](?![\p{L}\d])/gu

/** The texts of the page, what is read aloud included, with the Latin words that should not be in them. */
export async function foreignWords(page: Page, data: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(${textsInSight})()`)
  // A name may be a part of a code, and a code a part of a name: whichever goes first.
  return texts
    .filter((text) => isForeign(withoutNames(without(data, text))) && isForeign(without(data, withoutNames(text))))
    .map((text) => text.trim())
}

const isForeign = (text: string): boolean => /[a-zA-Z]/.test(text)

const withoutNames = (text: string): string => text.replace(codes, ' ').replace(names, ' ').replace(letter, ' ')

/** Runs in the browser. */
const textsInSight = `() => {
  const found = new Set([document.title])
  const isSeen = (element) => element && !element.closest('script, style, noscript') && element.checkVisibility()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (isSeen(walker.currentNode.parentElement)) found.add(walker.currentNode.textContent)
  for (const attribute of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const element of document.querySelectorAll('[' + attribute + ']')) if (isSeen(element) && !element.closest('[aria-hidden=true]')) found.add(element.getAttribute(attribute))
  return [...found]
}`

/** `data` is sorted, the longest first, so that no part of a name is left over. */
function without(data: readonly string[], text: string): string {
  let rest = text
  for (const each of data) if (/[a-zA-Z]/.test(rest)) rest = rest.replaceAll(each, ' ')
  return rest
}

/**
 * Every text with Latin letters in what the API answers, the longest first; long ones also by line. Codes such as the
 * state of a task are words of the product: a page that shows one has forgotten to translate it.
 */
export function latinTexts(answers: readonly unknown[]): string[] {
  const found = new Set<string>()
  const visit = (value: unknown, key: string) => {
    if (typeof value === 'string') {
      for (const text of [value, ...value.split('\n')]) if (/[a-zA-Z]/.test(text) && !isCode(text, key)) found.add(text.trim())
    } else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) visit(each, name)
  }
  for (const answer of answers) visit(answer, '')
  return [...found].sort((one, other) => other.length - one.length)
}

const typedByPeople = ['source', 'path', 'key']

const isCode = (text: string, key: string): boolean => /^[a-z][a-z-]*$/.test(text) && !typedByPeople.includes(key)
