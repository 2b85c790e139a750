/** Lets one thing happen in a world: what people and other programs do, by the ways that they have. */
import type { Effect } from '../../shared/effects.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Decision } from '../../shared/suggestion.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { type Decided, decide, undoDecision } from '../engine/decide.ts'
import { cancelRun, type Move, movePosition, pauseRun } from '../engine/edit-run.ts'
import { setHalt } from '../engine/halt.ts'
import type { Task } from '../engine/pump.ts'
import type { Op } from '../store/port.ts'
import { publication } from '../testing/world.ts'
import type { Row } from './audit.ts'
import { beginning, type Life } from './life.ts'
import type { Notes } from './notes.ts'
import type { What } from './simulated-world.ts'

/** What those who act need. `isAlone`: nothing else happens at the same moment. */
export interface Acting {
  readonly life: Life
  readonly notes: Notes
  readonly isAlone: boolean
}

const vera = { id: 'vera', name: 'Vera' }
const nikita = { id: 'nikita', name: 'Nikita' }

/** Resolves when those who acted have their answers, or have given up. */
export async function happen(one: What, acting: Acting): Promise<void> {
  const { life, notes } = acting
  switch (one.what) {
    case 'event':
      return arrive(one, acting)
    case 'change':
      return write(acting, [contactChange('update', one.person, one.fields, life.now())])
    case 'archive':
    case 'restore':
      return write(acting, [contactChange(one.what, one.person, {}, life.now())])
    case 'erase':
      return erase(one.person, acting)
    case 'close-task':
      return closeTask(one.nth, acting)
    case 'decide':
      return decideOne(one, acting)
    case 'undo':
      return undo(one.nth, acting)
    case 'pause':
    case 'resume':
      return onRun(one.nth, acting, (run) => pauseRun(run, one.what === 'pause', vera))
    case 'cancel':
      return onRun(one.nth, acting, (run) => cancelRun(run, vera))
    case 'skip':
    case 'retry':
      return onPosition(one.nth, acting, { kind: one.what })
    case 'reschedule':
      return onPosition(one.nth, acting, { kind: 'due', at: new Date(life.now().getTime() + one.minutes * 60_000) })
    case 'publish':
      return publish(one.workflow, acting)
    case 'switch':
      return setWorkflow(one.workflow, { state: one.to }, acting)
    case 'archive-workflow':
      return setWorkflow(one.workflow, { state: 'off', archivedAt: life.now() }, acting)
    case 'halt':
    case 'go-on':
      await perform(acting, setHalt(one.what === 'halt', vera))
      return
    case 'resolve':
      return resolveLetter(one, acting)
    case 'jump':
      notes.hasJumped = true
      life.clock.set(new Date(life.now().getTime() + one.minutes * 60_000))
      return
    case 'kill':
      return life.kill()
  }
}

const mostSends = 100

/** A sender sends until it is told that the event is stored; so every one of its copies is accepted in the end. */
async function arrive(one: Extract<What, { what: 'event' }>, { life, notes, isAlone }: Acting): Promise<void> {
  const at = new Date(life.now().getTime() - one.late * 60_000)
  const event: CrmEvent = {
    id: idFor('event', one.key, beginning),
    kind: one.kind,
    at,
    about: one.person,
    records: one.person === null ? {} : { contact: one.person },
    fields: one.fields,
    cause: { kind: 'outside', id: null, depth: 0 },
  }
  const once: Op = { op: 'once', scope: 'sender', key: one.key, event: event.id, bodyHash: '', at: life.now() }
  const begins = isAlone && !isHalted(life) ? beginsWith(event, life) : null
  let acceptedAt: Date | null = null
  const send = async (): Promise<void> => {
    const result = await insistently(life, notes, () => life.engine.pump.submit({ ops: [once, { op: 'event', event, state: 'pending' }] }))
    if (!result?.ok && result?.problem !== 'repeated') notes.wrong(`The event ${event.id} was refused: ${JSON.stringify(result)}`)
    acceptedAt ??= life.now()
  }
  await Promise.all(Array.from({ length: one.copies }, send))
  if (acceptedAt) notes.accepted.push({ event, at: acceptedAt, begins })
}

/** While everything is paused events are only stored; whom they begin is decided when it goes on. */
const isHalted = ({ audit }: Life): boolean => audit.one(`select 1 from settings where key = 'halt' and value <> 'null'`) !== null

/** Workflows that are live and have a trigger which this event fits. */
function beginsWith(event: CrmEvent, { audit }: Life): string[] {
  const live = audit.all(
    `select w.id, v.content from workflows w join versions v on v.workflow = w.id and v.number = w.liveVersion
     where w.state = 'live' and w.archivedAt is null`,
  )
  return live
    .filter(({ content }) => (JSON.parse(String(content)) as Workflow).nodes.some((node) => isBegunBy(node, event)))
    .map(({ id }) => String(id))
}

