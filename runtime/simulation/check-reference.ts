/** In plain worlds: did every run do what the reference says, each effect at its place and moment? */
import type { Effect } from '../../shared/effects.ts'
import { isJsonObject, type JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { StepRow } from '../store/rows.ts'
import type { Audit, Row } from './audit.ts'
import { grouped } from './grouped.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'
import { type FromOutside, mustHaveDone, type Settled } from './reference.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Adds to `notes.problems` each run whose effects are others than the reference says. */
export function isAsReferred(world: SimulatedWorld, steps: readonly StepRow[], life: Life, notes: Notes): void {
  const outside = fromOutside(world, steps, life.audit, notes)
  const trails = grouped(steps, ({ run }) => run)
  const runs = life.audit.all(
    `select r.id, r.subject, r.startedAt, v.content, e.fields, e.kind from runs r
     join versions v on v.id = r.version join events e on e.id = r.event where r.visits <> '{}'`,
  )
  for (const { id, subject, startedAt, content, fields } of runs) {
    const run = String(id)
    const trail = trails.get(run) ?? []
    const workflow: Workflow = JSON.parse(String(content))
    const [first] = trail
    if (!first) continue
    const must = mustHaveDone(
      {
        run,
        workflow,
        trigger: first.node,
        person: String(subject),
        fields: JSON.parse(String(fields)) as JsonObject,
        startedAt: new Date(Number(startedAt)),
        until: life.now(),
      },
      outside,
    )
    const has = trail.flatMap(effectsIn).toSorted()
    const missing = must.filter((one) => !has.includes(one))
    const surplus = has.filter((one) => !must.includes(one))
    if (missing.length + surplus.length > 0 || must.length !== has.length) {
      notes.wrong(`Run ${run}: missing [${missing.join('; ')}], and surplus [${surplus.join('; ')}]`)
    }
  }
}

function effectsIn({ position, node, at, outcome, detail }: StepRow): string[] {
  const effects = outcome === 'suggest' ? [] : ((detail['effects'] ?? []) as unknown as readonly Effect[])
  return effects.map(({ kind }) => `${position} ${node} ${kind} ${at.getTime()}`)
}

function fromOutside(world: SimulatedWorld, steps: readonly StepRow[], audit: Audit, notes: Notes): FromOutside {
  const byPlace = (sql: string) => new Map(audit.all(sql).map((row) => [`${row['position']} ${row['node']}`, row]))
  const suggestions = byPlace('select * from suggestions')
  const answers = byPlace(
    `select d.position, d.node, e.at, e.fields from deliveries d join events e on e.about = d.id and e.kind = 'effect-done'`,
  )
  const tasks = new Map<string, string>(
    steps.flatMap((step) => tasksIn(step).map((task) => [`${step.position} ${step.node}`, task] as const)),
  )
  return {
    people: world.people,
    events: notes.accepted.map(({ event, at }) => ({ at, kind: event.kind, person: event.about, fields: event.fields })),
    suggestion: (place) => settled(suggestions.get(place) ?? null, notes),
    answer(place) {
      const row = answers.get(place)
      const result = row ? (JSON.parse(String(row['fields'])) as JsonObject)['result'] : null
      if (!row || !isJsonObject(result)) return null
      return { at: new Date(Number(row['at'])), state: String(result['state']), status: Number(result['status'] ?? 0) }
    },
    closed: (place) => notes.closed.get(tasks.get(place) ?? '') ?? null,
  }
}

const tasksIn = ({ outcome, detail }: StepRow): string[] =>
  outcome === 'suggest'
    ? []
    : ((detail['effects'] ?? []) as unknown as readonly Effect[]).flatMap((effect) => (effect.kind === 'create-task' ? [effect.id] : []))

const hows: Readonly<Record<string, Settled['how']>> = {
  done: 'carried-out',
  dismissed: 'dismissed',
  expired: 'expired',
  withdrawn: 'withdrawn',
  failed: 'failed',
}

function settled(row: Row | null, notes: Notes): Settled | null {
  const how = row && hows[String(row['status'])]
  if (!row || !how) return null
  const isMeantToGoOn = notes.meantToGoOn.has(`${row['id']} ${row['decidedBy']}`)
  const at = how === 'dismissed' ? row['decidedAt'] : (row['actAt'] ?? row['decideBy'])
  return { at: new Date(Number(at)), how: how === 'dismissed' && isMeantToGoOn ? 'went-on' : how }
}
