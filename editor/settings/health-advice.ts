/** What to do about each line of the health page that is not well. */
import type { HealthCode } from '../../shared/api/health.ts'
import type { WordKey } from '../words/all.ts'

/** `to` is where it is done, under the words `label`; `command` is typed where the program runs. */
export interface Advice {
  readonly words: WordKey
  readonly to?: string
  readonly label?: WordKey
  readonly command?: string
}

const backup = 'npm run tandem -- backup FILE'

/** Null for what is well. */
export function adviceFor(code: HealthCode): Advice | null {
  switch (code) {
    case 'halted':
      return { words: 'health.do.halted', to: '/settings/company', label: 'health.toCompany' }
    case 'store-damaged':
      return { words: 'health.do.store-damaged', command: 'npm run tandem -- restore FILE' }
    case 'refusing':
    case 'stopping':
    case 'disk-full':
    case 'disk-failing':
    case 'engine':
    case 'late':
    case 'unreachable':
    case 'disk-low':
    case 'due-late':
    case 'events-late':
    case 'calls-trouble':
    case 'paused-themselves':
    case 'speed-slow':
      return { words: `health.do.${code}` }
    case 'backup-old':
    case 'backup-none':
      return { words: `health.do.${code}`, command: backup }
    case 'outbox-late':
    case 'mail-trouble':
      return { words: `health.do.${code}`, to: '/settings/mailboxes', label: 'health.toMailboxes' }
    case 'outbox-unknown':
    case 'flows-parked':
      return { words: `health.do.${code}`, to: '/attention', label: 'health.toAttention' }
    case 'intake-unread':
      return { words: 'health.do.intake-unread', to: '/settings/deliveries', label: 'health.toDeliveries' }
    case 'nodes-broken':
      return { words: 'health.do.nodes-broken', to: '/settings/nodes', label: 'health.toNodes' }
    case 'ready':
    case 'database-sound':
    case 'database-unchecked':
    case 'database-elsewhere':
    case 'backup-fresh':
    case 'backup-elsewhere':
    case 'disk-room':
    case 'disk-unknown':
    case 'due-on-time':
    case 'events-heard':
    case 'outbox-fine':
    case 'mail-fine':
    case 'mail-built-in':
    case 'calls-fine':
    case 'flows-fine':
    case 'paused-none':
    case 'intake-read':
    case 'nodes-none':
    case 'nodes-loaded':
    case 'speed-fine':
      return null
  }
}
