/** What the routes work with. `app.ts` puts it together once; nothing below reaches for a global. */

import type { FastifyBaseLogger, RouteOptions } from 'fastify'
import type { AnyNodeType } from '../../shared/node.ts'
import type { Catalogue } from '../crm/catalogue.ts'
import type { Company } from '../crm/company.ts'
import type { Erasures } from '../crm/erasures.ts'
import type { Jobs } from '../crm/jobs.ts'
import type { CustomNodes } from '../engine/custom-nodes.ts'
import type { Engine } from '../engine/engine.ts'
import type { Health } from '../health.ts'
import type { Doors } from '../intake/doors.ts'
import type { Mail } from '../mail/open-mail.ts'
import type { Announcer } from '../notices/announcer.ts'
import type { Digest } from '../notices/digest.ts'
import type { Push } from '../notices/push.ts'
import type { Settings } from '../settings.ts'
import type { StoreFigures } from '../store/figures.ts'
import type { Reads, Store, Unit, UnitResult } from '../store/port.ts'
import type { Measures } from '../watching/measures.ts'
import type { Lateness } from './lateness.ts'
import type { Live } from './live.ts'

interface Clock {
  readonly manual: boolean
  now(): Date
  /** Turns a manual clock forward, due moment by due moment, and answers when nothing is left to do. */
  turn(to: Date): Promise<void>
}

/** What is only read comes straight from `store`; everything that writes goes through `submit` or the engine. */
export interface Parts {
  readonly settings: Settings
  readonly secretKey: Buffer
  readonly store: Reads & Pick<Store, 'dialect' | 'backup' | 'isDurable'>
  /** Decisions and edits in flight go through its pump; held deliveries through its outbox. */
  readonly engine: Engine
  readonly mail: Mail
  /** The one way to write: a unit is applied whole or refused. Kept when the promise is. */
  submit(unit: Unit): Promise<UnitResult>
  readonly clock: Clock
  /** The palette: built-in node types and those of this installation. */
  nodeTypes(): readonly AnyNodeType[]
  /** Those that this installation brings, and its files that could not be loaded. */
  readonly customNodes: Pick<CustomNodes, 'types' | 'problems'>
  readonly company: Company
  readonly catalogue: Catalogue
  /** Hooks and forms by their addresses. */
  readonly doors: Doors
  readonly jobs: Jobs
  readonly erasures: Erasures
  readonly live: Live
  /** The browsers that show notices on the screen. */
  readonly push: Push
  readonly announcer: Announcer
  readonly digest: Digest
  readonly lateness: Lateness
  readonly log: FastifyBaseLogger
  readonly measures: Measures
  /** What is under way, as it was counted at most a moment ago. */
  figures(): Promise<StoreFigures>
  /** Of the link that sets up a new installation; null once it has an admin. */
  readonly setup: { token: string | null }
  /** Every route with what it declares, as the server has it. */
  readonly routes: RouteOptions[]
  /** Requests are refused while something is wrong, and when the process is about to end. */
  readonly health: Health
}
