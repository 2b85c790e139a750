/** What an installation under the kill loop does with every order: one flow with every kind of effect that needs nobody, one that asks. */
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../../shared/workflow.ts'

/** The hook that both flows begin at. */
export const hookPath = 'orders'

const number = { ref: 'event.body.number' }
const begin: WorkflowNode = { id: 'begin', type: 'trigger.webhook', mode: 'act', params: { hook: hookPath } }

/** A task and points, a call, a letter, a note: inside and outside effects by turns, so that a kill may fall between any two. */
export const carriedOut = (target: string): Workflow =>
  chain('carried-out', [
    begin,
    { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Order ', number], assignee: { who: 'owner' } } },
    {
      id: 'call',
      type: 'out.http',
      mode: 'act',
      params: { method: 'POST', url: [target], body: [{ field: 'number', value: [number] }] },
    },
    { id: 'note', type: 'crm.note', mode: 'act', params: { text: ['Called for ', number] } },
    {
      id: 'letter',
      type: 'msg.email',
      mode: 'act',
      params: {
        letter: { en: { subject: ['Order ', number], blocks: [{ kind: 'text', text: ['Thank you.'] }] } },
        sender: 'company',
        category: 'personal',
        whenUnknown: 'hold',
      },
    },
  ])

/** A task that somebody has to approve first. */
export const asked: Workflow = chain('asked', [
  begin,
  { id: 'ask', type: 'crm.createTask', mode: 'suggest', params: { title: ['Approved ', number], assignee: { who: 'owner' } } },
])

function chain(id: string, nodes: readonly WorkflowNode[]): Workflow {
  return {
    ...emptyWorkflow(id, id),
    settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
    nodes: [...nodes],
    edges: nodes.slice(1).map(({ id: to }, index) => {
      const from = nodes[index]
      return { from: from?.id ?? '', port: from?.type === 'out.http' ? 'ok' : from?.type === 'msg.email' ? 'sent' : 'out', to }
    }),
    layout: Object.fromEntries(nodes.map((node, index) => [node.id, [0, index * 140] as const])),
  }
}
