/** Draws a random workflow from the real catalogue of nodes: a way with branches, joins, lists, waits and loops. */
import type { JsonObject } from '../../shared/json.ts'
import {
  type Edge,
  emptyWorkflow,
  type Mode,
  type NodeCommon,
  type Workflow,
  type WorkflowNode,
  type WorkflowSettings,
} from '../../shared/workflow.ts'
import type { Dice } from './dice.ts'

/** `plain`: only nodes that the reference interpreter knows. `nodes`: about how many, its triggers not counted. */
interface Wanted {
  readonly id: string
  readonly nodes: number
  readonly plain: boolean
}

/** A port whose edge is still to be drawn. */
interface End {
  readonly from: string
  readonly port: string
}

/** One workflow about contacts that is begun by the hook `shop`, and mostly by something else as well. */
export function drawWorkflow(dice: Dice, { id, nodes, plain }: Wanted): Workflow {
  const drawing = new Drawing(dice, plain, nodes)
  drawing.stretch(drawing.triggers(), 0)
  const empty = emptyWorkflow(id, id)
  return { ...empty, settings: { ...empty.settings, ...drawing.settings() }, nodes: drawing.nodes, edges: drawing.edges }
}

/** Names of events that waits and triggers listen to. */
export const eventNames = ['paid', 'called', 'shipped']

/** What contacts have to themselves; nothing that is drawn ever changes it. */
export const cities = ['Berlin', 'Lund', 'Kazan']

type Piece = (drawing: Drawing, ends: readonly End[], depth: number) => readonly End[]

class Drawing {
  readonly nodes: WorkflowNode[] = []
  readonly edges: Edge[] = []
  readonly dice: Dice
  readonly plain: boolean
  private left: number

  constructor(dice: Dice, plain: boolean, nodes: number) {
    this.dice = dice
    this.plain = plain
    this.left = nodes
  }

  settings(): Partial<WorkflowSettings> {
    const { dice, plain } = this
    const policy = plain
      ? 'every-time'
      : dice.weigh([
          [5, 'every-time'],
          [2, 'once'],
          [3, 'one-at-a-time'],
        ] as const)
    const cooldown = !plain && dice.happens(0.1) ? { cooldown: 'P1D' } : {}
    return {
      enrolment: { policy, ...cooldown, ...(dice.happens(0.1) ? { key: 'event.n' } : {}) },
      ...(!plain && dice.happens(0.12) ? { goal: { field: 'stage', is: 'is', value: 'client' } } : {}),
      ...(!plain && dice.happens(0.12) ? { exit: { field: 'stage', is: 'is', value: 'lost' } } : {}),
      ...(!plain && dice.happens(0.05) ? { everythingSuggests: true } : {}),
    }
  }

  triggers(): readonly End[] {
    const { dice, plain } = this
    const hook = this.add('trigger.webhook', { hook: 'shop' })
    const others: readonly (() => string)[] = [
      () => this.add('trigger.form', { form: 'website' }),
      () => this.add('trigger.event', { kind: 'custom', name: [dice.pick(eventNames)] }),
      ...(plain
        ? []
        : [
            () => this.add('trigger.entity', { entity: 'contact', change: 'changed', field: 'stage' }),
            () => this.add('trigger.score', { direction: 'up', threshold: 20 }),
            () =>
              this.add('trigger.schedule', {
                when: { every: 'week', on: [3], at: '10:00' },
                entity: 'contact',
                who: { field: 'city', is: 'is', value: 'Lund' },
              }),
            () => this.add('trigger.task', {}),
          ]),
    ]
    const further = dice.happens(0.5) ? [dice.pick(others)()] : []
    return [hook, ...further].map((from) => ({ from, port: 'out' }))
  }

  /** Some pieces one after the other. */
  stretch(ends: readonly End[], depth: number): readonly End[] {
    let open = ends
    while (this.left > 0 && open.length > 0) {
      open = this.dice.weigh(this.pieces(depth))(this, open, depth)
      if (depth > 0 && this.dice.happens(0.4)) break
    }
    return open
  }

  private pieces(depth: number): readonly (readonly [number, Piece])[] {
    const nested: readonly (readonly [number, Piece])[] =
      depth < 3
        ? [
            [4, condition],
            [2, cases],
            [3, parallel],
            [2, list],
          ]
        : []
    const watchful: readonly (readonly [number, Piece])[] = this.plain
      ? []
      : [
          [1, goal],
          [1, relevance],
          [1, held],
          [1, loop],
          [1, split],
          [2, letter],
        ]
    return [...nested, ...watchful, ...common]
  }

  add(type: string, params: JsonObject, mode: Mode = 'act', around: NodeCommon = {}): string {
    const id = `${type.slice(type.indexOf('.') + 1)}${this.nodes.length}`
    this.nodes.push({ id, type, mode, params, ...(Object.keys(around).length > 0 ? { common: around } : {}) })
    this.left--
    return id
  }

