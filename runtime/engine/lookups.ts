/** Answers the questions of a round: reads what is missing in few reads, then answers each from what the turn knows. */
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { relationAt } from '../../shared/rule-fields.ts'
import { type Rule, relationIn } from '../../shared/rules.ts'
import { asksSegments } from '../../shared/segments.ts'
import type { LoadedRun, Reads } from '../store/port.ts'
import type { StepRow } from '../store/rows.ts'
import { asError } from '../thrown.ts'
import type { Answer, Ask } from './asking.ts'
import { Later } from './asking.ts'
import { Asked, type Away, type AwayAnswer, type AwayCall } from './away.ts'
import { addressesIn, type Overlay } from './overlay.ts'
import type { Plan } from './plan.ts'

/** Where the answers of one turn come from: what is stored, under what the turn has changed. */
export interface Sources {
  readonly reads: Reads
  readonly overlay: Overlay
  readonly now: Date
  readonly plans: Plans
  /** In a trial nothing is ever committed: queries answer from what is stored, without the trial's own changes. */
  readonly isTrial?: boolean
  readonly away: Away
  /** Walks ahead of a run; a walk itself looks no further. */
  readonly foresee?: (loaded: LoadedRun, plan: Plan) => Promise<readonly StepRow[]>
}

/** Compiled versions. Loading one is a read, so those that are there already answer at once. */
export interface Plans {
  known(version: string): Plan | undefined
  load(version: string): Promise<Plan | null>
}

/** The answer that needs no reading: by id or identity and read before, or a change to lay over. Undefined: it has to be read. */
export function answerNow(ask: Ask, { reads, overlay, plans, away }: Sources): Answer | undefined {
  switch (ask.kind) {
    case 'record':
      return overlay.record(ask.entity, ask.id)
    case 'identity': {
      const wanted = addressesIn(ask.email, ask.phone, overlay.region)
      for (const { channel, address } of wanted) {
        const contact = overlay.address(channel, address)
        if (contact === undefined) return undefined
        if (contact !== null) return overlay.record('contact', contact)
      }
      return null
    }
    case 'stage':
      overlay.stage(ask.change)
      return null
    case 'wrong-with':
      return reads.wrongWith(ask.change) as unknown as Json
    case 'plan':
      return plans.known(ask.version)
    case 'away':
      return away.answered(ask.key)
    case 'enter':
      return overlay.enter(`${ask.workflow} ${ask.subject} ${ask.key}`)
    default:
      return undefined
  }
}

/** How one question was answered. Records and identities are only read into the overlay here, and answered by `answerNow`. */
export type Found =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'in-overlay' }
  | { readonly kind: 'error'; readonly error: Error }

/** Reads for all questions of a round together. The answers have the order of the questions. */
export async function lookUp(asks: readonly Ask[], sources: Sources): Promise<Found[]> {
  await readIdentities(asks, sources)
  await readRecords(asks, sources)
  return Promise.all(
    asks.map((ask) => lookUpOne(ask, sources).catch((error: unknown) => ({ kind: 'error' as const, error: asError(error) }))),
  )
}

async function readIdentities(asks: readonly Ask[], { reads, overlay }: Sources): Promise<void> {
  const wanted = asks
    .flatMap((ask) => (ask.kind === 'identity' ? addressesIn(ask.email, ask.phone, overlay.region) : []))
    .filter(({ channel, address }) => overlay.address(channel, address) === undefined)
  if (wanted.length === 0) return
  const found = new Map((await reads.identities(wanted)).map((one) => [`${one.channel}:${one.address}`, one.contact]))
  for (const { channel, address } of wanted) overlay.readAddress(channel, address, found.get(`${channel}:${address}`) ?? null)
}

async function readRecords(asks: readonly Ask[], sources: Sources): Promise<void> {
  const { reads, overlay } = sources
  const wanted = new Map<string, Set<string>>()
  const want = (entity: string, id: string) => {
    if (overlay.record(entity, id) !== undefined) return
    const ids = wanted.get(entity)
    if (ids) ids.add(id)
    else wanted.set(entity, new Set([id]))
  }
  for (const ask of asks) {
    if (ask.kind === 'record' && hasEntity(ask.entity)) want(ask.entity, ask.id)
    if (ask.kind === 'record' && !hasEntity(ask.entity)) overlay.read(ask.entity, ask.id, null)
    if (ask.kind !== 'identity') continue
    for (const { channel, address } of addressesIn(ask.email, ask.phone, overlay.region)) {
      const contact = overlay.address(channel, address)
      if (contact) want('contact', contact)
    }
  }
  for (const [entity, ids] of wanted) {
    const records = new Map((await reads.records(entity, [...ids])).map((record) => [record.id, record]))
    for (const id of ids) overlay.read(entity, id, records.get(id) ?? null)
  }
}

