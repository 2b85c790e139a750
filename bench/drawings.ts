/** The workflows that are measured, as a marketer would draw them. */
import type { JsonObject } from '../shared/json.ts'
import type { WorkflowNode } from '../shared/workflow.ts'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'

/** The body of one request: no two are alike. */
export const numbered = (body: string, number: number): string => body.replaceAll('#', String(number).padStart(10, '0'))

/** `#` stands for the number of the request. */
const order =
  '"number":"#","order":"A-#","status":"paid","amount":129.9,"currency":"EUR","items":[{"sku":"tea","quantity":2},{"sku":"cup","quantity":1}]'

/** A paid order without a person in it, and one with somebody new each time. */
export const anonymousBody = `{${order}}`

/** A new address each time, so that each request makes a contact; `#` becomes the number of the request. */
export const personBody = `{${order},"email":"anna-#@bench.example","first_name":"Anna","last_name":"Petrova"}`

/** What `personBody` means. */
export const personMapping = [
  { from: 'email', to: 'contact.email' },
  { from: 'first_name', to: 'contact.firstName' },
  { from: 'last_name', to: 'contact.lastName' },
]

/** Webhook, condition, four values set, end. With a subject it is about the contact that the webhook stored. */
export const ordersWorkflow = (id: string, hook: string, subject: 'contact' | null): Workflow => ({
  ...emptyWorkflow(id, `Orders at ${hook}`),
  settings: { subject, enrolment: { policy: subject === null ? 'every-time' : 'one-at-a-time' } },
  nodes: [
    begins(hook),
    { id: 'large', type: 'logic.if', mode: 'act', params: { condition: { field: 'event.body.amount', is: 'over', value: 100 } } },
    set('keep', {
      order: ['Order ', { ref: 'event.body.order' }],
      amount: [{ ref: 'event.body.amount' }],
      currency: [{ ref: 'event.body.currency' }],
      status: [{ ref: 'event.body.status' }],
    }),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'large' },
    { from: 'large', port: 'yes', to: 'keep' },
  ],
  layout: { begin: [0, 0], large: [0, 140], keep: [0, 280] },
})

/** A chain of so many nodes, its trigger among them. */
export function chainWorkflow(id: string, hook: string, length: number): Workflow {
  const links = Array.from({ length: length - 1 }, (_, index) => set(`set${index}`, { last: [`Step ${index}`] }))
  const nodes = [begins(hook), ...links]
  return {
    ...emptyWorkflow(id, `A chain of ${length}`),
    settings: { subject: null, enrolment: { policy: 'every-time' } },
    nodes,
    edges: links.map(({ id: to }, index) => ({ from: nodes[index]?.id ?? '', port: 'out', to })),
    layout: Object.fromEntries(nodes.map(({ id: node }, index) => [node, [0, index * 140] as const])),
  }
}

/** The same chain as a sheet that fits on a screen from far: columns of 25 beside each other. */
export function sheetWorkflow(id: string, hook: string, length: number): Workflow {
  const chain = chainWorkflow(id, hook, length)
  const spot = (at: number) => [Math.floor(at / 25) * 320, (at % 25) * 140] as const
  return { ...chain, layout: Object.fromEntries(chain.nodes.map(({ id: node }, at) => [node, spot(at)])) }
}

const begins = (hook: string): WorkflowNode => ({ id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook } })

const set = (id: string, values: Readonly<Record<string, WorkflowNode['params'][string]>>): WorkflowNode => ({
  id,
  type: 'logic.set',
  mode: 'act',
  params: { values: Object.entries(values).map(([field, value]) => ({ field, value })) },
})

/** The body of one long list; `#` becomes the number of the request. */
export const listBody = (length: number): string =>
  JSON.stringify({ number: '#', items: Array.from({ length }, (_, index) => ({ n: index, amount: index % 200 })) })

