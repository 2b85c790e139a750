/** Asks the node that a position stands at: fills its parameters, looks up what it needs, and hears its outcome. */
import { createHash } from 'node:crypto'
import { choiceLabels } from '../../shared/choice-labels.ts'
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import { isJsonObject, valueAt } from '../../shared/json.ts'
import type { Fields, Found, Lookup, Outcome, Step } from '../../shared/node.ts'
import { portsOf, toNodeTypeData } from '../../shared/node-type-data.ts'
import { RuleError } from '../../shared/rule-test.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Position } from '../store/rows.ts'
import { messageOf } from '../thrown.ts'
import { type Asking, askAll, askAway, Later } from './asking.ts'
import { type EngineContext, seedOf } from './context.ts'
import { begunBy, heldIn, type InstalledNode } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import { linkTo, ownFieldsIn, type Prepared, type Scene, setScene } from './scene.ts'
import { StepRefused } from './step-refused.ts'

/** What a step answered, with all that its trail shows of how it came to it. */
export interface Answered {
  readonly outcome: Outcome
  /** Null when the scene could not be set. */
  readonly scene: Scene | null
  /** What it looked at. */
  readonly links: ReadonlyMap<string, Link>
  /** The filled parameters, and the lines of rules with their values, for the trail. */
  readonly detail: JsonObject
}

/** The node's outcome; whatever is thrown on the way is an outcome, too: `fail`. */
export function* askNode(
  draft: RunDraft,
  position: Position,
  planned: InstalledNode,
  context: EngineContext,
  prepared?: Prepared,
): Asking<Answered> {
  try {
    const scene = yield* setScene(draft, position, planned.params.mentions, context, prepared)
    const params = fillParams(draft, planned, scene, context)
    const bare = makeStep(draft, position, params, scene, context)
    const { needs } = planned.type
    const step = needs ? { ...bare, found: yield* lookUpNeeds(needs, planned, bare, scene, draft, context) } : bare
    const isAway = context.away.has(planned.type.type)
    const outcome = isAway ? ((yield* callAway('run', planned, step, draft)) as Outcome) : planned.type.run(step)
    return { outcome, scene, links: scene.links, detail: detailOf(params) }
  } catch (error) {
    if (error instanceof Later) throw error
    return { outcome: { kind: 'fail', ...problemOf(error) }, scene: null, links: new Map(), detail: {} }
  }
}

/** What went wrong, as the outcome `fail` says it. */
export function problemOf(error: unknown): { readonly problem: string; readonly with: JsonObject } {
  if (error instanceof RuleError) return { problem: error.code, with: error.with }
  if (error instanceof StepRefused) return failedBy(error.said)
  return { problem: 'step-threw', with: { message: messageOf(error) } }
}

/** A reason, as the outcome `fail` says it. */
export const failedBy = (said: Said) => ({ problem: said.code, with: { ...said.with } })

function fillParams({ run }: RunDraft, planned: InstalledNode, scene: Scene, context: EngineContext): JsonObject {
  const { company, plan } = context
  const entity = run.event?.fields['entity']
  const labelOf = choiceLabels({
    subject: run.subjectEntity,
    item: scene.itemEntity,
    event: typeof entity === 'string' ? entity : null,
    output: (node, output) => {
      const planned = node === null ? begunBy(plan, run.outputs) : plan.nodes.get(node)
      return planned ? heldIn(planned, output) : null
    },
    nameOf: (entity, key) => scene.titles.get(`${entity}:${key}`) ?? null,
    ...ownFieldsIn(context),
  })
  // Texts of tasks, notes and notices are read by the team; a letter by the client.
  const options = { language: company.language, zone: company.zone, currency: company.currency, labelOf }
  return planned.params.fill({ roots: scene.roots, test: scene.test, language: scene.language, options })
}

function makeStep(draft: RunDraft, position: Position, params: JsonObject, scene: Scene, context: EngineContext): Step {
  const { run } = draft
  return {
    params: params as Step['params'],
    subject: scene.subject,
    subjectEntity: run.subjectEntity,
    found: {},
    event: run.event,
    item: scene.item,
    itemEntity: scene.itemEntity,
    around: recordsLeft(draft, context),
    vars: run.vars,
    now: context.now,
    since: position.since,
    visit: position.visit,
    wokenBy: position.wokenBy,
    memory: position.memory,
    company: context.company,
    seed: seedOf(run, position),
    subjectSeed: `${run.subject ?? run.id}/${position.node}`,
  }
}

