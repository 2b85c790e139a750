import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { Json } from '../../shared/json.ts'
import { aWorkflow } from '../testing/world.ts'
import { firstPortOf, plan } from './plan.ts'

const planned = (type: string, params: Parameters<typeof aWorkflow>[0][string]['params']) =>
  plan('w:1', aWorkflow({ step: { type, params: params ?? {} } }, []), (name) => nodeTypes.find((each) => each.type === name) ?? null)

const form = { is: 'is', field: 'stage', value: 'lead' }

test.each([
  { type: 'logic.switch', params: { cases: [{ id: 'vip', rule: form }] }, port: 'vip' },
  { type: 'logic.switch', params: { cases: [] }, port: 'else' },
  { type: 'logic.switch', params: { cases: null }, port: 'else' },
  { type: 'logic.parallel', params: { branches: [] }, port: 'out' },
  { type: 'test.gone', params: {}, port: 'out' },
])('a step $type with $params is usually left by "$port"', ({ type, params, port }) => {
  expect(firstPortOf(planned(type, params as never), 'step')).toBe(port)
})

test('a step that is not in the plan is left as any other', () => {
  expect(firstPortOf(planned('logic.stop', {}), 'nowhere')).toBe('out')
})

test('a step that names its record by a parameter names what that says, by default a deal, and none where it is no name', () => {
  const entities = (entity: Json) =>
    planned('crm.find', { entity })
      .nodes.get('step')
      ?.records.map((record) => record.entity)

  expect([entities('contact'), entities(null), entities(7)]).toEqual([['contact'], ['deal'], []])
})

test('a rule that is left empty, or is not asked for, is no rule', () => {
  const rules = (params: Parameters<typeof planned>[1]) => planned('trigger.schedule', params).nodes.get('step')?.guard

  expect([rules({ entity: 'contact', who: '' }), rules({ entity: 'contact', who: null })]).toEqual([null, null])
})
