/** Twenty small worlds whose workflows cover every outcome that a node can have, with what happens to whoever is in them. */
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { exampleWorkflow } from '../testing/story.ts'
import { aWorkflow, is } from '../testing/world.ts'
import type { Happening, SimulatedWorld, What } from './simulated-world.ts'

type Nodes = Parameters<typeof aWorkflow>[0]
type Settings = Parameters<typeof aWorkflow>[2]

const hook = { type: 'trigger.webhook', params: { hook: 'shop' } }
const note = (text: string) => ({ type: 'crm.note', params: { text: [text] } })
const points = (count: number) => ({ type: 'crm.score', params: { points: count, reason: ['Came by'] } })
const delay = (duration: string) => ({ type: 'wait.delay', params: { duration } })
const suggested = (node: { type: string; params: JsonObject }) => ({ ...node, mode: 'suggest' as const })
const letter = (whenUnknown: string, category = 'personal') => ({
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category, whenUnknown },
})
const call = { type: 'out.http', params: { method: 'POST', url: ['https://shop.example/api'] } }
const task = { type: 'crm.createTask', params: { title: ['Call'], kind: 'call', assignee: { who: 'owner' } } }
const need = (value: string) => ({ type: 'crm.update', params: { entity: 'contact', fields: [{ field: 'need', value: [value] }] } })
const both = { type: 'logic.parallel', params: { branches: ['a', 'b'].map((id) => ({ id, name: id })) } }
const join = (mode: string, patience?: string) => ({ type: 'logic.join', params: { mode, ...(patience ? { patience } : {}) } })
const found = { type: 'data.query', params: { entity: 'contact', where: is('city', 'Lund'), order: 'oldest', limit: 3 } }
const each = (concurrency: number) => ({ type: 'logic.forEach', params: { list: 'node.found.records', concurrency } })
const become = (stage: string): What => ({ what: 'change', person: 'p0', fields: { stage } })
const decided = (as: 'approve' | 'edit' | 'dismiss' | 'go-on'): What => ({ what: 'decide', nth: 0, as, twice: false })
const event = (kind: Extract<What, { what: 'event' }>['kind'], fields: JsonObject): What => ({
  what: 'event',
  key: `${kind} ${JSON.stringify(fields)}`,
  kind,
  person: 'p0',
  fields,
  copies: 1,
  late: 0,
})
const begins = event('webhook-received', { hook: 'shop', n: 3 })
const replies = event('message-received', { channel: 'email', subject: 'Re', text: 'Yes', automatic: false })

