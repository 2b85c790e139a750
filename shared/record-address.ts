/** Where things live in the editor; for links in pages and in notices outside of them. */
import { entityNamed } from './entities.ts'

/** Where the card of a record lives; null for records without a card. */
export function addressOf(entity: string, id: string): string | null {
  switch (entity) {
    case 'run':
      return `/runs/${id}`
    case 'workflow':
      return `/flows/${id}`
    // A step and two versions are named by more than one id.
    case 'step': {
      const [flow, step] = id.split('/')
      return `/flows/${flow}?step=${step}`
    }
    case 'comparison': {
      const [flow, before, after] = id.split('/')
      return `/flows/${flow}/versions/${before}/${after}`
    }
    case 'suggestion':
      return `/inbox/${id}`
    case 'task':
      return `/tasks/${id}`
    case 'message':
      return `/mailbox/${id}`
    case 'submission':
      return '/settings/deliveries'
    default:
      return withCard.has(entity) ? `/${entityNamed(entity).plural}/${id}` : null
  }
}

const withCard = new Set(['contact', 'company', 'deal', 'order', 'invoice', 'product', 'purchaseCycle', 'segment'])
