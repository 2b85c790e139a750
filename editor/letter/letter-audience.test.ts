import { expect, test } from 'vitest'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { audienceOf, fieldOfPath, valuesOfSubject } from './letter-audience.ts'

const schedule = { trigger: {}, params: { who: { kind: 'filter', of: '$entity' } } } as unknown as NodeTypeData
const types = new Map([['trigger.schedule', schedule]])
const rule = { field: 'city', is: 'is', value: 'Kazan' }
const flow = (entity: string, who: object | null) =>
  ({
    settings: { subject: 'contact' },
    nodes: [{ id: 'a', type: 'trigger.schedule', params: { entity, ...(who ? { who } : {}) } }],
  }) as unknown as Workflow

test('a letter goes to those whom the schedule looks for, else to anybody', () => {
  expect(audienceOf(flow('contact', rule), types)).toEqual(rule)
  expect(audienceOf(flow('contact', null), types)).toBeNull()
  expect(audienceOf(flow('order', rule), types)).toBeNull()
})

test('each value of the subject in any language is asked about once, by the name that rules have for it', () => {
  const name = { ref: 'subject.firstName', or: 'there' }
  const letters = {
    en: { subject: ['Hi ', name], blocks: [{ kind: 'columns', left: [{ kind: 'text', text: [{ ref: 'company.city' }] }], right: [] }] },
    ru: { subject: [name, { ref: 'node.form.answer' }, { ref: 'subject.id' }], blocks: [] },
  } as const

  const found = valuesOfSubject(letters)

  expect(found).toEqual([name, { ref: 'company.city' }])
  expect(found.map(({ ref }) => fieldOfPath(ref))).toEqual(['firstName', 'company.city'])
})
