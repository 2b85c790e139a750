import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { leaveWith } from '../../shared/node.ts'
import { answering } from './custom-node-worker.ts'

const note = nodeTypes.find(({ type }) => type === 'crm.note')
const echo = { ...note, type: 'custom.echo', run: ({ memory }: { memory: string }) => leaveWith('out', { memory }) }
const asking = { ...echo, type: 'custom.asking', needs: () => ({ stock: { kind: 'stock', product: 'TAPE' } }) }
const silent = { ...echo, type: 'custom.silent', title: { en: 'Only English' }, run: () => undefined }

const { ready, answer } = answering({ echo, asking, silent, helper: () => 1, version: 3 })
const ask = (type: string, call: 'run' | 'needs', memory = '') => answer({ id: 7, type, call, step: { memory } })

test('of all that a file exports its nodes are told of, with what cannot be used', () => {
  expect(ready).toMatchObject({
    kind: 'ready',
    types: [
      { described: { type: 'custom.echo' }, needs: false, wrong: null },
      { described: { type: 'custom.asking' }, needs: true, wrong: null },
      { described: { type: 'custom.silent' }, needs: false, wrong: 'title' },
    ],
  })
})

test.each([
  { what: 'what a node looks up', type: 'custom.asking', call: 'needs', value: { stock: { kind: 'stock', product: 'TAPE' } } },
  { what: 'nothing, where it looks nothing up', type: 'custom.echo', call: 'needs', value: {} },
  { what: 'nothing, where there is no such node', type: 'custom.gone', call: 'run', value: undefined },
  { what: 'nothing, where the node says nothing', type: 'custom.silent', call: 'run', value: undefined },
] as const)('a call is answered under its number: $what', ({ type, call, value }) => {
  expect(ask(type, call)).toEqual({ kind: 'answer', id: 7, value })
})

test('an answer of more than a million characters stays in the thread', () => {
  const [small, large] = [ask('custom.echo', 'run', 'x'.repeat(1_000_000)), ask('custom.echo', 'run', 'x'.repeat(1_048_576))]

  expect([small.kind, large]).toEqual(['answer', { kind: 'too-large', id: 7 }])
})
