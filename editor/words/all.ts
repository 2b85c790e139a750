/** Every area of words, in one object; a key may stand in one area only. */
import { common } from './common.ts'
import { shell } from './shell.ts'

export const areas = { common, shell }

export const words = { ...common, ...shell }

export type WordKey = keyof typeof words
