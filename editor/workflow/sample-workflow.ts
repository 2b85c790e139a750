/** A small world for the tests of this folder: which ports the steps have, and a flow with a branch. */
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import type { NodeFacts } from './graph.ts'
import { rowStep } from './placing.ts'

/** Two ways out of a condition and of a parallel, none out of a stop, one out of all else; letters have one at the side. */
export const facts: NodeFacts = {
  portsOf: ({ type }) =>
    type === 'logic.if' ? ['yes', 'no'] : type === 'logic.parallel' ? ['a', 'b'] : type === 'logic.stop' ? [] : ['out'],
  sidePortsOf: ({ type }) => (type.startsWith('msg.') ? ['error'] : []),
  waits: ({ type }) => type.startsWith('wait.'),
}

/** A step that acts, without parameters. */
export const step = (id: string, type: string): WorkflowNode => ({ id, type, mode: 'act', params: {} })

/** form -> it? -yes-> letter -> pause -> task; it? -no-> note */
export const secondChase: Workflow = {
  ...emptyWorkflow('second-chase', 'Reply, ask, chase'),
  nodes: [
    step('form', 'trigger.form'),
    step('it', 'logic.if'),
    step('letter', 'msg.email'),
    step('pause', 'wait.delay'),
    step('task', 'crm.createTask'),
    step('note', 'crm.note'),
  ],
  edges: [
    { from: 'form', port: 'out', to: 'it' },
    { from: 'it', port: 'yes', to: 'letter' },
    { from: 'it', port: 'no', to: 'note' },
    { from: 'letter', port: 'out', to: 'pause' },
    { from: 'pause', port: 'out', to: 'task' },
  ],
  layout: {
    form: [0, 0],
    it: [0, rowStep],
    letter: [-160, 2 * rowStep],
    pause: [-160, 3 * rowStep],
    task: [-160, 4 * rowStep],
    note: [160, 2 * rowStep],
  },
}
