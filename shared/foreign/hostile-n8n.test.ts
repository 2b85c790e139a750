import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { checkWorkflow } from '../check-workflow.ts'
import { nothingKnown } from '../known.ts'
import { toNodeTypeData } from '../node-type-data.ts'
import type { Workflow } from '../workflow.ts'
import { readWorkflow } from '../workflow-schema.ts'
import { readAnyWorkflow } from './foreign-file.ts'
import { type Given, hook, opened, paramsOf, typesOf } from './sample-n8n.ts'

const problems = (workflow: Workflow) => checkWorkflow(workflow, nodeTypes.map(toNodeTypeData), nothingKnown)

test('hostile names, types and keys are only text', () => {
  const workflow = opened(
    [
      { name: '__proto__', type: 'webhook' },
      { name: 'constructor', type: 'hasOwnProperty', parameters: JSON.parse('{"__proto__":{"polluted":1},"a":2}') },
      { name: 'constructor', type: 'logic.if' },
      {
        name: '<img src=x onerror=alert(1)>',
        type: 'if',
        parameters: { conditions: { string: [{ value1: '={{ $json["__proto__"].a }}' }] } },
      },
      { name: 'Имя', type: '__proto__' },
      { name: 'Note', type: 'stickyNote', parameters: { content: { toString: 1, valueOf: 2 } } },
      { name: 'Call', type: 'httpRequest', parameters: { method: { toString: 1, valueOf: 2 } } },
    ],
    ['__proto__>constructor', 'constructor><img src=x onerror=alert(1)>'],
  )

  expect(typesOf(workflow)).toEqual({
    proto: 'trigger.webhook',
    'constructor-2': 'n8n.hasOwnProperty',
    'constructor-3': 'n8n.logic.if',
    imgSrcXOnerrorAlert1: 'logic.if',
    step5: 'n8n.__proto__',
    call: 'out.http',
  })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(() => problems(workflow)).not.toThrow()
})

test('a long chain of steps that only choose, each by two ways, is read at once', () => {
  const count = 300
  const nodes = [
    hook,
    ...Array.from(
      { length: count },
      (_, at): Given => ({
        name: `If ${at}`,
        type: 'if',
        parameters: { conditions: { string: [{ value1: '={{ $json.body.a }}', value2: 'x' }] } },
      }),
    ),
  ]
  const ways = Array.from({ length: count - 1 }, (_, at) => [`If ${at}>If ${at + 1}`, `If ${at}[1]>If ${at + 1}`]).flat()
  const workflow = opened(nodes, ['Hook>If 0', ...ways])

  expect(paramsOf(workflow, `if${count - 1}`)).toEqual({ condition: { field: 'event.body.a', is: 'is', value: 'x' } })
})

test('whatever stands in the steps of a file, it opens, and can be checked', () => {
  const known = [
    'httpRequest',
    'if',
    'set',
    'switch',
    'wait',
    'merge',
    'splitOut',
    'splitInBatches',
    'gmail',
    'slack',
    'notion',
    'airtable',
    'hubspot',
    'scheduleTrigger',
    'webhook',
    'cron',
    'mondayCom',
    'stickyNote',
    'noOp',
  ]
  const keys = [
    'conditions',
    'values',
    'string',
    'assignments',
    'rules',
    'url',
    'jsonBody',
    'operation',
    'resource',
    'columns',
    'value',
    'rule',
    'interval',
    'field',
    'parameters',
    '__rl',
    'content',
    'amount',
    'filters',
    'limit',
  ]
  const text = fc.oneof(
    fc.constantFrom('={{ $json.a }}', "={{ $('A').item.json.b.c }}", '={{ f() }}', 'search', 'append', 'get', '5'),
    fc.string(),
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('tree'), { maxKeys: 4 }),
    ),
  }))
  const name = fc.constantFrom('A', 'B', 'C', '', '__proto__')
  const node = fc.record({
    name,
    type: fc.constantFrom(...known).map((type) => `n8n-nodes-base.${type}`),
    typeVersion: fc.constantFrom(1, 2, 3),
    parameters: tree,
    position: tree,
    disabled: fc.boolean(),
  })
  const target = fc.record({ node: name, type: fc.constant('main'), index: fc.constantFrom(0, 1) })
  const connections = fc.dictionary(
    name,
    fc.dictionary(fc.constantFrom('main', 'ai_tool'), fc.array(fc.array(target, { maxLength: 3 }), { maxLength: 3 })),
  )
  fc.assert(
    fc.property(fc.record({ name: fc.string(), nodes: fc.array(node, { maxLength: 6 }), connections }), (file) => {
      const { workflow } = readAnyWorkflow(file)
      expect(readWorkflow(JSON.parse(JSON.stringify(workflow))).problems).toEqual([])
      problems(workflow)
    }),
    { numRuns: 300 },
  )
})
