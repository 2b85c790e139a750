import { expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Person } from '../../shared/params.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'

type Change = readonly [entity: string, id: string, fields: JsonObject]

interface Given {
  readonly common?: WorkflowNode['common']
  /** The department of the flow. */
  readonly department?: string
  readonly creates?: readonly Change[]
  readonly changes?: readonly Change[]
  /** What the suggestion is about; Anna where it is not said. */
  readonly about?: readonly [entity: string, id: string]
}

/** Who decides a suggestion first. In the department of sales are Valera, the owner of Anna, Nikita, and Vera, who is above. */
async function decider({ common, department, creates = [], changes = [], about = ['contact', 'anna'] }: Given) {
  const [entity, id] = about
  const note = { type: 'crm.note', mode: 'suggest' as const, params: { text: ['Look'] }, ...(common ? { common } : {}) }
  const flow = aWorkflow({ form: { type: 'trigger.form', params: { form: 'website' } }, note }, ['form -> note'], {
    subject: entity,
    ...(department ? { department } : {}),
  })
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  for (const one of creates) await here.creates(...one)
  for (const one of changes) await here.changes(...one)
  await here.happens('form-submitted', { form: 'website' }, { [entity]: id })
  const [suggestion] = await here.suggestions('pending')
  return suggestion && [suggestion.assignee, suggestion.department]
}

const gone = { active: false }
const until = (day: string) => ({ absentUntil: day })
const accounts: Change = ['department', 'accounts', { key: 'acc', name: 'Accounts' }]
const approver = (person: Person): Given => ({ common: { approver: person } })

test.each<{ what: string; given: Given; decides: string | null; department?: string | null }>([
  { what: 'the owner', given: {}, decides: 'valera' },
  {
    what: 'the owner who is away, for whom somebody stands in',
    given: { changes: [['user', 'valera', { ...until('2026-03-09'), deputy: 'nikita' }]] },
    decides: 'valera',
  },
  {
    what: 'the owner whose absence has not begun',
    given: { changes: [['user', 'valera', { ...until('2026-03-09'), absentFrom: '2026-03-03' }]] },
    decides: 'valera',
  },
  {
    what: 'whoever took over from an owner who has left, also when that one is away and somebody stands in',
    given: {
      changes: [
        ['user', 'valera', { ...gone, deputy: 'nikita' }],
        ['user', 'nikita', { ...until('2026-03-09'), deputy: 'vera' }],
      ],
    },
    decides: 'nikita',
  },
  {
    what: 'the owner who is back today',
    given: { changes: [['user', 'valera', { ...until('2026-03-01'), deputy: 'nikita' }]] },
    decides: 'valera',
  },
  {
    what: 'the owner who is away without a deputy: the head of their department',
    given: {
      creates: [accounts],
      changes: [
        ['department', 'accounts', { head: 'nikita' }],
        ['user', 'valera', { ...gone, department: 'accounts' }],
      ],
    },
    decides: 'nikita',
    department: 'accounts',
  },
  { what: 'without a head, whoever is above', given: { changes: [['user', 'valera', gone]] }, decides: 'vera' },
  {
    what: 'nobody, when nobody is there at all',
    given: {
      changes: [
        ['user', 'valera', gone],
        ['user', 'vera', gone],
      ],
    },
    decides: null,
  },
  {
    what: 'an admin, when there is no supervisor',
    given: {
      creates: [['user', 'olga', { name: 'Olga', email: 'olga@tandem.example', role: 'admin', active: true }]],
      changes: [
        ['user', 'valera', gone],
        ['user', 'vera', gone],
      ],
    },
    decides: 'olga',
  },
  {
    what: 'of a record that nobody looks after: whoever is above',
    given: { changes: [['contact', 'anna', { owner: null }]] },
    decides: 'vera',
    department: null,
  },
])('a suggestion goes to $what', async ({ given, decides, department = 'sales' }) => {
  expect(await decider(given)).toEqual([decides, department])
})

test.each<{ what: string; given: Given; decides: string }>([
  { what: 'somebody by their address', given: approver({ who: 'user', email: 'nikita@tandem.example' }), decides: 'nikita' },
  {
    what: 'an address that nobody has: whoever is above',
    given: approver({ who: 'user', email: 'nobody@tandem.example' }),
    decides: 'vera',
  },
  { what: 'a role', given: approver({ who: 'role', role: 'operator' }), decides: 'nikita' },
  {
    what: 'a role whose first is away',
    given: { ...approver({ who: 'role', role: 'operator' }), changes: [['user', 'nikita', until('2026-03-09')]] },
    decides: 'valera',
  },
  { what: 'the owner', given: approver({ who: 'owner' }), decides: 'valera' },
  {
    what: 'the owner of a record without one: whoever is above',
    given: { ...approver({ who: 'owner' }), changes: [['contact', 'anna', { owner: null }]] },
    decides: 'vera',
  },
  {
    what: 'a department: its head',
    given: { ...approver({ who: 'department', key: 'sales' }), changes: [['department', 'sales', { head: 'vera' }]] },
    decides: 'vera',
  },
  { what: 'a department without a head: the first of it', given: approver({ who: 'department', key: 'sales' }), decides: 'nikita' },
  {
    what: 'a department by its id',
    given: {
      ...approver({ who: 'department', key: 'accounts' }),
      creates: [accounts],
      changes: [['user', 'valera', { department: 'accounts' }]],
    },
    decides: 'valera',
  },
  { what: 'a department that is not there: whoever is above', given: approver({ who: 'department', key: 'nowhere' }), decides: 'vera' },
])('the step names who decides: $what', async ({ given, decides }) => {
  expect((await decider(given))?.[0]).toBe(decides)
})

test.each<{ what: string; given: Given; department: string | null }>([
  { what: 'the step names it', given: { common: { department: 'acc' }, creates: [accounts] }, department: 'accounts' },
  { what: 'the flow names it', given: { department: 'acc', creates: [accounts] }, department: 'accounts' },
  { what: 'the one that is named is not there', given: { common: { department: 'nowhere' } }, department: 'sales' },
])('whoever decides is of no department: then it is that of the suggestion, and $what', async ({ given, department }) => {
  const loner: Change = ['user', 'olga', { name: 'Olga', email: 'olga@tandem.example', role: 'operator', active: true }]
  const named = { ...given, common: { ...given.common, approver: { who: 'user', email: 'olga@tandem.example' } as const } }

  expect(await decider({ ...named, creates: [loner, ...(given.creates ?? [])] })).toEqual(['olga', department])
})

test.each<{ what: string; creates: readonly Change[]; about: readonly [string, string]; decides: string }>([
  {
    what: 'its contact',
    creates: [['order', 'o1', { number: '1', orderedOn: '2026-03-01', contact: 'anna' }]],
    about: ['order', 'o1'],
    decides: 'valera',
  },
  {
    what: 'its company',
    creates: [
      ['company', 'bakery', { name: 'Bakery', owner: 'nikita' }],
      ['order', 'o1', { number: '1', orderedOn: '2026-03-01', company: 'bakery' }],
    ],
    about: ['order', 'o1'],
    decides: 'nikita',
  },
  { what: 'nobody it is about', creates: [['product', 'p1', { sku: 'TAPE', name: 'Tape' }]], about: ['product', 'p1'], decides: 'vera' },
])('a record without an owner is looked after by the owner of $what', async ({ creates, about, decides }) => {
  expect((await decider({ creates, about }))?.[0]).toBe(decides)
})
