import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Param, Params } from '../../shared/params.ts'
import type { Rule } from '../../shared/rules.ts'
import { compileParams, refsInside, withRefs } from './fill-params.ts'

const label = { en: 'It', ru: 'Это' }
const param = (kind: string, more: JsonObject = {}) => ({ kind, label, ...more }) as unknown as Param

const bakery = { id: 'bakery', name: 'Bakery', archivedAt: null }
const roots: JsonObject = {
  subject: { id: 'anna', firstName: 'Anna', birthday: '1990-03-05', score: 40, company: bakery },
  event: { amount: 12, note: '' },
  vars: {},
}

/** Of rules about Anna, those that say so are true. */
const answers = (rule: Rule) => ({ holds: 'field' in rule && rule.is === 'not-empty', lines: [] })

/** What a node gets for one parameter that is stored so. */
function filled(declared: Param, stored: Json, more: JsonObject = {}): Json | undefined {
  const params = { it: declared } as Params
  const compiled = compileParams(params, { ...(stored === undefined ? {} : { it: stored }), ...more })
  const options = { language: 'en', zone: 'UTC', currency: 'EUR' } as const
  return compiled.fill({ roots, test: answers, language: 'en', options })['it']
}

const ref = (path: string, more: JsonObject = {}) => ({ ref: path, ...more })

test.each<{ what: string; declared: Param; stored: Json; is: Json }>([
  { what: 'a text without references', declared: param('text'), stored: ['Hello'], is: 'Hello' },
  { what: 'a text as whoever wrote the file by hand wrote it', declared: param('text'), stored: 'Hello', is: 'Hello' },
  { what: 'a text that names somebody', declared: param('text'), stored: ['Dear ', ref('subject.firstName')], is: 'Dear Anna' },
  { what: 'a value', declared: param('value'), stored: 'subject.score', is: 40 },
  { what: 'a value that leads nowhere', declared: param('value'), stored: 'subject.nothing', is: null },
  { what: 'a value that ends at a record', declared: param('value'), stored: 'subject.company', is: 'bakery' },
  { what: 'a date that a field holds', declared: param('date-field'), stored: 'subject.birthday', is: '1990-03-05' },
  { what: 'the answer to a rule', declared: param('rule'), stored: { field: 'city', is: 'not-empty' }, is: { holds: true, lines: [] } },
  { what: 'a value that is a root', declared: param('value'), stored: 'vars', is: {} },
  { what: 'a number, as it is stored', declared: param('number'), stored: 3, is: 3 },
  { what: 'its default', declared: param('number', { default: 7 }), stored: null, is: 7 },
  { what: 'nothing', declared: param('number'), stored: null, is: null },
  {
    what: 'a filter without references',
    declared: param('filter'),
    stored: { field: 'city', is: 'is', value: 'Berlin' },
    is: { field: 'city', is: 'is', value: 'Berlin' },
  },
  {
    what: 'a filter about a record that is known by then',
    declared: param('filter'),
    stored: {
      all: [
        { field: 'company', is: 'is', value: ref('subject.company') },
        { field: 'sum', is: 'over', value: ref('subject.nothing') },
      ],
    },
    is: {
      all: [
        { field: 'company', is: 'is', value: 'bakery' },
        { field: 'sum', is: 'over', value: null },
      ],
    },
  },
  {
    what: 'cases, each with its answer',
    declared: param('cases'),
    stored: [
      { id: 'a', name: 'A', rule: { field: 'city', is: 'not-empty' } },
      { id: 'b', name: 'B', rule: { field: 'city', is: 'empty' } },
    ],
    is: [
      { id: 'a', holds: true },
      { id: 'b', holds: false },
    ],
  },
])('a node gets $what', ({ declared, stored, is }) => {
  expect(filled(declared, stored)).toEqual(is)
})

const fields = param('fields', { of: 'contact' })

