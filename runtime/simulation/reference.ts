/**
 * A second opinion: what a run must have done, walked through in the plainest way, without a database, turns or commits,
 * and without a line of the engine's. It is given what came from outside (events, when which decision was taken, when and
 * how the outside answered) and says which effects the run must have had, each with its place and moment.
 *
 * It knows the plain worlds only: those without edits in flight, guards, jumps of the clock, and races of branches
 * within one moment. Of all others the invariants alone are checked.
 */
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { add } from '../../shared/time.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { SimulatedPerson } from './simulated-world.ts'

/** How a suggestion ended, and when. */
export interface Settled {
  readonly at: Date
  readonly how: 'carried-out' | 'dismissed' | 'went-on' | 'expired' | 'withdrawn' | 'failed'
}

/** Everything that a run cannot know by itself. Places are `<branch> <node>`. */
export interface FromOutside {
  readonly people: readonly SimulatedPerson[]
  /** Events about people, oldest first. */
  readonly events: readonly { readonly at: Date; readonly kind: string; readonly person: string | null; readonly fields: JsonObject }[]
  /** What became of the suggestion at this place; null: it is open. */
  suggestion(place: string): Settled | null
  /** What the outside answered to the letter or call of this place; null: nothing yet. */
  answer(place: string): { readonly at: Date; readonly state: string; readonly status: number | null } | null
  /** When the task of this place was closed; null: it is open. */
  closed(place: string): Date | null
}

/** The run to walk: its branch ids begin with its own. */
export interface Walk {
  readonly run: string
  readonly workflow: Workflow
  readonly trigger: string
  readonly person: string
  readonly fields: JsonObject
  readonly startedAt: Date
  /** Nothing is said of what comes later. */
  readonly until: Date
}

interface Branch {
  readonly id: string
  readonly parent: Fork | null
  /** Whom it is about: the item of a list, else the person of the run. */
  readonly about: string
}

interface Fork {
  readonly branch: Branch
  readonly node: string
  readonly visit: number
  readonly ways: readonly { readonly port: string; readonly about: string }[]
  readonly after: string | null
  readonly atOnce: number
  next: number
  running: number
  join: string | null
  isOver: boolean
}

/** The effects that the run must have had until then: `<branch> <node> <kind of effect> <milliseconds>`, sorted. */
export function mustHaveDone(walk: Walk, outside: FromOutside): readonly string[] {
  const walker = new Walker(walk, outside)
  walker.walk()
  return walker.done.toSorted()
}

class Walker {
  readonly done: string[] = []
  private readonly run: Walk
  private readonly outside: FromOutside
  private readonly agenda: { readonly at: Date; readonly go: () => void }[] = []
  private readonly visits = new Map<string, number>()
  private readonly found = new Map<string, readonly string[]>()
  private readonly tasks = new Map<string, string>()
  private now: Date

  constructor(run: Walk, outside: FromOutside) {
    this.run = run
    this.outside = outside
    this.now = run.startedAt
  }

  walk(): void {
    this.arrive({ id: this.run.run, parent: null, about: this.run.person }, this.run.trigger)
    for (;;) {
      const next = this.agenda.reduce<(typeof this.agenda)[number] | null>(
        (first, one) => (!first || one.at < first.at ? one : first),
        null,
      )
      if (!next || next.at > this.run.until) return
      this.agenda.splice(this.agenda.indexOf(next), 1)
      this.now = next.at
      next.go()
    }
  }

  private later(at: Date, branch: Branch, go: () => void): void {
    this.agenda.push({ at, go: () => void (isCut(branch) || go()) })
  }

  private arrive(branch: Branch, id: string): void {
    const node = this.run.workflow.nodes.find((one) => one.id === id)
    if (!node) throw new Error(`There is no node ${id}`)
    this.visits.set(id, (this.visits.get(id) ?? 0) + 1)
    this.step(branch, node)
  }

  private leave(branch: Branch, node: string, port: string): void {
    const edge = this.run.workflow.edges.find((one) => one.from === node && one.port === port)
    if (edge) this.arrive(branch, edge.to)
    else this.end(branch)
  }

  private isWired(node: string, port: string): boolean {
    return this.run.workflow.edges.some((one) => one.from === node && one.port === port)
  }

