import { expect, test } from 'vitest'
import type { Known } from '../../shared/known.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { duration, type Params, params, rule } from '../../shared/params.ts'
import type { Language } from '../../shared/words.ts'
import { emptyWorkflow, type WorkflowNode, type WorkflowSettings } from '../../shared/workflow.ts'
import { speechIn } from '../words/use-words.ts'
import { settingRows, stepRows } from './difference-rows.ts'
import '../words/flows.ts'
import '../words/params.ts'
import '../words/publishing.ts'

const title = { en: 'Wait', ru: 'Ждать' }
const wait: NodeTypeData = {
  type: 'wait.delay',
  group: 'wait',
  icon: 'Clock',
  title,
  about: title,
  summary: title,
  synonyms: { en: [], ru: [] },
  params: params({
    duration: duration({ label: { en: 'How long', ru: 'Сколько' }, workingDays: true }),
    only: rule({ label: { en: 'Only if', ru: 'Только если' }, optional: true }),
  }) as Params,
  ports: { out: title },
  acts: false,
  startsAs: 'act',
  effects: [],
  waits: true,
  looksUp: false,
  output: {},
  trigger: null,
  sample: { params: {}, output: {} },
}
const known: Known = { names: { users: { 'vera@company.test': 'Vera' } } }

const sidesOf = (before: WorkflowSettings, after: WorkflowSettings, language: Language) => {
  const side = (settings: WorkflowSettings) => ({
    workflow: { ...emptyWorkflow('w', 'W'), settings },
    types: new Map([[wait.type, wait]]),
    known,
    language,
  })
  return { before: side(before), after: side(after) }
}
const plain = emptyWorkflow('w', 'W').settings
const aWait = (given: Partial<WorkflowNode>): WorkflowNode => ({ id: 'pause', type: wait.type, mode: 'act', params: {}, ...given })

const rowsBetween = (before: Partial<WorkflowNode>, after: Partial<WorkflowNode>, language: Language = 'en') =>
  stepRows(aWait(before), aWait(after), sidesOf(plain, plain, language), speechIn(language)).map((row) => Object.values(row).join(' | '))

test('every field of a step that differs is named by its label, with both values in words', () => {
  const over = (value: number) => ({ field: 'score', is: 'over', value })

  const rows = rowsBetween(
    { name: 'Two days', params: { duration: 'P2D', only: over(50) } },
    {
      name: 'A week',
      mode: 'off',
      params: { duration: '5 working days', only: over(70) },
      common: { approver: { who: 'user', email: 'vera@company.test' }, decideWithin: 'P1D', relevance: over(10) as never },
    },
  )

  expect(rows).toEqual([
    'Name | Two days | A week',
    'Who carries it out | Acts | Paused',
    'How long | 2 days | 5 working days',
    'Only if | score is over 50 | score is over 70',
    'Who decides |  | Vera',
    'Decide within |  | 1 day',
    'Only while this is true |  | score is over 10',
  ])
})

test('in Russian, too', () => {
  expect(rowsBetween({ params: { duration: 'P1W' } }, { params: { duration: 'P5D' } }, 'ru')).toEqual(['Сколько | 1 неделю | 5 дней'])
})

test('what only moved or is equal in words is no row', () => {
  expect(rowsBetween({ params: { duration: 'P2D' } }, { params: { duration: 'P2D' }, common: {} })).toEqual([])
})

test('of a step whose type is not installed the values themselves are shown', () => {
  expect(rowsBetween({ type: 'gone', params: { size: 1 } }, { type: 'gone', params: { size: 2 } })).toEqual(['size | 1 | 2'])
})

test('the settings of a flow are told like those of a step', () => {
  const after: WorkflowSettings = {
    ...plain,
    enrolment: { policy: 'every-time', cooldown: 'P1M' },
    exit: { field: 'stage', is: 'is', value: 'client' },
    everythingSuggests: true,
  }

  expect(settingRows(sidesOf(plain, after, 'en'), speechIn('en')).map((row) => Object.values(row).join(' | '))).toEqual([
    'Everything suggests | No | Yes',
    'How often somebody may enter | Again, but only one run at a time | Every time, even several at once',
    'Not again for |  | 1 month',
    'Leaves the flow when |  | stage is “Client”',
  ])
})