/** The records among what earlier nodes have left. */
function recordsLeft({ run }: RunDraft, { plan }: EngineContext): Record<string, string> {
  const records: Record<string, string> = {}
  for (const id of Object.keys(run.outputs)) {
    for (const { output, entity } of plan.nodes.get(id)?.records ?? []) {
      const record = valueAt(run.outputs, [id, output])
      if (typeof record === 'string') records[entity] = record
    }
  }
  return records
}

type Needs = Readonly<Record<string, Lookup>>

const maxNeedRounds = 5

/** Asks a node that is elsewhere, by way of its worker. */
function* callAway(name: 'needs' | 'run', planned: InstalledNode, step: Step, { run }: RunDraft): Asking<Outcome | Needs> {
  const { id, type } = planned
  const key = `${run.id}/${id}/${name}/${digest({ ...step, now: null })}`
  const answer = yield* askAway({ kind: 'away', key, type: type.type, call: name, step, run: run.id })
  if (!answer.ok) throw new StepRefused(answer.problem)
  const port = name === 'run' ? strangePort(answer.value as Outcome, planned) : null
  if (port !== null) throw new StepRefused({ code: 'custom-node-unknown-port', with: { type: type.type, port } })
  return answer.value as Outcome
}

/** A port that the node does not have: an unwired one ends a branch quietly, and so would a slip of the pen. */
function strangePort(outcome: Outcome, { node, type }: InstalledNode): string | null {
  const known = new Set<string | null>(portsOf(toNodeTypeData(type), node, true).map(({ port }) => port)).add(null)
  const leaves = outcome.kind === 'leave' ? [outcome.port] : []
  const forks = outcome.kind === 'fork' ? [...outcome.branches.map(({ port }) => port), outcome.after] : []
  return [...leaves, ...forks].find((port) => !known.has(port)) ?? null
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** Asks what the node needs, and again with what was found, until it names nothing new. */
function* lookUpNeeds(
  ofNode: (step: Step) => Needs,
  planned: InstalledNode,
  step: Step,
  scene: Scene,
  draft: RunDraft,
  context: EngineContext,
): Asking<Found> {
  const found: Record<string, Json> = {}
  const isAway = context.away.has(planned.type.type)
  for (let round = 0; round < maxNeedRounds; round++) {
    const asked = { ...step, found }
    const needs = isAway ? ((yield* callAway('needs', planned, asked, draft)) as Needs) : ofNode(asked)
    const wanted = Object.entries(needs).filter(([name]) => !Object.hasOwn(found, name))
    if (wanted.length === 0) return found
    const answers = yield* askAll(wanted.map(([, ask]) => ask))
    for (const [index, [name, ask]] of wanted.entries()) {
      const answer = (answers[index] ?? null) as Json
      found[name] = answer
      remember(ask, answer, scene)
    }
  }
  return found
}

/** What a node looked at becomes a link, and is watched while its suggestion waits. */
function remember(ask: Lookup, answer: Json, { links }: Scene): void {
  if (!isJsonObject(answer)) return
  const link = (entity: string, id: Json | undefined, title: Json | undefined) =>
    links.set(`${entity}:${id}`, { entity, id: String(id), title: String(title) })
  if (ask.kind === 'record' || ask.kind === 'keyed') links.set(`${ask.entity}:${answer['id']}`, linkTo(ask.entity, answer as Fields))
  if (ask.kind === 'identity') links.set(`contact:${answer['id']}`, linkTo('contact', answer as Fields))
  if (ask.kind === 'stock') link('product', answer['product'], answer['name'])
  if (ask.kind === 'last-purchase') link('order', answer['order'], answer['orderedOn'])
}

/** Rules are shown by their lines; long texts of letters are in the effects already. */
function detailOf(params: JsonObject): JsonObject {
  const shown: Record<string, Json> = {}
  const lines: Json[] = []
  for (const [name, value] of Object.entries(params)) {
    if (value === null || (isJsonObject(value) && Array.isArray(value['blocks']))) continue
    if (isJsonObject(value) && Array.isArray(value['lines']) && typeof value['holds'] === 'boolean') {
      for (const line of value['lines'] as readonly JsonObject[]) lines.push(line)
    } else shown[name] = value
  }
  return { ...(Object.keys(shown).length > 0 ? { in: shown } : {}), ...(lines.length > 0 ? { lines } : {}) }
}