async function lookUpOne(ask: Ask, sources: Sources): Promise<Found> {
  const { reads, now } = sources
  const answer = (value: Answer): Found => ({ kind: 'answer', answer: value })
  switch (ask.kind) {
    case 'record':
    case 'identity':
    case 'stage':
    case 'wrong-with':
      return { kind: 'in-overlay' }
    case 'enter': {
      const asker = `${ask.workflow} ${ask.subject} ${ask.key}`
      for (const before of await reads.enrolments([ask])) if (!sources.overlay.readEnrolled(asker, before)) throw new Later()
      return { kind: 'in-overlay' }
    }
    case 'plan':
      return answer(await sources.plans.load(ask.version))
    case 'away':
      return answer(await askElsewhere(ask, sources))
    case 'keyed':
      return answer(await keyed(ask.entity, ask.key, sources))
    case 'query':
      settled(sources, ask.entity, ask.rule)
      return answer(await reads.ids(ask.entity, ask.rule, { ...(ask.sort ? { sort: ask.sort } : {}), limit: ask.limit, now }))
    case 'find':
      return answer(await find(ask.entity, ask.rule, ask.limit, ask.sort ?? null, sources))
    case 'count':
      settled(sources, ask.entity, ask.rule)
      return answer(await reads.count(ask.entity, ask.rule, now))
    case 'segments':
      return answer(await reads.segments())
    case 'stock':
      return answer(await stock(ask.product, sources))
    case 'last-purchase':
      return answer(await lastPurchase(ask.contact, ask.product, sources))
    case 'calendar':
      return answer(await calendar(ask.of, ask.contact, sources))
    case 'last-message':
      return answer((await find('message', { field: 'contact', is: 'is', value: ask.contact }, 1, '-at', sources))[0] ?? null)
    case 'letters':
      return answer((await reads.lettersSince([ask.contact], ask.since))[0]?.count ?? 0)
    case 'answers':
      return answer(await reads.answersSince(ask))
    case 'failed-letters':
      return answer(await reads.deliveries({ contact: ask.contact, states: ['failed'], limit: 10 }))
    case 'letter-results':
      return answer(await reads.letterResults(ask.workflow, ask.since, ask.limit))
    case 'run':
      return answer((await reads.runs([ask.id]))[0] ?? null)
    case 'steps':
      return answer((await reads.steps(ask.run)).slice(-ask.last))
    case 'suggestion':
      return answer(await reads.suggestion(ask.id))
    case 'suggestions-of':
      return answer(await reads.suggestionOfPosition(ask.positions))
    case 'deliveries-of':
      return answer(await reads.deliveries({ run: ask.run, limit: 1000 }))
    case 'delivery':
      return answer(await reads.delivery(ask.id))
    case 'workflow':
      return answer(await reads.workflow(ask.id))
    case 'foresee':
      if (ask.loaded.run.subjectEntity !== null && sources.overlay.hasChanged(ask.loaded.run.subjectEntity)) throw new Later()
      return answer((await sources.foresee?.(ask.loaded, ask.plan)) ?? [])
    case 'erased':
      return answer(await reads.isErased(ask.mark))
    case 'setting':
      return answer((await reads.setting(ask.key)) ?? null)
  }
}

/** A query sees what is committed: while this turn has changes of what it is about, it has to wait for the commit. */
function settled({ overlay, isTrial }: Sources, entity: string, rule: Rule): void {
  if (isTrial) return
  if (overlay.hasChanged(entity)) throw new Later()
  // What segments ask about is read with the answer.
  if (asksSegments(rule) && overlay.hasChanges()) throw new Later()
  for (const related of relatedEntities(entity, rule)) if (overlay.hasChanged(related)) throw new Later()
}

/** The entities that a rule asks about besides its own. */
function relatedEntities(entity: string, rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap((each) => relatedEntities(entity, each))
  if ('any' in rule) return rule.any.flatMap((each) => relatedEntities(entity, each))
  if ('not' in rule) return rule.not.flatMap((each) => relatedEntities(entity, each))
  if ('field' in rule || 'segment' in rule) return []
  const relation = relationAt(entity, relationIn(rule))
  if (!relation) return []
  return [relation.entity, ...(rule.where ? relatedEntities(relation.entity, rule.where) : [])]
}

