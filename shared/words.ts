/** The languages of the product. English first: it is the fallback where a text of a user has no other. */
export const languages = ['en', 'ru'] as const

export type Language = (typeof languages)[number]

/** A text for people in every language of the product; a missing translation does not compile. */
export type Words = Readonly<Record<Language, string>>

/** A text that users write, in the languages they chose to write it in. */
export type Localized<Value> = Partial<Record<Language, Value>>

/** The text in the wanted language, or in the first language that has one. */
export function inLanguage<Value>(texts: Localized<Value>, language: Language): Value | undefined {
  const written = writtenIn(texts, language)
  return written && texts[written]
}

/** The wanted language where a text has it, else the first that it has. */
export const writtenIn = (texts: Localized<unknown>, language: Language): Language | undefined =>
  [language, ...languages].find((each) => texts[each] !== undefined)
