/** Every area of words, in one object; a key may stand in one area only. */
import { card, deals, tasks } from './card.ts'
import { common } from './common.ts'
import { entry } from './entry.ts'
import { flows } from './flows.ts'
import { intake } from './intake.ts'
import { lists } from './lists.ts'
import { mailbox } from './mailbox.ts'
import { params } from './params.ts'
import { rules } from './rules.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { suggestions } from './suggestions.ts'

export const areas = {
  card,
  common,
  deals,
  entry,
  flows,
  intake,
  lists,
  mailbox,
  params,
  rules,
  runs,
  settings,
  shell,
  suggestions,
  tasks,
}

export const words = {
  ...card,
  ...common,
  ...deals,
  ...entry,
  ...flows,
  ...intake,
  ...lists,
  ...mailbox,
  ...params,
  ...rules,
  ...runs,
  ...settings,
  ...shell,
  ...suggestions,
  ...tasks,
}

export type WordKey = keyof typeof words