/** By name. Whoever acts does so an hour after the one before. */
export const fixedWorlds: Readonly<Record<string, SimulatedWorld>> = {
  'steps one after the other': aWorld({ hook, need: need('x'), points: points(5), note: note('done') }, [
    'hook -> need',
    'need -> points',
    'points -> note',
  ]),
  'a wait by time': aWorld({ hook, wait: delay('P1D'), note: note('later') }, ['hook -> wait', 'wait -> note']),
  'a wait for an event that comes': aWorld(
    {
      hook,
      wait: { type: 'wait.forEvent', params: { what: 'custom', detail: ['paid'], patience: 'P2D' } },
      note: note('paid'),
      late: note('late'),
    },
    ['hook -> wait', 'wait:happened -> note', 'wait:timeout -> late'],
    [event('custom', { name: 'paid' })],
  ),
  'a wait for an event that does not come': aWorld(
    { hook, wait: { type: 'wait.forEvent', params: { what: 'custom', detail: ['paid'], patience: 'P2D' } }, late: note('late') },
    ['hook -> wait', 'wait:timeout -> late'],
  ),
  'a letter that is sent again when nobody knows': aWorld({ hook, letter: letter('resend'), note: note('sent') }, [
    'hook -> letter',
    'letter:sent -> note',
  ]),
  'a letter that is taken as sent, and a reply': aWorld(
    { hook, letter: letter('assume-sent'), wait: { type: 'wait.forReply', params: { patience: 'P2D' } }, note: note('replied') },
    ['hook -> letter', 'letter:sent -> wait', 'wait:replied -> note'],
    [replies],
  ),
  'a letter that may not go': aWorld({ hook, letter: letter('resend', 'offers'), note: note('kept back') }, [
    'hook -> letter',
    'letter:suppressed -> note',
  ]),
  'a call, tried until it is answered': aWorld({ hook, call, note: note('answered') }, ['hook -> call', 'call:ok -> note'], [], {
    hosts: { 'shop.example': ['busy', 'timeout', 'ok'] },
  }),
  'a call that is refused, with a way of errors': aWorld(
    { hook, call, note: note('refused') },
    ['hook -> call', 'call:error -> note'],
    [],
    { hosts: { 'shop.example': ['refused'] } },
  ),
  'a call that is refused, and needs attention': aWorld({ hook, call }, ['hook -> call'], [], { hosts: { 'shop.example': ['refused'] } }),
  'a suggestion, approved': aWorld(
    { hook, need: suggested(need('x')), note: note('done') },
    ['hook -> need', 'need -> note'],
    [decided('approve')],
  ),
  'a letter, changed and approved': aWorld(
    { hook, letter: suggested(letter('resend')), note: note('sent') },
    ['hook -> letter', 'letter:sent -> note'],
    [decided('edit')],
  ),
  'a suggestion, dismissed': aWorld(
    { hook, note: suggested(note('x')), other: note('no') },
    ['hook -> note', 'note:dismissed -> other'],
    [decided('dismiss')],
  ),
  'a suggestion of several steps': aWorld(
    { hook, hold: { type: 'human.suggest', params: {} }, need: need('x'), points: points(3), wait: delay('PT1H'), note: note('done') },
    ['hook -> hold', 'hold:approved -> need', 'need -> points', 'points -> wait', 'wait -> note'],
    [decided('approve')],
  ),
  'ways that meet again': aWorld({ hook, both, a: delay('PT1H'), b: points(2), join: join('all'), note: note('met') }, [
    'hook -> both',
    'both:a -> a',
    'both:b -> b',
    'a -> join',
    'b -> join',
    'join -> note',
  ]),
  'the quicker of two ways': aWorld({ hook, both, a: delay('P2D'), b: suggested(need('x')), join: join('any'), note: note('first') }, [
    'hook -> both',
    'both:a -> a',
    'both:b -> b',
    'a -> join',
    'b -> join',
    'join -> note',
  ]),
  'a list, one after the other': aWorld({ hook, found, each: each(1), wait: delay('PT1H'), points: points(1), note: note('all') }, [
    'hook -> found',
    'found -> each',
    'each:item -> wait',
    'wait -> points',
    'each:done -> note',
  ]),
  'a goal that is reached': aWorld(
    {
      hook,
      goal: { type: 'logic.goal', params: { goal: is('stage', 'client') } },
      wait: delay('P5D'),
      note: note('late'),
      won: note('reached'),
    },
    ['hook -> goal', 'goal -> wait', 'wait -> note', 'goal:reached -> won'],
    [become('client')],
  ),
  'a flow that is left, with a task under way': aWorld(
    { hook, task, wait: { type: 'wait.forTask', params: { task: 'node.task.task', patience: 'P3D' } }, note: note('done') },
    ['hook -> task', 'task -> wait', 'wait:done -> note'],
    [become('lost')],
    { settings: { exit: is('stage', 'lost') } },
  ),
  'the example that asks, waits and chases': {
    ...aWorld({}, [], [event('form-submitted', { form: 'website' }), decided('approve'), replies, { what: 'close-task', nth: 0 }]),
    workflows: [resending(exampleWorkflow('reply-ask-chase'))],
  },
}

/** Letters on hold would wait for a person. */
function resending(workflow: Workflow): Workflow {
  return {
    ...workflow,
    nodes: workflow.nodes.map((node) =>
      node.type.startsWith('msg.') ? { ...node, params: { ...node.params, whenUnknown: 'resend' } } : node,
    ),
  }
}

interface Further {
  readonly hosts?: SimulatedWorld['hosts']
  readonly settings?: Settings
}

function aWorld(
  nodes: Nodes,
  lines: readonly string[],
  then: readonly What[] = [],
  { hosts = {}, settings = {} }: Further = {},
): SimulatedWorld {
  const whats = Object.keys(nodes).length > 0 ? [begins, ...then] : then
  const person = (id: string) => ({
    id,
    fields: { firstName: id, email: `${id}@client.example`, language: 'en', city: 'Lund', stage: 'lead', score: 0, owner: 'valera' },
    post: ['sent'] as const,
  })
  return {
    seed: 0,
    plain: false,
    people: ['p0', 'p1', 'p2'].map(person),
    hosts,
    workflows: [aWorkflow(nodes, lines, settings)],
    happenings: whats.map((what, index): Happening => ({ at: 60 * (index + 1), ...what })),
    faults: [],
  }
}
