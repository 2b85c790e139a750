import { expect, test } from 'vitest'
import { workByColleague } from './colleagues.ts'

const vera = { id: 'vera', name: 'Vera' }
const nikita = { id: 'nikita', name: 'Nikita' }

test('who has most to do stands first, and what nobody was asked for is counted too', () => {
  const work = workByColleague([{ assignee: nikita }, { assignee: vera }, { assignee: vera }, { assignee: null }], [vera, null])

  expect(work).toEqual([
    { id: 'vera', name: 'Vera', suggestions: 2, tasks: 1 },
    { id: null, name: null, suggestions: 1, tasks: 1 },
    { id: 'nikita', name: 'Nikita', suggestions: 1, tasks: 0 },
  ])
})
