/** What keeps out who does not see or point, as axe finds it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds serious, or one rule of it, each with the first element concerned; empty when nobody is kept out. */
export async function hindrances(page: Page, only?: string): Promise<string[]> {
  // What is in order need not be described, and no element needs an address: that takes as long as looking. What would be
  // loaded beforehand only rules about sounds and films ask for, of which there are none here.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false, selectors: false, elementRef: false })
  const { violations } = await (only ? axe.withRules(only) : axe).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200) ?? ''}`)
}