test.each<{ what: string; field: string; value: Json; is: Json }>([
  { what: 'a bare reference keeps the kind of its value', field: 'score', value: [ref('event.amount')], is: 12 },
  { what: 'a bare reference to a record is its id', field: 'company', value: [ref('subject.company')], is: 'bakery' },
  {
    what: 'a bare reference that leads nowhere has what stands in for it',
    field: 'city',
    value: [ref('event.city', { or: 'Berlin' })],
    is: 'Berlin',
  },
  { what: 'and without that is empty', field: 'city', value: [ref('event.city')], is: null },
  { what: 'a formatted one is a text', field: 'city', value: [ref('subject.firstName', { format: 'upper' })], is: 'ANNA' },
  { what: 'a number that was written is a number', field: 'score', value: ['12'], is: 12 },
  { what: 'what is no number stays what it is, for the check to refuse', field: 'score', value: ['many'], is: 'many' },
  { what: 'nothing written into a number empties it', field: 'score', value: [''], is: null },
  { what: 'nothing written into a text is an empty text', field: 'city', value: [''], is: '' },
  { what: 'a flag may be written in words', field: 'personalCare', value: ['Да'], is: true },
  { what: 'and anything else is no', field: 'personalCare', value: ['later'], is: false },
  { what: 'tags are parted by commas', field: 'tags', value: ['new, large,'], is: ['new', 'large'] },
])('what a step writes into a field: $what', ({ field, value, is }) => {
  expect(filled(fields, [{ field, value }])).toEqual([{ field, value: is }])
})

test('the fields may be those of an entity that another parameter names, or of none that is known', () => {
  const ofParam = param('fields', { of: '$entity' })
  const stored = [{ field: 'inStock', value: ['3'] }]

  expect(filled(ofParam, stored, { entity: 'product' })).toEqual([{ field: 'inStock', value: 3 }])
  expect(filled(ofParam, stored)).toEqual([{ field: 'inStock', value: '3' }])
  expect(filled(ofParam, stored, { entity: 'unicorn' })).toEqual([{ field: 'inStock', value: '3' }])
})

test('an amount that was written is in whole units of the money of the company', () => {
  expect(filled(param('fields', { of: 'deal' }), [{ field: 'amount', value: ['12.5'] }])).toEqual([
    { field: 'amount', value: { cents: 1250, currency: 'EUR' } },
  ])
})

test('a letter is filled with its buttons, and names what it could not fill', () => {
  const blocks = [
    { kind: 'text', text: ['Dear ', ref('subject.firstName')] },
    { kind: 'button', text: ['Pay'], url: ['https://shop.example/?n=', ref('event.number')] },
    { kind: 'signature' },
  ]

  expect(filled(param('letter'), { en: { subject: ['Hello'], blocks } })).toEqual({
    subject: 'Hello',
    language: 'en',
    blocks: [{ kind: 'text', text: 'Dear Anna' }, { kind: 'button', text: 'Pay', url: 'https://shop.example/?n=' }, { kind: 'signature' }],
    empty: ['event.number'],
  })
})

test('a letter that is not finished has no subject yet', () => {
  expect(filled(param('letter'), { en: { blocks: [] } })).toMatchObject({ subject: '', blocks: [], empty: [] })
})

test('a letter that is written in no language is none', () => {
  expect(filled(param('letter'), {})).toBeNull()
})

test('references are found and replaced however deep they lie', () => {
  const value = { any: [{ value: [ref('subject.id'), 3, null] }] }

  expect(refsInside(value as unknown as Json)).toEqual(['subject.id'])
  expect(withRefs(value as unknown as Json, roots)).toEqual({ any: [{ value: ['anna', 3, null] }] })
})

test('in a list of values a number, a truth and nothing at all keep their type; what is written as a text stays one', () => {
  const stored = [
    { field: 'count', value: 5 },
    { field: 'sure', value: false },
    { field: 'none', value: null },
    { field: 'text', value: ['5'] },
  ]

  expect(filled(param('fields', { of: 'vars' }), stored)).toEqual([...stored.slice(0, 3), { field: 'text', value: '5' }])
})
