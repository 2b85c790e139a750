import { expect, test } from 'vitest'
import { groupByDue } from './group-by-due.ts'
import { aSuggestion } from './testing/a-suggestion.ts'

const now = new Date('2026-03-02T10:00:00Z')

test('what is overdue is due today, what has no deadline comes last, what failed comes first', () => {
  const suggestions = [
    aSuggestion({ id: 'whenever', decideBy: null }),
    aSuggestion({ id: 'tomorrow', decideBy: '2026-03-03T10:00:00Z' }),
    aSuggestion({ id: 'failed', status: 'failed', decideBy: '2026-03-02T12:00:00Z' }),
    aSuggestion({ id: 'later', decideBy: '2026-03-09T10:00:00Z' }),
    aSuggestion({ id: 'overdue', decideBy: '2026-02-27T10:00:00Z' }),
    aSuggestion({ id: 'gone', status: 'withdrawn' }),
    aSuggestion({ id: 'today', decideBy: '2026-03-02T12:00:00Z' }),
  ]

  const groups = groupByDue(suggestions, now, 'Europe/Berlin')

  expect(groups.map(({ due, items }) => [due, items.map(({ id }) => id)])).toEqual([
    ['failed', ['failed']],
    ['today', ['overdue', 'today']],
    ['tomorrow', ['tomorrow']],
    ['later', ['later', 'whenever']],
    ['gone', ['gone']],
  ])
})

test('the day ends where the operator lives', () => {
  const suggestion = aSuggestion({ decideBy: '2026-03-02T22:30:00Z' })

  const due = (zone: string) => groupByDue([suggestion], now, zone)[0]?.due

  expect(due('Europe/London')).toBe('today')
  expect(due('Europe/Berlin')).toBe('today')
  expect(due('Asia/Yekaterinburg')).toBe('tomorrow')
})
