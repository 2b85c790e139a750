import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { isMeantAsNodeType, wrongInNodeType } from './node-type-check.ts'

const words = { en: 'Greet', ru: 'Поздороваться' }
const param = (more: object = {}) => ({ kind: 'text', label: words, ...more })
const choice = (options: unknown) => ({ pick: param({ kind: 'choice', options }) })

/** A node that an author wrote, with everything that is asked of one; the test changes what matters to it. */
const aNode = (changed: Readonly<Record<string, unknown>> = {}) => ({
  type: 'custom.greet',
  icon: 'Star',
  acts: true,
  title: words,
  about: words,
  summary: words,
  synonyms: { en: [], ru: [] },
  params: { text: param() },
  ports: { out: words },
  sample: { params: {} },
  run: () => null,
  ...changed,
})

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['as the example writes it', {}],
  ['with look-ups', { needs: () => ({}) }],
  ['without parameters', { params: {} }],
  ['with a choice', { params: choice({ warm: words, cold: words }) }],
  ['with a port for each entry of a parameter', { params: { ways: param({ kind: 'branches' }) }, ports: { each: 'ways' } }],
  ['with such ports and one more', { params: { ways: param({ kind: 'branches' }) }, ports: { each: 'ways', plus: { otherwise: words } } }],
])('a node type can be used: %s', (_, changed) => {
  expect(wrongInNodeType(aNode(changed))).toBeNull()
})

test('everything that our own nodes declare is known, so that an author may declare it too; only a node that ends its branch may not', () => {
  const own = nodeTypes.filter(({ trigger, ports }) => trigger === undefined && Object.keys(ports).length > 0)

  expect(own.flatMap((type) => wrongInNodeType({ ...type }) ?? [])).toEqual([])
})

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['title', { title: undefined }],
  ['title', { title: 'Greet' }],
  ['title', { title: { en: 'Greet' } }],
  ['title', { title: { ru: 'Поздороваться' } }],
  ['about', { about: { en: 'Greet', ru: '' } }],
  ['summary', { summary: [words] }],
  ['type', { type: 'no blanks please' }],
  ['type', { type: 'x'.repeat(101) }],
  ['icon', { icon: undefined }],
  ['acts', { acts: 'yes' }],
  ['trigger', { trigger: { events: [], matches: () => true } }],
  ['needs', { needs: { order: { kind: 'record' } } }],
  ['synonyms', { synonyms: null }],
  ['synonyms', { synonyms: { ru: [] } }],
  ['synonyms', { synonyms: { en: [] } }],
  ['sample', { sample: undefined }],
  ['sample', { sample: {} }],
  ['params', { params: undefined }],
  ['params.text', { params: { text: 'text' } }],
  ['params.text.kind', { params: { text: param({ kind: 'colour' }) } }],
  ['params.text.label', { params: { text: param({ label: 'Text' }) } }],
  ['params.pick.options', { params: choice(['warm', 'cold']) }],
  ['params.pick.options', { params: choice({ warm: words, cold: 'Cold' }) }],
  ['ports', { ports: undefined }],
  ['ports', { ports: {} }],
  ['ports.out', { ports: { out: 'Then' } }],
  ['ports.each', { ports: { each: 'ways' } }],
  ['ports.plus', { params: { ways: param({ kind: 'branches' }) }, ports: { each: 'ways', plus: 'otherwise' } }],
  ['ports.otherwise', { params: { ways: param({ kind: 'branches' }) }, ports: { each: 'ways', plus: { otherwise: 'No' } } }],
])('the field that cannot be used is named: %s', (field, changed) => {
  expect(wrongInNodeType(aNode(changed))).toBe(field)
})

test('an export is meant as a node type when it has a type and a run, whether it can be used or not', () => {
  expect([aNode(), { type: 'custom.greet', run: () => null }].map(isMeantAsNodeType)).toEqual([true, true])
  expect([null, [], 'custom.greet', () => null, { run: () => null }, { type: 'custom.greet' }].filter(isMeantAsNodeType)).toEqual([])
})
