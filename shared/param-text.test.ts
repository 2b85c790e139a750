import { expect, test } from 'vitest'
import type { JsonObject } from './json.ts'
import { nothingKnown } from './known.ts'
import type { NodeTypeData } from './node-type-data.ts'
import { paramText } from './param-text.ts'
import { branches, cases, duration, fields, letter, type Params, params, questions, text, workingDays } from './params.ts'
import type { Language } from './words.ts'
import { emptyWorkflow } from './workflow.ts'

const label = { en: 'Label', ru: 'Метка' }
const declared = params({
  text: text({ label }),
  letter: letter({ label }),
  cases: cases({ label }),
  shares: branches({ label, weighted: true }),
  questions: questions({ label }),
  fields: fields({ of: 'contact', label }),
  pause: duration({ label, workingDays: true }),
  rarely: text({ label, visibleWhen: { param: 'pause', is: ['P1D'] } }),
})

const type: NodeTypeData = {
  type: 'test.all',
  group: 'logic',
  icon: 'Box',
  title: label,
  about: label,
  summary: label,
  synonyms: { en: [], ru: [] },
  params: declared as Params,
  ports: { out: label },
  acts: false,
  startsAs: 'act',
  effects: [],
  waits: false,
  looksUp: false,
  output: {},
  trigger: null,
  sample: { params: {}, output: {} },
}

const said = (given: JsonObject, language: Language = 'en') => {
  const node = { id: 'step', type: type.type, mode: 'act', params: given } as const
  const speech = { workflow: emptyWorkflow('w', 'W'), types: new Map([[type.type, type]]), known: nothingKnown, language }
  const [name = ''] = Object.keys(given)
  return paramText(node, type, name, speech)
}

const name = { ref: 'subject.firstName', or: 'friend' }

test('a letter is its subject and every block, whole, with what stands in for an empty value', () => {
  const long = 'We have looked through your order and would like to ask three questions before we send the offer. '.repeat(3).trim()
  const english = {
    subject: ['Hello, ', name],
    blocks: [
      { kind: 'heading', text: ['Three questions'] },
      { kind: 'text', text: [long] },
      { kind: 'divider' },
      { kind: 'button', text: ['Answer'], url: ['https://company.test/answer'] },
      { kind: 'signature' },
    ],
  }

  expect(said({ letter: { en: english } })).toBe(
    [
      'Subject: Hello, ‹first name; if empty: friend›',
      'Three questions',
      long,
      '[line]',
      'Button: Answer (https://company.test/answer)',
      '[signature]',
    ].join('\n'),
  )
})

test('a letter in two languages says which is which', () => {
  const letters = { en: { subject: ['Hello'], blocks: [] }, ru: { subject: ['Привет'], blocks: [] } }

  expect(said({ letter: letters }, 'ru')).toBe('По-английски\nТема: Hello\n\nПо-русски\nТема: Привет')
})

test.each<[string, JsonObject, string]>([
  [
    'the rule of every way',
    { cases: [{ id: 'a', name: 'Big', rule: { field: 'score', is: 'over', value: 50 } }] },
    'Big: score is over 50',
  ],
  ['the share of every branch', { shares: [{ id: 'a', name: 'Half', weight: 50 }] }, 'Half: 50 %'],
  ['every question', { questions: [{ id: 'q', text: { en: 'How many?' }, answer: 'number', field: null }] }, 'How many?'],
  ['every field with its value', { fields: [{ field: 'firstName', value: ['Anna'] }] }, 'first name: Anna'],
  ['a length of time', { pause: workingDays(2) }, '2 working days'],
])('%s is told', (_, given, words) => {
  expect(said(given)).toBe(words)
})

test('what is empty or not asked for has no text', () => {
  expect([said({ text: [] }), said({ letter: {} }), said({ rarely: ['Never shown'] })]).toEqual([null, null, null])
})
