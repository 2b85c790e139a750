import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyWorkflow } from './workflow.ts'
import { readWorkflow } from './workflow-schema.ts'
import { workflowText } from './workflow-text.ts'

const examples = join(import.meta.dirname, '../examples')
const files = readdirSync(examples).filter((name) => readdirSync(join(examples, name)).includes('workflow.json'))

test.each(files)('the example %s stands in its file as the product writes it, byte for byte', (name) => {
  const text = readFileSync(join(examples, name, 'workflow.json'), 'utf8')

  expect(workflowText(readWorkflow(JSON.parse(text)).workflow)).toBe(text)
})

test('an edge, a place and a short value take one line each, so that a moved step is one changed line', () => {
  const nodes = [{ id: 'wait', type: 'wait.delay', mode: 'act' as const, params: { duration: 'P2D', jitter: 'PT30M' } }]
  const edges = [
    { from: 'form', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'a-letter-with-a-long-name-that-fills-the-line-a-letter-with-a-long-name-that-fills-it' },
  ]
  const workflow = { ...emptyWorkflow('w', 'Wait'), nodes, edges, layout: { wait: [0, 176] as const } }

  const lines = workflowText(workflow).split('\n')

  expect(lines).toContain('      "params": { "duration": "P2D", "jitter": "PT30M" }')
  expect(lines).toContain('    { "from": "form", "port": "out", "to": "wait" },')
  expect(lines).toContain('  "layout": {')
  expect(lines).toContain('    "wait": [0, 176]')
  expect(lines.at(-1)).toBe('')
})

test('what this version does not know is kept, and nothing depends on the order in which it came', () => {
  const workflow = { ...emptyWorkflow('w', 'W'), later: { a: [1] } }
  const shuffled = Object.fromEntries(Object.entries(workflow).reverse()) as unknown as typeof workflow

  expect(workflowText(shuffled)).toBe(workflowText(workflow))
  expect(JSON.parse(workflowText(workflow))).toMatchObject({ later: { a: [1] } })
})
