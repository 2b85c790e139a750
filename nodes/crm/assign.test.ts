import { expect, test } from 'vitest'
import type { Json } from '../../shared/json.ts'
import { anna, aStep, nikita, valera } from '../testing/a-step.ts'
import { crmAssign } from './assign.ts'

type Params = Parameters<typeof crmAssign.run>[0]['params']
const assign = (params: Partial<Params>, found: Readonly<Record<string, Json>>) => crmAssign.run(aStep(crmAssign, { params, found }))
const toNikita = { to: 'user', user: 'nikita@tandem.example' } as const

test('a person who is there gets the contact', () => {
  expect(assign(toNikita, { user: nikita })).toMatchObject({
    port: 'out',
    output: { owner: 'nikita' },
    effects: [{ kind: 'change-owner', entity: 'contact', id: 'anna', owner: 'nikita' }],
  })
})

test.each([
  { away: { absentUntil: '2026-03-05', deputy: 'vera' }, owner: 'vera' },
  { away: { absentUntil: '2026-03-01', deputy: 'vera' }, owner: 'nikita' },
  { away: { active: false, deputy: 'vera' }, owner: 'vera' },
])('with $away on 2 March the contact goes to $owner', ({ away, owner }) => {
  expect(assign(toNikita, { user: { ...nikita, ...away } })).toMatchObject({ output: { owner } })
})

test('away and without a deputy is nobody', () => {
  expect(assign(toNikita, { user: { ...nikita, absentUntil: '2026-03-05' } })).toMatchObject({ port: 'nobody', effects: [] })
  expect(assign({ to: 'department', department: 'sales' }, { people: [] })).toMatchObject({ port: 'nobody', effects: [] })
})

test('of a department, whoever has the fewest open tasks gets it', () => {
  const people = { people: ['valera', 'vera'], 'tasks-valera': 4, 'tasks-vera': 1 }

  expect(assign({ to: 'department', how: 'least-busy' }, people)).toMatchObject({ output: { owner: 'vera' } })
})

test('the tasks of each person are counted before one is chosen', () => {
  const step = aStep(crmAssign, { found: { people: ['valera'] } })

  expect(crmAssign.needs?.(step)).toMatchObject({
    people: { kind: 'query', entity: 'user' },
    'tasks-valera': { kind: 'count', entity: 'task' },
  })
})

test('chance gives everybody some, and the same person each time it is asked', () => {
  const give = (seed: string) =>
    crmAssign.run(aStep(crmAssign, { seed, params: { how: 'chance' }, found: { people: ['valera', 'vera', 'nikita'] } }))
  const owners = Array.from({ length: 60 }, (_, i) => give(`run-${i}`)).map(
    (outcome) => outcome.kind === 'leave' && outcome.output?.['owner'],
  )

  expect(new Set(owners)).toEqual(new Set(['valera', 'vera', 'nikita']))
  expect(give('run-1')).toEqual(give('run-1'))
})

test('an owner who is there stays when only orphans are to be given away', () => {
  expect(assign({ ...toNikita, onlyIfNone: true }, { user: nikita })).toMatchObject({ output: { owner: valera.id }, effects: [] })
  const orphan = aStep(crmAssign, { params: { ...toNikita, onlyIfNone: true }, found: { user: nikita }, subject: { ...anna, owner: null } })
  expect(crmAssign.run(orphan)).toMatchObject({ output: { owner: 'nikita' } })
})

test('a person who does not exist is a problem, not nobody', () => {
  expect(assign(toNikita, { user: null })).toMatchObject({ kind: 'fail', problem: 'key-unknown' })
})
