import type { Step } from '../../shared/node.ts'
import { pick, value } from '../../shared/params.ts'
import { aboutOf, idOf } from '../acted-on.ts'

/** How a step says which product it asks about: chosen, taken from an earlier step, or the one its record is about. */
export const productParams = {
  product: pick({
    from: 'products',
    optional: true,
    label: { en: 'Product', ru: 'Товар' },
    help: { en: 'Leave empty for the product of the deal or cycle.', ru: 'Пусто: товар из сделки или цикла покупок.' },
  }),
  from: value({ takes: 'record', of: 'product', optional: true, advanced: true, label: { en: 'Or take it from', ru: 'Или взять из' } }),
} as const

/** The id or article of the product that is meant; null when nothing says so. */
export function productOf(step: Step<typeof productParams>): string | null {
  const { product, from } = step.params
  return product ?? idOf(from) ?? aboutOf(step)['product'] ?? null
}