function isBegunBy({ type, params }: Workflow['nodes'][number], { kind, fields }: CrmEvent): boolean {
  if (type === 'trigger.webhook') return kind === 'webhook-received' && params['hook'] === fields['hook']
  if (type === 'trigger.form') return kind === 'form-submitted' && params['form'] === fields['form']
  if (type === 'trigger.event') return kind === 'custom' && Array.isArray(params['name']) && params['name'][0] === fields['name']
  return false
}

const contactChange = (change: 'update' | 'archive' | 'restore', id: string, fields: JsonObject, at: Date): Op => ({
  op: 'change',
  change: { change, entity: 'contact', id, revision: null, fields, cause: { kind: 'person', id: 'vera', depth: 0 }, at },
})

/** A person writes. */
async function write({ life, notes }: Acting, ops: readonly Op[], isWritten: () => boolean = () => false): Promise<void> {
  await insistently(life, notes, async () => (isWritten() ? null : life.engine.pump.submit({ ops })))
}

/** A person does something; null when it was refused. */
async function perform<Value>({ life, notes }: Acting, task: Task<Value>): Promise<Value | null> {
  const performed = await insistently(life, notes, () => life.engine.pump.perform(task))
  return performed?.result.ok ? performed.value : null
}

/** Whoever gets no answer, because the process died or could not, asks again. */
async function insistently<Value>(life: Life, notes: Notes, question: () => Promise<Value>): Promise<Value | null> {
  for (let tries = 0; tries < mostSends; tries++) {
    const came = await life.ask(question)
    if (came.kind === 'died') await life.rise()
    if (came.kind === 'answer') return came.value
  }
  notes.wrong('Nobody answers any more')
  return null
}

/** An admin erases a person, and asks again until it is done; nothing of what only they have is left. */
async function erase(person: string, acting: Acting): Promise<void> {
  const { life, notes } = acting
  // Nobody else does anything meanwhile, so that the same world takes the same course.
  await life.quiet()
  const contact = life.audit.one('select firstName, email, need from contact where id = ?', person)
  if (!contact) return
  const runs = () => life.audit.all('select id from runs where subject = ?', person).map(({ id }) => String(id))
  const deliveries = () => life.audit.all('select id from deliveries').map(({ id }) => String(id))
  const [theirs, before] = [runs(), deliveries()]
  const waits = `select position from watches where purpose = 'wait' and (about = ? or about in (select id from task where contact = ?))`
  for (const { position } of life.audit.all(waits, person, person)) notes.released.add(String(position))
  const erased = await insistently(life, notes, () => life.erasures.erase(person, { by: 'vera', reason: 'They asked for it' }))
  if (erased?.ok && !erased.isFinished) notes.wrong(`Something of ${person} was left`)
  notes.forgotten.add(person)
  for (const run of theirs) notes.emptied.add(run)
  const after = new Set(deliveries())
  for (const id of before) if (!after.has(id)) notes.removed.add(id)
  // What a workflow has written may be written about anybody.
  notes.erased.push(...Object.values(contact).filter((value): value is string => typeof value === 'string' && value.includes(person)))
  isForgotten(acting)
}

/** Adds to `notes.problems` what is left of those who were erased. */
export function isForgotten({ life, notes }: Pick<Acting, 'life' | 'notes'>): void {
  for (const text of life.found(notes.erased)) notes.wrong(`"${text}" was erased, and is still there`)
}

/** One of the rows, always the same for the same number. */
const chosen = (rows: readonly Row[], nth: number): Row | null => rows[nth % Math.max(1, rows.length)] ?? null

async function closeTask(nth: number, acting: Acting): Promise<void> {
  const { life, notes } = acting
  const task = chosen(life.audit.all(`select id, contact from task where state = 'open' order by id`), nth)
  if (!task) return
  const [id, contact, at] = [String(task['id']), String(task['contact']), life.now()]
  const closed: CrmEvent = {
    id: idFor(id, 'closed', at),
    kind: 'task-closed',
    at,
    about: id,
    records: { task: id, contact },
    fields: { task: id, taskKind: 'call', result: null },
    cause: { kind: 'person', id: 'vera', depth: 0 },
  }
  const change = { change: 'update', entity: 'task', id, revision: null, fields: { state: 'done' }, cause: closed.cause, at } as const
  const isClosed = () => life.audit.one('select id from events where id = ?', closed.id) !== null
  await write(
    acting,
    [
      { op: 'change', change },
      { op: 'event', event: closed, state: 'pending' },
    ],
    isClosed,
  )
  notes.closed.set(id, at)
}

