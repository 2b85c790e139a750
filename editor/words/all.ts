/** Every area of words, in one object; a key may stand in one area only. */
import { common } from './common.ts'
import { entry } from './entry.ts'
import { rules } from './rules.ts'
import { shell } from './shell.ts'

export const areas = { common, entry, rules, shell }

export const words = { ...common, ...entry, ...rules, ...shell }

export type WordKey = keyof typeof words
