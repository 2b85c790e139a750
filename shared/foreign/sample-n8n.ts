/** Files of n8n in few words, for tests. */
import { expect } from 'vitest'
import type { JsonObject } from '../json.ts'
import type { Workflow } from '../workflow.ts'
import { readWorkflow } from '../workflow-schema.ts'
import { readAnyWorkflow } from './foreign-file.ts'

/** A node as n8n writes it; without a dot in its type it is of the usual package. */
export interface Given {
  readonly name: string
  readonly type: string
  readonly parameters?: unknown
  readonly [further: string]: unknown
}

/** The flow that a file opens as. Lines as `From>To`, `From[1]>To` for the second output, `From~To` for what hangs on it. */
export function opened(nodes: readonly Given[], lines: readonly string[] = [], name = 'Theirs'): Workflow {
  const connections = new Map<string, Record<string, { node: string; type: string; index: number }[][]>>()
  for (const line of lines) {
    const [, from = '', output = '0', sign, to = ''] = /^(.+?)(?:\[(\d)\])?([>~])(.+)$/.exec(line) ?? []
    const kind = sign === '~' ? 'ai_tool' : 'main'
    const kinds = connections.get(from) ?? {}
    const outputs = kinds[kind] ?? []
    while (outputs.length <= Number(output)) outputs.push([])
    outputs[Number(output)]?.push({ node: to, type: kind, index: 0 })
    connections.set(from, { ...kinds, [kind]: outputs })
  }
  const typed = nodes.map((node) => ({
    position: [0, 0],
    ...node,
    type: node.type.includes('.') ? node.type : `n8n-nodes-base.${node.type}`,
  }))
  const { workflow, problems } = readAnyWorkflow({ name, nodes: typed, connections: Object.fromEntries(connections) })
  expect(problems).toEqual([])
  expect(readWorkflow(JSON.parse(JSON.stringify(workflow))).problems).toEqual([])
  return workflow
}

/** A trigger. */
export const hook: Given = { name: 'Hook', type: 'webhook', parameters: { path: 'orders', httpMethod: 'POST' } }
/** A call of another program. */
export const call = (name: string, url = 'https://shop.example/api'): Given => ({ name, type: 'httpRequest', parameters: { url } })
/** Sets values, by their names. */
export const set = (name: string, values: Readonly<Record<string, unknown>>, further: JsonObject = {}): Given => ({
  name,
  type: 'set',
  parameters: { ...further, assignments: { assignments: Object.entries(values).map(([key, value]) => ({ name: key, value })) } },
})

/** The lines of a workflow, `from.port>to`, in order. */
export const lines = ({ edges }: Workflow) => edges.map(({ from, port, to }) => `${from}.${port}>${to}`).sort()
/** What a step is given. */
export const paramsOf = ({ nodes }: Workflow, id: string) => nodes.find((node) => node.id === id)?.params
/** Which type each step has. */
export const typesOf = ({ nodes }: Workflow) => Object.fromEntries(nodes.map(({ id, type }) => [id, type]))
