/** What has to be so when a world has come to rest: every event began what it should, once, and nothing was done twice. */
import { whatWasDone } from './check-effects.ts'
import { mailIsProper } from './check-mail.ts'
import { checkQuiet } from './check-quiet.ts'
import { isAsReferred } from './check-reference.ts'
import { trailsAreWhole } from './check-trails.ts'
import { isForgotten } from './happen.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Adds to `notes.problems` what is wrong in the end. */
export function checkEnd(world: SimulatedWorld, life: Life, notes: Notes): void {
  checkQuiet(life, notes)
  isForgotten({ life, notes })
  eventsBeganRuns(life, notes)
  policiesHeld(life, notes)
  decisionsCounted(life, notes)
  limitsHeld(life, notes)
  const steps = life.audit.steps()
  trailsAreWhole(steps, life, notes)
  whatWasDone(steps, life, notes)
  mailIsProper(life, notes)
  if (world.plain) isAsReferred(world, steps, life, notes)
}

/** Each accepted event has one run in each workflow that it fits, if only to say why nobody was let in. */
function eventsBeganRuns({ audit }: Life, notes: Notes): void {
  const accepted = new Set(notes.accepted.map(({ event }) => event.id))
  for (const { event, begins } of notes.accepted) {
    if (!audit.one('select id from events where id = ?', event.id)) notes.wrong(`The event ${event.id} was accepted, and is lost`)
    // Of somebody who was erased it is not known any more what began their runs.
    if (event.about !== null && notes.forgotten.has(event.about)) continue
    for (const workflow of begins ?? []) {
      const runs = audit.all('select id from runs where event = ? and workflow = ?', event.id, workflow)
      if (runs.length !== 1) notes.wrong(`The event ${event.id} has ${runs.length} runs in ${workflow}`)
    }
  }
  const orphans = `select r.id, r.event, e.kind, e.cause from runs r left join events e on e.id = r.event`
  for (const { id, event, kind, cause } of audit.all(orphans)) {
    if (kind === null && !notes.emptied.has(String(id))) notes.wrong(`Run ${id} has no event`)
    const isOutside = cause !== null && (JSON.parse(String(cause)) as { kind: string }).kind === 'outside'
    if (isOutside && !accepted.has(String(event))) notes.wrong(`Run ${id} was begun by ${event}, which nobody has sent`)
  }
}

interface Entry {
  readonly from: number
  readonly to: number
}

/** `once` lets in once, `one-at-a-time` never two at the same time; refused runs never began. */
function policiesHeld({ audit }: Life, notes: Notes): void {
  const entered = audit.all(
    `select r.workflow, r.subject, r.key, r.startedAt, r.endedAt, v.content from runs r join versions v on v.id = r.version
     where r.subject is not null and r.visits <> '{}' order by r.startedAt`,
  )
  const before = new Map<string, Entry[]>()
  for (const { workflow, subject, key, startedAt, endedAt, content } of entered) {
    const { policy } = (JSON.parse(String(content)) as { settings: { enrolment: { policy: string } } }).settings.enrolment
    const name = `${workflow} ${subject} ${key}`
    const earlier = before.get(name) ?? []
    const one = { from: Number(startedAt), to: endedAt === null ? Number.POSITIVE_INFINITY : Number(endedAt) }
    if (policy === 'once' && earlier.length > 0) notes.wrong(`${name} entered more than once`)
    // One that ends at the moment the next begins may have done so in the turn before.
    if (policy === 'one-at-a-time' && !notes.hasJumped && earlier.some(({ to }) => to > one.from))
      notes.wrong(`${name} was inside twice at a time`)
    before.set(name, [...earlier, one])
  }
}

const longestChain = 10
const mostStartsAnHour = 100

/** Chains of flows end, and so do flows that start each other; starts are counted anew by each life of the process. */
function limitsHeld({ audit, lives }: Life, notes: Notes): void {
  for (const { id, depth } of audit.all(`select id, depth from runs where visits <> '{}' and depth > ?`, longestChain))
    notes.wrong(`Run ${id} is the ${depth}th of its chain`)
  const starts = `select workflow, subject, count(*) as starts from runs where visits <> '{}' and subject is not null
    group by workflow, subject, startedAt / 3600000 having starts > ?`
  for (const { workflow, subject } of audit.all(starts, mostStartsAnHour * lives))
    notes.wrong(`${subject} entered ${workflow} again and again`)
}

/** Of a suggestion one decision counts, until it is taken back. */
function decisionsCounted({ audit }: Life, notes: Notes): void {
  const open = new Map<string, string>()
  for (const { suggestion, by, kind } of notes.decisions) {
    const said = `${kind} by ${by}`
    const before = open.get(suggestion)
    if (kind === 'undo') open.delete(suggestion)
    else if (before !== undefined && before !== said) notes.wrong(`Suggestion ${suggestion}: ${said}, and before ${before}`)
    else open.set(suggestion, said)
  }
  for (const { id, status, decidedBy } of audit.all(`select id, status, decidedBy from suggestions where status in ('done', 'dismissed')`))
    if (decidedBy === null) notes.wrong(`Suggestion ${id} is ${status}, and nobody has decided`)
}