/** Each item of a list through a condition, and those above it through a change. */
export const listWorkflow = (id: string, hook: string, length: number): Workflow => ({
  ...emptyWorkflow(id, `A list of ${length}`),
  settings: { subject: null, enrolment: { policy: 'every-time' } },
  nodes: [
    begins(hook),
    { id: 'each', type: 'logic.forEach', mode: 'act', params: { list: 'event.body.items', max: length, concurrency: 1 } },
    { id: 'large', type: 'logic.if', mode: 'act', params: { condition: { field: 'item.amount', is: 'over', value: 99 } } },
    set('keep', { last: ['Item ', { ref: 'item.n' }] }),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'each' },
    { from: 'each', port: 'item', to: 'large' },
    { from: 'large', port: 'yes', to: 'keep' },
  ],
  layout: { begin: [0, 0], each: [0, 140], large: [0, 280], keep: [0, 420] },
})

/** Waits for the instant that its webhook names. */
export const waitingWorkflow = (id: string, hook: string): Workflow => ({
  ...emptyWorkflow(id, 'Waits'),
  settings: { subject: null, enrolment: { policy: 'every-time' } },
  nodes: [
    begins(hook),
    { id: 'wait', type: 'wait.untilDate', mode: 'act', params: { date: 'event.body.at', when: 'on' } },
    set('keep', { woken: ['yes'] }),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'keep' },
  ],
  layout: { begin: [0, 0], wait: [0, 140], keep: [0, 280] },
})

/** What starts it. */
export const waitingBody = (number: number, at: Date): string => JSON.stringify({ number, at: at.toISOString() })

/** Waits for the instant that its webhook names, then writes to the person who came with it. */
export const letterWorkflow = (id: string, hook: string): Workflow => ({
  ...emptyWorkflow(id, 'Writes'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    begins(hook),
    { id: 'wait', type: 'wait.untilDate', mode: 'act', params: { date: 'event.body.at', when: 'on' } },
    letterNode('write', 'company'),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'wait' },
    { from: 'wait', port: 'out', to: 'write' },
  ],
  layout: { begin: [0, 0], wait: [0, 140], write: [0, 280] },
})

/** Changes the person who came with its webhook. */
export const changeWorkflow = (id: string, hook: string): Workflow => ({
  ...emptyWorkflow(id, 'Changes'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [begins(hook), needNode('change', [{ ref: 'event.body.order' }])],
  edges: [{ from: 'begin', port: 'out', to: 'change' }],
  layout: { begin: [0, 0], change: [0, 140] },
})

/** What starts the writing one, with a person who is new. */
export const waitingPersonBody = (number: number, at: Date): string =>
  JSON.stringify({ number, at: at.toISOString(), email: `anna-${number}@bench.example`, first_name: 'Anna' })

/** Asks before it writes to somebody and changes them: condition, wait, approval, letter, change. */
export const sixNodesWorkflow = (id: string, hook: string): Workflow => ({
  ...emptyWorkflow(id, 'Asks and writes'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    begins(hook),
    { id: 'large', type: 'logic.if', mode: 'act', params: { condition: { field: 'event.body.amount', is: 'over', value: 100 } } },
    { id: 'wait', type: 'wait.delay', mode: 'act', params: { duration: 'PT1H' } },
    { id: 'ask', type: 'human.suggest', mode: 'act', params: {} },
    letterNode('write', 'owner'),
    needNode('change', ['tea']),
  ],
  edges: [
    { from: 'begin', port: 'out', to: 'large' },
    { from: 'large', port: 'yes', to: 'wait' },
    { from: 'wait', port: 'out', to: 'ask' },
    { from: 'ask', port: 'approved', to: 'write' },
    { from: 'write', port: 'sent', to: 'change' },
  ],
  layout: { begin: [0, 0], large: [0, 140], wait: [0, 280], ask: [0, 420], write: [0, 560], change: [0, 700] },
})

const letterNode = (id: string, sender: 'company' | 'owner'): WorkflowNode => ({
  id,
  type: 'msg.email',
  mode: 'act',
  params: {
    letter: {
      en: {
        subject: ['Your order, ', { ref: 'subject.firstName', or: 'dear client' }],
        blocks: [
          { kind: 'heading', text: ['Thank you'] },
          {
            kind: 'text',
            text: ['We have your order and will write again when it leaves us. Answer this letter when something is not right.'],
          },
          { kind: 'signature' },
        ],
      },
    },
    sender,
    category: 'personal',
  },
})

const needNode = (id: string, value: JsonObject[string]): WorkflowNode => ({
  id,
  type: 'crm.update',
  mode: 'act',
  params: { entity: 'contact', fields: [{ field: 'need', value }] },
})