  lead(ends: readonly End[], to: string): void {
    for (const { from, port } of ends) this.edges.push({ from, port, to })
  }

  /** A node in the way; answers with those of its ports that go on. */
  put(ends: readonly End[], type: string, params: JsonObject, ports: readonly string[]): readonly End[] {
    const id = this.add(type, params)
    this.lead(ends, id)
    return ports.map((port) => ({ from: id, port }))
  }

  /** A node that changes something: it may suggest, and its way of errors may be drawn. */
  act(ends: readonly End[], type: string, params: JsonObject, port = 'out'): readonly End[] {
    const { dice, plain } = this
    const mode = dice.weigh<Mode>([
      [14, 'act'],
      [5, 'suggest'],
      [1, 'off'],
    ])
    const around: NodeCommon = {
      ...(mode === 'suggest' && dice.happens(0.5) ? { decideWithin: dice.pick(['PT6H', 'P2D']) } : {}),
      ...(!plain && dice.happens(0.1) ? { relevance: { field: 'stage', is: 'is-not', value: 'lost' } } : {}),
      ...(!plain && mode === 'suggest' && dice.happens(0.2) ? { onExpiry: 'escalate' } : {}),
    }
    const id = this.add(type, params, mode, around)
    this.lead(ends, id)
    const further = ['error', ...(mode === 'suggest' ? ['dismissed', 'expired'] : [])].filter(() => dice.happens(0.3))
    return [port, ...further].map((each) => ({ from: id, port: each }))
  }
}

const condition: Piece = (drawing, ends, depth) => {
  const [yes, no] = drawing.put(ends, 'logic.if', { condition: aRule(drawing) }, ['yes', 'no'])
  return [...ways(drawing, yes, depth), ...ways(drawing, no, depth)]
}

const cases: Piece = (drawing, ends, depth) => {
  const list = cities.slice(0, 2).map((city) => ({ id: city.toLowerCase(), name: city, rule: { field: 'city', is: 'is', value: city } }))
  const ports = drawing.put(ends, 'logic.switch', { cases: list }, [...list.map(({ id }) => id), 'else'])
  return ports.flatMap((port) => ways(drawing, port, depth))
}

const split: Piece = (drawing, ends, depth) => {
  const branches = [
    { id: 'a', name: 'A', weight: 50 },
    { id: 'b', name: 'B', weight: 50 },
  ]
  return drawing.put(ends, 'logic.split', { branches }, ['a', 'b']).flatMap((port) => ways(drawing, port, depth))
}

/** A way that goes on, ends here, or is walked for a while. */
function ways(drawing: Drawing, port: End | undefined, depth: number): readonly End[] {
  if (!port || drawing.dice.happens(0.15)) return []
  return drawing.dice.happens(0.6) ? drawing.stretch([port], depth + 1) : [port]
}

const parallel: Piece = (drawing, ends, depth) => {
  const { dice } = drawing
  const branches = ['a', 'b', 'c'].slice(0, dice.between(2, 3)).map((id) => ({ id, name: id }))
  const ports = drawing.put(
    ends,
    'logic.parallel',
    { branches },
    branches.map(({ id }) => id),
  )
  const ended = ports.flatMap((port) => drawing.stretch([port], depth + 1))
  if (ended.length === 0) return []
  const mode = dice.pick(drawing.plain ? ['all'] : ['all', 'any', 'some'])
  const patience = dice.happens(0.3) ? { patience: dice.pick(['PT5H', 'P1D']) } : {}
  return drawing.put(ended, 'logic.join', { mode, count: 2, ...patience }, dice.happens(0.5) ? ['out', 'timeout'] : ['out'])
}

const list: Piece = (drawing, ends, depth) => {
  const { dice } = drawing
  const limit = dice.between(1, 5)
  const [found] = drawing.put(
    ends,
    'data.query',
    { entity: 'contact', where: { field: 'city', is: 'is', value: dice.pick(cities) }, order: 'oldest', limit },
    ['out'],
  )
  if (!found) return []
  const id = drawing.add('logic.forEach', { list: `node.${found.from}.records`, concurrency: dice.between(1, 3) })
  drawing.lead([found], id)
  drawing.stretch([{ from: id, port: 'item' }], depth + 2)
  return [{ from: id, port: 'done' }]
}

const goal: Piece = (drawing, ends) => drawing.put(ends, 'logic.goal', { goal: aRule(drawing) }, ['out', 'reached'])

const relevance: Piece = (drawing, ends) => drawing.put(ends, 'logic.relevance', { condition: aRule(drawing) }, ['out', 'withdrawn'])

const held: Piece = (drawing, ends, depth) => {
  const ports = drawing.put(ends, 'human.suggest', {}, ['approved', 'dismissed'])
  return drawing.stretch(ports.slice(0, drawing.dice.between(1, 2)), depth + 1)
}

