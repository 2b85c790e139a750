/**
 * The words of the screen. One file per area holds both languages side by side:
 *
 *     'tasks.empty': { en: 'Nothing to do', ru: 'Дел нет' },
 *     'tasks.count': { en: { one: '{count} task', other: '{count} tasks' }, ru: { one: '{count} задача', few: '{count} задачи', many: '{count} задач' } },
 *
 * Values stand in single braces. What has a `count` bends after it. A new area is a file here and a line in `all.ts`.
 */
export interface EnglishPlural {
  readonly one: string
  readonly other: string
}

export interface RussianPlural {
  readonly one: string
  readonly few: string
  readonly many: string
}

export type Entry =
  | { readonly en: string; readonly ru: string }
  | { readonly en: EnglishPlural; readonly ru: RussianPlural }
  | { readonly en: string; readonly ru: RussianPlural }

/** Declares the words of one area, keeping its keys. */
export const area = <const Area extends Record<string, Entry>>(words: Area): Area => words
