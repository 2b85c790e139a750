import fc from 'fast-check'
import { expect, test } from 'vitest'
import { say } from '../say.ts'
import { emptyWorkflow } from '../workflow.ts'
import { readAnyWorkflow } from './foreign-file.ts'

const codes = (json: unknown) => readAnyWorkflow(json).problems.map(({ said }) => said.code)

test('files of our own open as they are', () => {
  const ours = emptyWorkflow('welcome', 'Welcome')

  expect(readAnyWorkflow(ours)).toEqual({ workflow: ours, problems: [] })
  expect(codes({ format: 1 })).not.toContain('file-not-a-workflow')
})

test('files of other tools are refused by name', () => {
  const files: Readonly<Record<string, unknown>> = {
    Make: { name: 'Letters', flow: [{ id: 1, module: 'email:ActionSendEmail' }], metadata: {} },
    Zapier: { zaps: [{ id: 1, steps: [] }] },
    'Node-RED': [
      { id: 'a', type: 'tab' },
      { id: 'b', type: 'inject', wires: [[]] },
    ],
    'Power Automate': { definition: { $schema: 'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01' } },
  }
  for (const [tool, file] of Object.entries(files)) {
    const [problem] = readAnyWorkflow(file).problems
    expect(problem?.said).toEqual({ code: 'file-of-other-tool', with: { tool } })
    expect(problem && say(problem.said, 'ru')).toContain(`Этот файл из ${tool}`)
  }
})

test.each([[null], ['text'], [[]], [{}], [{ name: 'a' }], [[{ nodes: [], connections: {} }, {}]]])('%j is no workflow', (json) => {
  expect(codes(json)).toEqual(['file-not-a-workflow'])
})

test('what is too deep or too long is refused', () => {
  let deep: unknown = 1
  for (let depth = 0; depth < 10_000; depth++) deep = [deep]
  const nodes = Array.from({ length: 1_001 }, (_, at) => ({ name: `Step ${at}`, type: 'n8n-nodes-base.noOp' }))

  expect(codes({ nodes: [{ type: 'x', parameters: { deep } }], connections: {} })).toEqual(['file-too-deep'])
  expect(codes({ nodes, connections: {} })).toEqual(['file-too-large'])
})

test('nothing is too strange to be read', () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => void readAnyWorkflow(json)))
})
