/** Every area of words, in one object; a key may stand in one area only. */
import { common } from './common.ts'
import { entry } from './entry.ts'
import { shell } from './shell.ts'

export const areas = { common, entry, shell }

export const words = { ...common, ...entry, ...shell }

export type WordKey = keyof typeof words