async function decideOne({ nth, as, twice }: Extract<What, { what: 'decide' }>, acting: Acting): Promise<void> {
  const { audit } = acting.life
  const suggestion = chosen(audit.all(`select id, hash, effects from suggestions where status = 'pending' order by id`), nth)
  if (!suggestion) return
  const [id, hash] = [String(suggestion['id']), String(suggestion['hash'])]
  const approval: Decision = {
    kind: 'approve',
    hash,
    ...(as === 'edit' ? { effects: (JSON.parse(String(suggestion['effects'])) as Effect[]).map(rewritten) } : {}),
  }
  const dismissal: Decision = { kind: 'dismiss', hash, reason: 'not-needed', ...(as === 'go-on' ? { goOn: true } : {}) }
  const [first, second] = as === 'approve' || as === 'edit' ? [approval, dismissal] : [dismissal, approval]
  const voice = async (decision: Decision, by: typeof vera): Promise<void> => {
    if (decision.kind === 'dismiss' && decision.goOn) acting.notes.meantToGoOn.add(`${id} ${by.id}`)
    noteDecision(id, decision.kind, by.id, await perform<Decided>(acting, decide(id, decision, by)), acting)
  }
  await Promise.all([voice(first, vera), ...(twice ? [voice(second, nikita)] : [])])
}

/** As an operator changes what is suggested: only texts. */
function rewritten(effect: Effect): Effect {
  if (effect.kind === 'add-note') return { ...effect, text: 'Noted otherwise' }
  if (effect.kind === 'create-task') return { ...effect, title: 'Call otherwise' }
  if (effect.kind === 'send-email') return { ...effect, subject: 'Hello otherwise' }
  return effect
}

function noteDecision(
  suggestion: string,
  kind: 'approve' | 'dismiss' | 'undo',
  by: string,
  decided: Decided | null,
  { notes }: Acting,
): void {
  if (decided?.ok) notes.decisions.push({ suggestion, by, kind })
}

async function undo(nth: number, acting: Acting): Promise<void> {
  const suggestion = chosen(acting.life.audit.all(`select id from suggestions where status = 'approved' order by id`), nth)
  if (!suggestion) return
  const id = String(suggestion['id'])
  noteDecision(id, 'undo', 'vera', await perform<Decided>(acting, undoDecision(id, vera)), acting)
}

async function onRun(nth: number, acting: Acting, task: (run: string) => Task<unknown>): Promise<void> {
  const run = chosen(acting.life.audit.all(`select id from runs where state = 'active' order by id`), nth)
  if (run) await perform(acting, task(String(run['id'])))
}

async function onPosition(nth: number, acting: Acting, move: Move): Promise<void> {
  const wanted = { skip: `p.state in ('waiting', 'suggested', 'parked')`, retry: `p.state = 'parked'`, due: `p.state = 'waiting'` }[
    move.kind === 'skip' || move.kind === 'retry' ? move.kind : 'due'
  ]
  const position = chosen(acting.life.audit.all(`select p.id, p.run from positions p where ${wanted} order by p.id`), nth)
  if (position) await perform(acting, movePosition(String(position['run']), String(position['id']), move, vera))
}

async function publish(workflow: Workflow, acting: Acting): Promise<void> {
  const row = acting.life.audit.one('select revision, liveVersion, state, archivedAt from workflows where id = ?', workflow.id)
  if (!row || row['archivedAt'] !== null) return
  const state = row['state'] === 'paused' ? 'paused' : 'live'
  const [version, changed] = publication(workflow, state, Number(row['liveVersion']) + 1, acting.life.now())
  if (version?.op !== 'version' || changed?.op !== 'workflow') return
  await write(acting, [version, { ...changed, workflow: { ...changed.workflow, revision: Number(row['revision']) + 1 } }])
}

async function setWorkflow(
  id: string,
  fields: { readonly state: 'live' | 'paused' | 'off'; readonly archivedAt?: Date },
  acting: Acting,
): Promise<void> {
  const { life } = acting
  const row = life.audit.one('select revision, liveVersion, archivedAt from workflows where id = ?', id)
  const version = row && life.audit.one('select content from versions where workflow = ? and number = ?', id, Number(row['liveVersion']))
  if (!row || !version || row['archivedAt'] !== null) return
  const [, changed] = publication(JSON.parse(String(version['content'])) as Workflow, 'live', Number(row['liveVersion']), life.now())
  if (changed?.op !== 'workflow') return
  await write(acting, [{ op: 'workflow', workflow: { ...changed.workflow, ...fields, revision: Number(row['revision']) + 1 } }])
}

async function resolveLetter({ nth, as }: Extract<What, { what: 'resolve' }>, acting: Acting): Promise<void> {
  const { life, notes } = acting
  const letter = chosen(life.audit.all(`select id from deliveries where state = 'unknown' order by id`), nth)
  if (!letter) return
  const id = String(letter['id'])
  if (as === 'resend') notes.resent.add(id)
  await insistently(life, notes, () => life.engine.outbox.resolve(id, as))
}