  private step(branch: Branch, node: WorkflowNode): void {
    const { params, type } = node
    switch (type) {
      case 'logic.if':
        this.leave(branch, node.id, this.holds(params['condition'] ?? null) ? 'yes' : 'no')
        break
      case 'logic.switch': {
        const first = (params['cases'] as readonly JsonObject[]).find((one) => this.holds(one['rule'] ?? null))
        this.leave(branch, node.id, first ? String(first['id']) : 'else')
        break
      }
      case 'logic.stop':
        this.end(branch)
        break
      case 'logic.parallel': {
        const ways = (params['branches'] as readonly JsonObject[]).map(({ id }) => ({ port: String(id), about: branch.about }))
        this.fork(branch, node.id, ways, null, ways.length)
        break
      }
      case 'data.query':
        this.found.set(node.id, this.query(params))
        this.leave(branch, node.id, 'out')
        break
      case 'logic.forEach': {
        const list = this.found.get(String(params['list']).split('.')[1] ?? '') ?? []
        if (list.length === 0) {
          this.leave(branch, node.id, 'done')
          break
        }
        const ways = list.map((about) => ({ port: 'item', about }))
        this.fork(branch, node.id, ways, 'done', Number(params['concurrency']))
        break
      }
      case 'logic.join':
        this.meet(branch, node)
        break
      case 'wait.delay':
        this.later(this.after(params['duration']), branch, () => this.leave(branch, node.id, 'out'))
        break
      case 'wait.forEvent': {
        const [name] = params['detail'] as readonly string[]
        this.await(
          branch,
          node,
          'happened',
          this.next('custom', branch, ({ fields }) => fields['name'] === name),
        )
        break
      }
      case 'wait.forReply':
        this.await(
          branch,
          node,
          'replied',
          this.next('message-received', branch, ({ fields }) => fields['automatic'] === false),
        )
        break
      case 'wait.forTask':
        this.awaitTask(branch, node)
        break
      case 'logic.set':
        this.leave(branch, node.id, 'out')
        break
      default:
        if (type.startsWith('trigger.')) this.leave(branch, node.id, 'out')
        else this.act(branch, node)
    }
  }

  private after(duration: Json | undefined): Date {
    return add(this.now, String(duration), 'UTC')
  }

  /** When that happens to whom this branch is about, from now on. */
  private next(kind: string, { about }: Branch, fits: (event: FromOutside['events'][number]) => boolean): Date | null {
    return (
      this.outside.events.find((event) => event.kind === kind && event.person === about && event.at > this.now && fits(event))?.at ?? null
    )
  }

  private await(branch: Branch, node: WorkflowNode, port: string, at: Date | null, late = 'timeout'): void {
    const until = this.after(node.params['patience'])
    const isInTime = at !== null && at <= until
    this.later(isInTime ? at : until, branch, () => this.leave(branch, node.id, isInTime ? port : late))
  }

  /** A task that was closed before is no wait at all; without a task there is nothing to wait for. */
  private awaitTask(branch: Branch, node: WorkflowNode): void {
    const place = this.tasks.get(String(node.params['task']).split('.')[1] ?? '')
    if (place === undefined) {
      this.fail(branch, node)
      return
    }
    const closed = this.outside.closed(place)
    this.await(branch, node, 'done', closed && closed < this.now ? this.now : closed, 'overdue')
  }

  /** Of people in a city the first by their ids: they all came at the same moment. */
  private query(params: JsonObject): readonly string[] {
    const where = params['where'] as JsonObject
    const fitting = this.outside.people.filter(({ fields }) => fields['city'] === where['value']).map(({ id }) => id)
    return fitting.toSorted().slice(0, Number(params['limit']))
  }

  /** The two questions that plain worlds have: of a city, and of the number in the event. */
  private holds(rule: Json): boolean {
    if (!isJsonObject(rule)) return false
    if (rule['field'] === 'city') return this.person(this.run.person)?.fields['city'] === rule['value']
    const number = this.run.fields['n']
    return typeof number === 'number' && number > Number(rule['value'])
  }

  private person(id: string): SimulatedPerson | null {
    return this.outside.people.find((one) => one.id === id) ?? null
  }

  private act(branch: Branch, node: WorkflowNode): void {
    const port = { 'msg.email': 'sent', 'out.http': 'ok' }[node.type] ?? 'out'
    const hasNoAddress = node.type === 'msg.email' && !this.person(branch.about)?.fields['email']
    if (node.mode === 'off') this.leave(branch, node.id, port)
    else if (hasNoAddress) this.leave(branch, node.id, 'suppressed')
    else if (node.mode === 'suggest') this.suggest(branch, node, port)
    else this.carryOut(branch, node, port)
  }

