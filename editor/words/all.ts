/** Every key there is. The areas themselves are loaded with the pages that speak them; these two always. */
import type { attention } from './attention.ts'
import type { card, deals, tasks } from './card.ts'
import type { common } from './common.ts'
import type { composer } from './composer.ts'
import type { edits } from './edits.ts'
import type { entry } from './entry.ts'
import type { flowList } from './flow-list.ts'
import type { flows } from './flows.ts'
import type { health } from './health.ts'
import type { home } from './home.ts'
import type { intake } from './intake.ts'
import type { lists } from './lists.ts'
import type { mailbox } from './mailbox.ts'
import type { params } from './params.ts'
import type { publishing } from './publishing.ts'
import type { queue } from './queue.ts'
import type { rules } from './rules.ts'
import type { runs } from './runs.ts'
import type { settings } from './settings.ts'
import type { shell } from './shell.ts'
import type { suggestions } from './suggestions.ts'
import './common.ts'
import './shell.ts'

/** What `t` takes. A key whose area is not loaded yet says nothing, so a page names its areas in `routes.ts`. */
export type WordKey =
  | keyof typeof attention
  | keyof typeof card
  | keyof typeof deals
  | keyof typeof tasks
  | keyof typeof common
  | keyof typeof composer
  | keyof typeof edits
  | keyof typeof entry
  | keyof typeof flowList
  | keyof typeof flows
  | keyof typeof health
  | keyof typeof home
  | keyof typeof intake
  | keyof typeof lists
  | keyof typeof mailbox
  | keyof typeof params
  | keyof typeof publishing
  | keyof typeof queue
  | keyof typeof rules
  | keyof typeof runs
  | keyof typeof settings
  | keyof typeof shell
  | keyof typeof suggestions
