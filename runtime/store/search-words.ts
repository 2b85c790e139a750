/** How texts are made ready for the search box, the same for both databases: letter case, accents and signs do not count. */

/** The words of a text: `"Müller, Ёлка"` gives `muller` and `елка`. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ıßøłđðæœþħ]/g, (letter) => plainly[letter] ?? letter)
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])]
}

/** What is looked for: a phone number is one word, however its digits are grouped. */
export const searchedWords = (text: string): string[] => wordsOf(/^\s*\+?[\d\s().-]{5,}$/.test(text) ? text.replaceAll(/\D/g, '') : text)

/** Letters that are no plain ones with a mark, as they are typed where a keyboard has none of them. */
const plainly: Readonly<Record<string, string>> = { ı: 'i', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe', þ: 'th', ħ: 'h' }

/** Longer texts are found by their beginning. */
const mostWords = 2000

/** The words of several texts, parted by spaces, as they are stored. */
export const searchText = (texts: readonly string[]): string => wordsOf(texts.join(' ')).slice(0, mostWords).join(' ')