/** Points are added until there are enough of them. */
const loop: Piece = (drawing, ends) => {
  const [counted] = drawing.put(ends, 'crm.score', { points: 7, reason: ['Round'] }, ['out'])
  if (!counted) return []
  const [waited] = drawing.put([counted], 'wait.delay', { duration: 'PT3H' }, ['out'])
  if (!waited) return []
  const [yes, no] = drawing.put([waited], 'logic.if', { condition: { field: 'score', is: 'at-least', value: 30 } }, ['yes', 'no'])
  if (no) drawing.lead([no], counted.from)
  return yes ? [yes] : []
}

const letter: Piece = (drawing, ends) => {
  const { dice } = drawing
  const text = {
    subject: ['Hello ', { ref: 'subject.firstName', ...(drawing.plain || dice.happens(0.9) ? { or: 'there' } : {}) }],
    blocks: [],
  } satisfies JsonObject
  const params = {
    letter: { en: text },
    sender: dice.pick(['owner', 'company']),
    category: dice.pick(['personal', 'service', 'offers']),
    whenUnknown: dice.pick(['hold', 'resend', 'assume-sent']),
  }
  const sent = drawing.act(ends, 'msg.email', params, 'sent')
  const from = sent[0]?.from ?? ''
  return [...sent, ...['suppressed', 'bounced'].filter(() => dice.happens(0.4)).map((port) => ({ from, port }))]
}

const call: Piece = (drawing, ends) => {
  const url = `https://${drawing.dice.pick(['shop', 'bank'])}.example/api`
  return drawing.act(ends, 'out.http', { method: 'POST', url: [url], body: [{ field: 'n', value: [{ ref: 'event.n', or: '0' }] }] }, 'ok')
}

const task: Piece = (drawing, ends) => {
  const { dice } = drawing
  const made = drawing.act(ends, 'crm.createTask', { title: ['Call'], kind: 'call', assignee: { who: 'owner' } })
  const [out, ...others] = made
  if (!out || !dice.happens(0.4)) return made
  const patience = drawing.plain || dice.happens(0.7) ? { patience: 'P1D' } : {}
  return [...drawing.put([out], 'wait.forTask', { task: `node.${out.from}.task`, ...patience }, ['done', 'overdue']), ...others]
}

const common: readonly (readonly [number, Piece])[] = [
  [4, (drawing, ends) => drawing.put(ends, 'wait.delay', { duration: drawing.dice.pick(['PT1M', 'PT1H', 'PT7H', 'P1D', 'P3D']) }, ['out'])],
  [
    2,
    (drawing, ends) =>
      drawing.put(
        ends,
        'wait.forEvent',
        { what: 'custom', detail: [drawing.dice.pick(eventNames)], patience: drawing.dice.pick(['PT4H', 'P2D']) },
        ['happened', 'timeout'],
      ),
  ],
  [2, (drawing, ends) => drawing.put(ends, 'wait.forReply', { patience: drawing.dice.pick(['PT8H', 'P2D']) }, ['replied', 'timeout'])],
  [3, task],
  [2, letter],
  [2, call],
  [2, (drawing, ends) => drawing.act(ends, 'crm.note', { text: ['Noted'] })],
  [2, (drawing, ends) => drawing.act(ends, 'crm.score', { points: drawing.dice.between(1, 9), reason: ['Came by'] })],
  [
    2,
    (drawing, ends) =>
      drawing.act(ends, 'crm.update', { entity: 'contact', fields: [{ field: 'need', value: ['Need ', { ref: 'event.n', or: '0' }] }] }),
  ],
  [1, (drawing, ends) => drawing.act(ends, 'human.notify', { to: { who: 'owner' }, text: ['Look'] })],
  [1, (drawing, ends) => drawing.put(ends, 'logic.set', { values: [{ field: 'kept', value: ['yes'] }] }, ['out'])],
  [
    1,
    (drawing, ends) => {
      drawing.put(ends.slice(0, 1), 'logic.stop', { all: !drawing.plain && drawing.dice.happens(0.5) }, [])
      return ends.slice(1)
    },
  ],
]

/** What a condition asks: in a plain drawing only what nobody changes. */
function aRule({ dice, plain }: Drawing): JsonObject {
  const still: readonly JsonObject[] = [
    { field: 'city', is: 'is', value: dice.pick(cities) },
    { field: 'event.n', is: 'over', value: dice.between(0, 8) },
  ]
  const changing: readonly JsonObject[] = [
    { field: 'score', is: 'at-least', value: dice.between(5, 25) },
    { field: 'stage', is: 'is', value: dice.pick(['client', 'lost', 'qualified']) },
    { not: [{ field: 'stage', is: 'is', value: 'lost' }] },
    {
      all: [
        { field: 'stage', is: 'is-not', value: 'lost' },
        { field: 'score', is: 'under', value: 40 },
      ],
    },
  ]
  return dice.pick(plain ? still : [...still, ...changing, ...changing])
}