/** A batch does not wait for a worker; a trial has nobody else in it, and does. */
async function askElsewhere(call: AwayCall, { away, isTrial }: Sources): Promise<AwayAnswer> {
  const asked = away.ask(call)
  if (isTrial) return asked
  throw new Asked()
}

async function find(entity: string, rule: Rule, limit: number, sort: string | null, sources: Sources): Promise<Fields[]> {
  const { reads, overlay, now } = sources
  settled(sources, entity, rule)
  const ids = await reads.ids(entity, rule, { ...(sort ? { sort } : {}), limit, now })
  await readRecords(
    ids.map((id) => ({ kind: 'record', entity, id })),
    sources,
  )
  return ids.map((id) => overlay.record(entity, id)).filter((record) => record != null)
}

/** By the stable key that workflow files use; a changed entity is read again after the commit. */
async function keyed(entity: string, key: string, sources: Sources): Promise<Fields | null> {
  const field = hasEntity(entity) ? entityNamed(entity).key : undefined
  if (!field) return null
  return (await find(entity, { field, is: 'is', value: key }, 1, null, sources))[0] ?? null
}

async function byIdOrKey(entity: string, idOrKey: string, sources: Sources): Promise<Fields | null> {
  return (await recordNamed(entity, idOrKey, sources)) ?? keyed(entity, idOrKey, sources)
}

async function stock(product: string, sources: Sources): Promise<Json> {
  const found = await byIdOrKey('product', product, sources)
  if (!found) return null
  const inStock = numberIn(found['inStock'])
  const reserved = numberIn(found['reserved'])
  return {
    product: found.id,
    name: fieldIn(found, 'name'),
    inStock,
    reserved,
    free: Math.max(0, inStock - reserved),
    expectedOn: fieldIn(found, 'expectedOn'),
  }
}

const fieldIn = (record: Fields | null | undefined, name: string): Json => record?.[name] ?? null

const numberIn = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

async function lastPurchase(contact: string, product: string | null, sources: Sources): Promise<Json> {
  const wanted = product === null ? null : await byIdOrKey('product', product, sources)
  if (product !== null && !wanted) return null
  const rules: Rule[] = [{ field: 'contact', is: 'is', value: contact }]
  if (wanted) rules.push({ field: 'product', is: 'is', value: wanted.id })
  const [line] = await find('orderLine', { all: rules }, 1, '-orderedOn', sources)
  if (!line) return null
  const bought = await recordNamed('product', fieldIn(line, 'product'), sources)
  const ofBoth = (product: string): Rule => ({
    all: [
      { field: 'contact', is: 'is', value: contact },
      { field: 'product', is: 'is', value: product },
    ],
  })
  const [cycle] = bought ? await find('purchaseCycle', ofBoth(bought.id), 1, null, sources) : []
  return {
    order: fieldIn(line, 'order'),
    product: fieldIn(bought, 'id'),
    productName: bought ? fieldIn(bought, 'name') : fieldIn(line, 'description'),
    orderedOn: fieldIn(line, 'orderedOn'),
    quantity: fieldIn(line, 'quantity'),
    price: fieldIn(line, 'price'),
    nextDueOn: fieldIn(cycle, 'nextDueOn'),
  }
}

/** The hours that apply: those of the owner, else of the owner's department, else of the company (the calendar `company`). */
async function calendar(of: string, contact: string | null, sources: Sources): Promise<Json> {
  if (of !== 'owner' && of !== 'department' && of !== 'company') return keyed('calendar', of, sources)
  const person = contact === null || of === 'company' ? null : await recordNamed('contact', contact, sources)
  const owner = await recordNamed('user', fieldIn(person, 'owner'), sources)
  const department = await recordNamed('department', fieldIn(owner, 'department'), sources)
  const own = of === 'owner' ? await recordNamed('calendar', fieldIn(owner, 'calendar'), sources) : null
  return own ?? (await recordNamed('calendar', fieldIn(department, 'calendar'), sources)) ?? keyed('calendar', 'company', sources)
}

async function recordNamed(entity: string, id: Json, sources: Sources): Promise<Fields | null> {
  if (typeof id !== 'string') return null
  await readRecords([{ kind: 'record', entity, id }], sources)
  return sources.overlay.record(entity, id) ?? null
}
