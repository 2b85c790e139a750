import type { Said } from '../../shared/json.ts'
import type { WordKey } from '../words/all.ts'
import type { Speech, Values } from '../words/use-words.ts'

/** How an edit is called where it is taken back or done again: "move 3 steps". */
export const editWords = ({ code, with: values = {} }: Said, t: Speech['t']): string => t(`did.${code}` as WordKey, values as Values)