  private suggest(branch: Branch, node: WorkflowNode, port: string): void {
    const settled = this.outside.suggestion(`${branch.id} ${node.id}`)
    const within = node.common?.decideWithin
    if (settled?.how === 'expired') {
      // Its time follows from the drawing; where none is drawn, it must not expire.
      if (within !== undefined) this.later(this.after(within), branch, () => this.leave(branch, node.id, 'expired'))
    } else if (settled) this.later(settled.at, branch, () => this.settle(branch, node, port, settled.how))
  }

  private settle(branch: Branch, node: WorkflowNode, port: string, how: Settled['how']): void {
    if (how === 'carried-out') this.carryOut(branch, node, port)
    else if (how === 'went-on') this.leave(branch, node.id, this.isWired(node.id, 'dismissed') ? 'dismissed' : port)
    else if (how === 'failed') this.fail(branch, node)
    else this.leave(branch, node.id, how)
  }

  private carryOut(branch: Branch, node: WorkflowNode, port: string): void {
    const place = `${branch.id} ${node.id}`
    this.done.push(`${place} ${effectOf[node.type]} ${this.now.getTime()}`)
    if (node.type === 'crm.createTask') this.tasks.set(node.id, place)
    const leavesTheHouse = node.type === 'msg.email' || node.type === 'out.http'
    const answer = leavesTheHouse ? this.outside.answer(place) : null
    if (!leavesTheHouse) this.leave(branch, node.id, port)
    if (!answer) return
    this.later(answer.at, branch, () => {
      const isGood = node.type === 'msg.email' ? ['sent', 'suppressed', 'bounced'].includes(answer.state) : answer.status === 200
      if (!isGood) this.fail(branch, node)
      else this.leave(branch, node.id, node.type === 'msg.email' ? answer.state : port)
    })
  }

  /** Without a way of errors it stands there until somebody mends it. */
  private fail(branch: Branch, node: WorkflowNode): void {
    if (this.isWired(node.id, 'error')) this.leave(branch, node.id, 'error')
  }

  private fork(branch: Branch, node: string, ways: Fork['ways'], after: string | null, atOnce: number): void {
    const visit = this.visits.get(node) ?? 1
    this.goOn({ branch, node, visit, ways, after, atOnce, next: 0, running: 0, join: null, isOver: false })
  }

  /** Begins the branches that may run now; when all have ended the way goes on behind them. */
  private goOn(fork: Fork): void {
    const begun: { readonly child: Branch; readonly to: string }[] = []
    while (fork.running < fork.atOnce && fork.next < fork.ways.length) {
      const index = fork.next++
      const way = fork.ways[index]
      const edge = this.run.workflow.edges.find(({ from, port }) => from === fork.node && port === way?.port)
      if (!way || !edge) continue
      fork.running++
      begun.push({ child: { id: `${fork.branch.id}.${fork.visit}-${index}`, parent: fork, about: way.about }, to: edge.to })
    }
    for (const { child, to } of begun) this.arrive(child, to)
    if (begun.length > 0 || fork.running > 0 || fork.isOver) return
    fork.isOver = true
    if (fork.join !== null) this.leave(fork.branch, fork.join, 'out')
    else if (fork.after !== null) this.leave(fork.branch, fork.node, fork.after)
    else this.end(fork.branch)
  }

  private end(branch: Branch): void {
    if (!branch.parent) return
    branch.parent.running--
    this.goOn(branch.parent)
  }

  /** All ways are waited for, and for no longer than its patience from the first. */
  private meet(branch: Branch, node: WorkflowNode): void {
    const fork = branch.parent
    if (!fork) {
      this.leave(branch, node.id, 'out')
      return
    }
    const { patience } = node.params
    if (fork.join === null && patience) {
      this.later(this.after(patience), fork.branch, () => {
        if (fork.isOver) return
        fork.isOver = true
        this.leave(fork.branch, node.id, 'timeout')
      })
    }
    fork.join = node.id
    this.end(branch)
  }
}

/** Is it inside a fork that went on without it? */
function isCut({ parent }: Branch): boolean {
  return parent !== null && (parent.isOver || isCut(parent.branch))
}

const effectOf: Readonly<Record<string, string>> = {
  'crm.createTask': 'create-task',
  'crm.note': 'add-note',
  'crm.score': 'add-score',
  'crm.update': 'change-record',
  'human.notify': 'notify',
  'msg.email': 'send-email',
  'out.http': 'call-http',
}
