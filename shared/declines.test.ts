import { describe, expect, test } from 'vitest'
import { commonIn, type Fact, type FactualDecision, factsOf, isAsked, unless, withCondition } from './declines.ts'
import { ruleWords } from './rule-words.ts'

const overdue: Fact = { some: 'invoices', where: { field: 'status', is: 'is', value: 'overdue' } }
const invoiced: Fact = { some: 'invoices' }
const lead: Fact = { field: 'stage', is: 'is', value: 'lead' }

const decisions = (how: FactualDecision['how'], count: number, ...facts: Fact[]): FactualDecision[] =>
  Array.from({ length: count }, () => ({ how, reason: how === 'declined' ? 'not-needed' : null, facts }))

describe('what declined suggestions had in common', () => {
  test('is what most of them had and few of the approved ones', () => {
    const made = [
      ...decisions('declined', 14, overdue, invoiced, lead),
      ...decisions('declined', 3, lead),
      ...decisions('unchanged', 20, invoiced, lead),
      ...decisions('edited', 18, lead),
      ...decisions('unchanged', 2, overdue, invoiced, lead),
    ]

    expect(commonIn(made)).toEqual([{ fact: overdue, declined: { had: 14, all: 17 }, approved: { had: 2, all: 40 } }])
  })

  test('of two things that tell as well the plainer comes first, and three are enough', () => {
    const three = ['a', 'b', 'c', 'd'].map((value): Fact => ({ field: 'source', is: 'is', value }))
    const made = [...decisions('declined', 10, invoiced, overdue, ...three), ...decisions('unchanged', 10)]

    const common = commonIn(made)
    expect(common).toHaveLength(3)
    expect(common[0]?.fact).toEqual(overdue)
  })

  test.each([
    ['few were declined', decisions('declined', 9, overdue), decisions('unchanged', 30)],
    ['few were approved', decisions('declined', 30, overdue), decisions('unchanged', 9)],
    ['a quarter had it not', [...decisions('declined', 15, overdue), ...decisions('declined', 5)], decisions('unchanged', 30)],
    ['approved ones had it too', decisions('declined', 20, overdue), [...decisions('unchanged', 8, overdue), ...decisions('edited', 12)]],
    ['nobody noted what was so', decisions('declined', 20, overdue), decisions('unchanged', 20).map((one) => ({ ...one, facts: null }))],
    [
      'it was the text that was wrong',
      decisions('declined', 20, overdue).map((one) => ({ ...one, reason: 'wrong-text' as const })),
      decisions('unchanged', 20),
    ],
  ])('is nothing when %s', (_, declined, approved) => {
    expect(commonIn([...declined, ...approved])).toEqual([])
  })
})

test('facts are plain lines about the record, what it names and what names it, and nothing that identifies a person', () => {
  const record = {
    id: 'anna',
    firstName: 'Anna',
    email: 'anna@client.test',
    stage: 'lead',
    tags: ['vip'],
    personalCare: true,
    company: 'it',
    archivedAt: null,
  }
  const facts = factsOf('contact', record, {
    near: { company: { id: 'it', name: 'IT-Leasing', sector: 'IT' } },
    related: { invoices: [{ id: '1', status: 'overdue' }], deals: [] },
  })

  const said = facts.map((fact) => ruleWords(fact, 'contact', 'en'))
  for (const line of [
    'stage is “Lead”',
    'tags include “vip”',
    "company's sector is “IT”",
    'phone is empty',
    'has no deals',
    'has invoices',
  ])
    expect(said.join('\n')).toContain(line)
  expect(JSON.stringify(facts)).not.toContain('Anna')
  expect(JSON.stringify(facts)).not.toContain('anna@')
})

test.each([
  [lead, { field: 'stage', is: 'is-not', value: 'lead' }],
  [
    { field: 'city', is: 'is', value: 'Perm' },
    {
      any: [
        { field: 'city', is: 'is-not', value: 'Perm' },
        { field: 'city', is: 'empty' },
      ],
    },
  ],
  [
    { field: 'personalCare', is: 'yes' },
    { field: 'personalCare', is: 'no' },
  ],
  [
    { field: 'tags', is: 'has', value: 'vip' },
    { field: 'tags', is: 'has-not', value: 'vip' },
  ],
  [
    { field: 'phone', is: 'empty' },
    { field: 'phone', is: 'not-empty' },
  ],
  [overdue, { none: 'invoices', where: { field: 'status', is: 'is', value: 'overdue' } }],
  [{ none: 'orders' }, { some: 'orders' }],
] as const)('the condition leaves out whoever it was so of: %j', (fact, condition) => {
  expect(unless('contact', fact)).toEqual(condition)
})

test('a condition is added once, beside those that stand there', () => {
  const condition = unless('contact', overdue)
  const one = withCondition(undefined, condition)
  const two = withCondition(lead, condition)
  const three = withCondition(two, { field: 'personalCare', is: 'no' })

  expect(one).toEqual(condition)
  expect(two).toEqual({ all: [lead, condition] })
  expect(three).toEqual({ all: [lead, condition, { field: 'personalCare', is: 'no' }] })
  expect([undefined, lead, one, two, three].map((rule) => isAsked(condition, rule))).toEqual([false, false, true, true, true])
})
