import { expect, test } from 'vitest'
import { navigationOf } from './navigation.ts'

const offers = (role: Parameters<typeof navigationOf>[0], path: string) =>
  navigationOf(role).some(({ items }) => items.some((item) => item.path === path))

test('what needs attention is offered to those who may decide about it, and to nobody else', () => {
  expect((['viewer', 'operator', 'supervisor', 'marketer', 'admin'] as const).filter((role) => offers(role, '/attention'))).toEqual([
    'supervisor',
    'marketer',
    'admin',
  ])
})
