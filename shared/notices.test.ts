import { expect, test } from 'vitest'
import { comeTogether, itemOf, kindOfNotice, quietUntil, readWishes, usualWishes } from './notices.ts'
import { noticeWords } from './say-words/notice-words.ts'

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`)
const night = { from: '20:00', to: '08:00' }

test.each([
  ['19:59', null],
  ['20:00', '2026-03-03T08:00:00.000Z'],
  ['23:30', '2026-03-03T08:00:00.000Z'],
  ['07:59', '2026-03-02T08:00:00.000Z'],
  ['08:00', null],
])('quiet over night, at %s: until %s', (time, until) => {
  expect(quietUntil(at(time), night, 'UTC')?.toISOString() ?? null).toBe(until)
})

test('quiet is by the clock of the person, also at noon, and never where nobody wants it', () => {
  expect(quietUntil(at('06:30'), night, 'Europe/Berlin')?.toISOString()).toBe('2026-03-02T07:00:00.000Z')
  expect(quietUntil(at('12:30'), { from: '12:00', to: '13:00' }, 'UTC')?.toISOString()).toBe('2026-03-02T13:00:00.000Z')
  expect(quietUntil(at('23:00'), null, 'UTC')).toBeNull()
})

test('three in ten minutes come one by one, the fourth comes together with what is there', () => {
  const shown = [at('10:00'), at('10:02')]
  expect(comeTogether(3, [], at('10:00'))).toBe(false)
  expect(comeTogether(4, [], at('10:00'))).toBe(true)
  expect(comeTogether(1, shown, at('10:05'))).toBe(false)
  expect(comeTogether(2, shown, at('10:05'))).toBe(true)
  expect(comeTogether(2, shown, at('10:11'))).toBe(false)
})

test('what is stored is read with care: what nobody can read is as usual', () => {
  expect(readWishes(undefined)).toEqual(usualWishes)
  expect(readWishes({ kinds: { suggestion: 'off', task: 'pigeon' }, quiet: { from: '22:00', to: '6' } })).toEqual({
    kinds: { ...usualWishes.kinds, suggestion: 'off' },
    quiet: null,
  })
})

test('every notice has a kind, and only what somebody can handle is an item', () => {
  const kinds = Object.keys(noticeWords).map((code) => [code, kindOfNotice(code)])
  expect(Object.fromEntries(kinds)).toMatchObject({
    'suggestion-given': 'suggestion',
    'task-overdue': 'task',
    'reply-received': 'client',
    'letter-bounced': 'client',
    text: 'told',
    'run-needs-attention': 'flow',
    'version-published': 'flow',
  })
  const links = [
    { entity: 'contact', id: 'anna', title: 'Anna' },
    { entity: 'task', id: 't', title: 'Call' },
  ]
  expect(itemOf('task-reminder', links)?.id).toBe('t')
  expect(itemOf('task-closed', links)).toBeNull()
  expect(itemOf('text', links)).toBeNull()
})
