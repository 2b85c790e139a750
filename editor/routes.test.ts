import { expect, test } from 'vitest'
import { routeOf } from './routes.ts'

test.each([
  ['/', '/'],
  ['/inbox', '/inbox/:id?'],
  ['/inbox/5', '/inbox/:id?'],
  ['/flows', '/flows'],
  ['/flows/new', '/flows/new'],
  ['/flows/chase', '/flows/:id'],
  ['/flows/chase/', '/flows/:id'],
  ['/flows/chase/versions/3/draft', '/flows/:id/versions/:a/:b'],
  ['/flows/chase/runs/7', '/flows/:id/runs/:runId'],
])('%s is the page %s', (address, path) => {
  expect(routeOf(address)?.path).toBe(path)
})

test('an address that nobody knows has no page', () => {
  expect([routeOf('/nowhere'), routeOf('/flows/chase/nothing')]).toEqual([undefined, undefined])
})
