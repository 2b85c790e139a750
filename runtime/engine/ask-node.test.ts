import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { type AnyNodeType, type Lookup, leaveBy } from '../../shared/node.ts'
import { form, inside, wait } from '../testing/one-inside.ts'
import { aWorkflow } from '../testing/world.ts'

const note = { kind: 'add-note', id: 'n', entity: 'contact', about: 'anna', text: 'looked' } as const
const looking = (lookup: Lookup): AnyNodeType =>
  ({
    ...nodeTypes.find(({ type }) => type === 'crm.note'),
    type: 'test.look',
    params: {},
    needs: () => ({ it: lookup }),
    run: () => leaveBy('out', note),
  }) as AnyNodeType

test.each<{ what: string; lookup: Lookup; link: { entity: string; id: string; title: string } }>([
  { what: 'a product in stock', lookup: { kind: 'stock', product: 'TAPE' }, link: { entity: 'product', id: 'p1', title: 'Tape' } },
  {
    what: 'an order by its day',
    lookup: { kind: 'last-purchase', contact: 'anna', product: 'TAPE' },
    link: { entity: 'order', id: 'o1', title: '2026-02-20' },
  },
  {
    what: 'an order whose line does not say the day',
    lookup: { kind: 'last-purchase', contact: 'anna', product: 'GLUE' },
    link: { entity: 'order', id: 'o2', title: '2026-02-21' },
  },
])('what a step has looked up is linked where it is decided: $what', async ({ lookup, link }) => {
  const flow = aWorkflow({ form, pause: wait('P1D'), look: { type: 'test.look', mode: 'suggest' } }, ['form -> pause', 'pause -> look'])
  const { here } = await inside(flow, { nodeTypes: [...nodeTypes, looking(lookup)] })
  await here.creates('product', 'p1', { sku: 'TAPE', name: 'Tape', inStock: 12 })
  await here.creates('product', 'p2', { sku: 'GLUE', name: 'Glue' })
  await here.creates('order', 'o1', { number: '1', orderedOn: '2026-02-20', contact: 'anna' })
  await here.creates('order', 'o2', { number: '2', orderedOn: '2026-02-21', contact: 'anna' })
  await here.creates('orderLine', 'l1', { order: 'o1', product: 'p1', quantity: 1, contact: 'anna', orderedOn: '2026-02-20' })
  await here.creates('orderLine', 'l2', { order: 'o2', product: 'p2', quantity: 1, contact: 'anna' })

  await here.passes('P1D')

  expect((await here.suggestions())[0]?.links).toContainEqual(link)
})
