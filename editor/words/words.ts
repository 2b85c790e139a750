/**
 * The words of the screen. One file per area holds both languages side by side:
 *
 *     'tasks.empty': { en: 'Nothing to do', ru: 'Дел нет' },
 *     'tasks.count': { en: { one: '{count} task', other: '{count} tasks' }, ru: { one: '{count} задача', few: '{count} задачи', many: '{count} задач' } },
 *
 * Values stand in single braces. What has a `count` bends after it. A new area is a file here, a line in `all.ts`, and
 * stands with the pages that speak it in `routes.ts`; only `common` and `shell` are always there.
 */
interface EnglishPlural {
  readonly one: string
  readonly other: string
}

interface RussianPlural {
  readonly one: string
  readonly few: string
  readonly many: string
}

/** A text of the screen; where it counts something, one in each plural of its language. */
export type Entry =
  | { readonly en: string; readonly ru: string }
  | { readonly en: EnglishPlural; readonly ru: RussianPlural }
  | { readonly en: string; readonly ru: RussianPlural }

const known = new Map<string, Entry>()

/** Declares the words of one area, keeping its keys. They can be said from the moment its file is loaded. */
export const area = <const Area extends Record<string, Entry>>(words: Area): Area => {
  for (const [key, entry] of Object.entries<Entry>(words)) known.set(key, entry)
  return words
}

/** The entry of a key; undefined as long as its area is not loaded. */
export const entryOf = (key: string): Entry | undefined => known.get(key)
