import { expect, test } from 'vitest'
import type { Fields } from '../../shared/node.ts'
import { through } from '../testing/through.ts'
import { nest, rooted } from './paths.ts'

test('a path is split alike before and after more others than are remembered', () => {
  const before = rooted('event.order.number')

  for (let index = 0; index <= 20_000; index++) rooted(`subject.f${index}`)

  expect(before).toEqual({ root: 'event', rest: ['order', 'number'] })
  expect(rooted('event.order.number')).toEqual(before)
})

test('behind a ref stands its record; one that leads nowhere is empty, and is no record that was looked at', () => {
  const anna = { id: 'anna', company: 'bakery', owner: 'gone' } as unknown as Fields
  const seen: string[] = []
  const asking = nest('contact', anna, { company: { name: {} }, owner: { name: {} } }, [], (entity, { id }) => seen.push(`${entity}:${id}`))

  const nested = through(asking, (ask) => (ask.kind === 'record' && ask.id === 'bakery' ? { id: 'bakery', name: 'Bakery' } : null))

  expect(nested).toEqual({ id: 'anna', company: { id: 'bakery', name: 'Bakery' }, owner: null })
  expect(seen).toEqual(['company:bakery'])
})
