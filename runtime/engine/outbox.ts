import type { Json, Said } from '../../shared/json.ts'
import type { Op, Store, WaitingDelivery } from '../store/port.ts'
import type { DeliveryRow } from '../store/rows.ts'
import { messageOf } from '../thrown.ts'
import { type Asking, askDelivery, askRun } from './asking.ts'
import { Channels, isReopened } from './channels.ts'
import type { Clock } from './clock.ts'
import type { Delivered, Deliverer, Permit } from './deliverer.ts'
import { effectDone } from './effect-done.ts'
import { haltSetting } from './halt.ts'
import type { Companion, Now, Pump, Work } from './pump.ts'
import { nextTry, type Retry, retryOf, usualRetry } from './retry.ts'
import { heldUntil } from './sending-hours.ts'

const pageSize = 1_000
/** After something broke while it was decided whether a delivery goes. */
const afterFaultMs = 60_000
/** Far more than all channels take together. */
const mostUnderWay = 100_000

interface OutboxOptions {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly pump: Pump
  readonly deliverers: ReadonlyMap<string, Deliverer>
  readonly onError: (error: unknown) => void
}

/** Driven by the pump, as its companion: it has no loop and no timer of its own. */
export interface Outbox extends Companion {
  /** Settles what was under way when the process ended, and learns what waits. Before the first delivery. */
  start(): Promise<void>
  /** A person decides about a delivery that may have gone out. */
  resolve(id: string, as: 'resend' | 'assume-sent'): Promise<boolean>
}

/** Delivers nothing before `start`. */
export function openOutbox({ store, clock, pump, deliverers, onError }: OutboxOptions): Outbox {
  const channels = new Channels()
  const running = new Set<Promise<void>>()
  let lookedAt = new Date(0)

  function hear(ops: readonly Op[]): void {
    for (const op of ops) {
      callOffFor(op)
      if (op.op === 'workflow' || op.op === 'setting') channels.release()
      if (op.op === 'delivery') hearDelivery(op.delivery)
      for (const deliverer of deliverers.values()) {
        const opened = deliverer.opens?.(op) ?? null
        if (opened !== null) channels.reopen(opened)
      }
    }
  }

  /** What was decided about ahead may be decided otherwise now: something is paused, or a contact wishes no more letters. */
  function callOffFor(op: Op): void {
    if (op.op === 'workflow' || op.op === 'erase') channels.callOff()
    if (op.op === 'setting' && op.key === haltSetting) channels.callOff()
    if (op.op === 'run' && op.run.paused) channels.callOff()
    if (op.op === 'change' && op.change.entity === 'mailbox') channels.callOff()
    if (op.op === 'change' && op.change.entity === 'contact') channels.callOff(op.change.id)
  }

  function hearDelivery({ id, state, dueAt, channel, contact }: DeliveryRow): void {
    if (state === 'queued' || state === 'deferred') channels.wait({ id, dueAt, channel, contact })
    else channels.leave(id)
  }

  function look(now: Date): void {
    lookedAt = now
    if (pump.isHalted()) channels.callOff()
    else for (const waiting of channels.take(now)) follow(sendAndLook(waiting, now))
  }

  function follow(work: Promise<void>): void {
    const caught: Promise<void> = work.catch(onError).finally(() => running.delete(caught))
    running.add(caught)
  }

  /**
   * The next of the channel is decided about in the very turn that writes that this one has gone: one commit for both. Any
   * other answer may forbid the next, because of its address or its mailbox: it is written first, and those that were
   * decided about ahead are decided about anew.
   */
  async function send(waiting: WaitingDelivery, now: Date): Promise<void> {
    let write: (() => Promise<void>) | null = null
    try {
      const claimed = await claimOne(waiting, now)
      if (!claimed) return
      const { delivery, deliverer } = claimed
      if (!(await channels.place(waiting, clock.now()))) return await calledOff(delivery)
      const delivered = await handOver(delivery, deliverer, waiting)
      if (delivered.kind === 'done') write = () => settled(delivery.id, delivered, deliverer)
      else await settled(delivery.id, delivered, deliverer)
    } finally {
      channels.finish(waiting)
      pump.poke()
    }
    look(lookedAt)
    await write?.()
  }

  async function handOver(delivery: DeliveryRow, deliverer: Deliverer, waiting: WaitingDelivery): Promise<Delivered> {
    const from = clock.now()
    const delivered = await deliverer.deliver(delivery).catch(unclear)
    channels.free(waiting, delivered.kind === 'done' ? from : null, clock.now())
    return delivered
  }

  /** It has not left: it waits as before, and no try is counted. */
  async function calledOff({ id }: DeliveryRow): Promise<void> {
    await pump.insist(({ now }) => callOff(id, now))
  }

  /** What has happened has to be written: an answer that cannot be, as one that nobody understands. */
  async function settled(id: string, delivered: Delivered, deliverer: Deliverer): Promise<void> {
    try {
      await pump.insist(({ now }) => settle(id, delivered, deliverer, now))
    } catch (error) {
      if (delivered.kind === 'unknown') throw error
      await settled(id, unclear(error), deliverer)
    }
  }

  /** The next begins before this one is over: so long as something can go, the outbox is not idle. */
  async function sendAndLook(waiting: WaitingDelivery, now: Date): Promise<void> {
    await send(waiting, now)
    look(lookedAt)
  }

  async function claimOne(waiting: WaitingDelivery, now: Date): Promise<Claimed | null> {
    try {
      const { result, value } = await pump.perform((now) => claim(waiting, deliverers, channels, now))
      if (!result.ok) throw new Error(`Nothing could be decided about the delivery ${waiting.id}: ${result.said.code}`)
      return value
    } catch (error) {
      channels.wait({ ...waiting, dueAt: new Date(now.getTime() + afterFaultMs) })
      throw error
    } finally {
      channels.decided(waiting)
      pump.poke()
    }
  }

  return {
    hear,
    nextDue: () => (pump.isHalted() ? null : channels.nextDue()),
    look,
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
    async start() {
      let page: readonly WaitingDelivery[] = []
      do {
        page = await store.waitingDeliveries(page.at(-1) ?? null, pageSize)
        for (const waiting of page) channels.wait(waiting)
      } while (page.length === pageSize)
      const interrupted = await store.deliveries({ states: ['sending'], limit: mostUnderWay })
      for (const { id, effect } of interrupted) {
        const deliverer = deliverers.get(effect.kind)
        if (deliverer) follow(settled(id, interruption, deliverer))
      }
    },
    async resolve(id, as) {
      const { value } = await pump.perform(({ now }) => resolveUnknown(id, as, deliverers, now))
      return value
    },
  }
}

const interruption: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }

/** A deliverer that throws has a bug; whether it had sent before is anybody's guess. */
const unclear = (error: unknown): Delivered => ({
  kind: 'unknown',
  problem: { code: 'delivery-unknown', with: { message: messageOf(error) } },
})

interface Claimed {
  readonly delivery: DeliveryRow
  readonly deliverer: Deliverer
}

/** Commits that it is under way, if it still may go and its channel's turn has come. */
function* claim(
  waiting: WaitingDelivery,
  deliverers: ReadonlyMap<string, Deliverer>,
  channels: Channels,
  { now, parts, isHeld }: Now,
): Asking<Work<Claimed | null>> {
  const nothing = { ops: [], value: null }
  const delivery = yield* askDelivery(waiting.id)
  if (!delivery || (delivery.state !== 'queued' && delivery.state !== 'deferred')) {
    channels.leave(waiting.id)
    return nothing
  }
  if (yield* isPaused(delivery, isHeld)) {
    channels.hold(waiting.id)
    return nothing
  }
  if (delivery.dueAt > now && !isReopened(waiting)) {
    // Put off since it was taken.
    channels.wait({ ...waiting, dueAt: delivery.dueAt })
    return nothing
  }
  const deliverer = deliverers.get(delivery.effect.kind)
  if (!deliverer) throw new Error(`Nobody delivers "${delivery.effect.kind}"`)
  const permit = yield* permitted(delivery, deliverer, now, parts.company.zone)
  if (permit.kind === 'wait') {
    const { until, reason } = permit
    // Whoever looks at it sees what it waits for, and until when as it is now.
    const told = yield* deliverer.record(delivery, { kind: 'again', problem: reason, afterMs: until.getTime() - now.getTime() }, now)
    return { ops: [put(delivery, { state: 'deferred', dueAt: until, problem: reason, updatedAt: now }), ...told], value: null }
  }
  if (permit.kind === 'refuse') {
    const refused: Delivered = { kind: 'failed', result: 'suppressed', problem: permit.reason }
    const cancelled = put(delivery, { state: 'cancelled', problem: permit.reason, updatedAt: now })
    const told = yield* deliverer.record(delivery, refused, now)
    return { ops: [cancelled, ...told, effectDone(delivery, { state: 'suppressed', reason: asJson(permit.reason) }, now)], value: null }
  }
  if (!channels.keepsPace(delivery.channel, permit.everyMs, now)) return nothing
  channels.grant(waiting)
  const sending: DeliveryRow = { ...delivery, state: 'sending', attempts: delivery.attempts + 1, updatedAt: now }
  return { ops: [put(delivery, sending)], value: { delivery: sending, deliverer } }
}

/** Commits that it waits again. */
function* callOff(id: string, now: Date): Asking<Work<null>> {
  const delivery = yield* askDelivery(id)
  if (delivery?.state !== 'sending') return { ops: [], value: null }
  const attempts = delivery.attempts - 1
  return { ops: [put(delivery, { state: attempts === 0 ? 'queued' : 'deferred', attempts, dueAt: now, updatedAt: now })], value: null }
}

function* isPaused({ run }: DeliveryRow, isHeld: Now['isHeld']): Asking<boolean> {
  if (run === null || isHeld(null)) return isHeld(null)
  const loaded = yield* askRun(run)
  return loaded !== null && (loaded.run.paused || isHeld(loaded.run.workflow))
}

/** What may not go is told so at once, also at night; what may go waits for the hours of its step. */
function* permitted(delivery: DeliveryRow, deliverer: Deliverer, now: Date, zone: string): Asking<Permit> {
  const permit = yield* deliverer.permit(delivery, now)
  const until = permit.kind === 'go' ? yield* heldUntil(delivery, now, zone) : null
  return until ? { kind: 'wait', until, reason: { code: 'waits-for-hours', with: { until: until.toISOString() } } } : permit
}

/** Commits how a try ended. */
function* settle(id: string, delivered: Delivered, deliverer: Deliverer, now: Date): Asking<Work<null>> {
  const delivery = yield* askDelivery(id)
  if (delivery?.state !== 'sending') return { ops: [], value: null }
  const retry = delivered.kind === 'again' ? yield* retryOf(delivery) : usualRetry
  const final = lastWord(delivery, delivered, deliverer, retry)
  const told = yield* deliverer.record(delivery, final, now)
  return { ops: [...outcomeOf(delivery, final, now, retry), ...told], value: null }
}

/** What an answer means for this delivery: the last try has none after it, an unknown fate is its author's choice. */
function lastWord(delivery: DeliveryRow, delivered: Delivered, deliverer: Deliverer, { tries }: Retry): Delivered {
  if (delivered.kind === 'again' && delivery.attempts >= tries) {
    const reason = asJson(delivered.problem)
    return { kind: 'failed', result: 'failed', problem: { code: 'tries-used-up', with: { tries: delivery.attempts, reason } } }
  }
  if (delivered.kind !== 'unknown') return delivered
  switch (deliverer.whenUnknown(delivery.effect)) {
    case 'hold':
      return delivered
    case 'resend':
      // At once the first time; who loses every answer is waited for, and does not get copies without end.
      if (delivery.attempts >= tries) return delivered
      return { kind: 'again', problem: delivered.problem, ...(delivery.attempts === 1 ? { afterMs: 0 } : {}) }
    case 'assume-sent':
      return { kind: 'done', result: { state: 'sent', assumed: true } }
  }
}

function outcomeOf(delivery: DeliveryRow, delivered: Delivered, now: Date, retry = usualRetry): Op[] {
  switch (delivered.kind) {
    case 'done': {
      const result = { state: 'done', ...delivered.result }
      return [put(delivery, { state: 'done', result, problem: null, updatedAt: now }), effectDone(delivery, result, now)]
    }
    case 'failed': {
      const result = { ...delivered.details, state: delivered.result, problem: asJson(delivered.problem) }
      return [put(delivery, { state: 'failed', result, problem: delivered.problem, updatedAt: now }), effectDone(delivery, result, now)]
    }
    case 'again':
      return [
        put(delivery, {
          state: 'deferred',
          dueAt: nextTry(delivery, delivered.afterMs ?? null, now, retry),
          problem: delivered.problem,
          updatedAt: now,
        }),
      ]
    case 'unknown':
      return [put(delivery, { state: 'unknown', problem: delivered.problem, updatedAt: now })]
  }
}

function* resolveUnknown(
  id: string,
  as: 'resend' | 'assume-sent',
  deliverers: ReadonlyMap<string, Deliverer>,
  now: Date,
): Asking<Work<boolean>> {
  const delivery = yield* askDelivery(id)
  const deliverer = delivery && deliverers.get(delivery.effect.kind)
  if (delivery?.state !== 'unknown' || !deliverer) return { ops: [], value: false }
  const delivered: Delivered =
    as === 'assume-sent'
      ? { kind: 'done', result: { state: 'sent', assumed: true } }
      : { kind: 'again', problem: { code: 'delivery-unknown' }, afterMs: 0 }
  const told = yield* deliverer.record(delivery, delivered, now)
  return { ops: [...outcomeOf(delivery, delivered, now), ...told], value: true }
}

/** Refused when somebody else has changed the delivery since it was read. */
const put = (before: DeliveryRow, changed: Partial<DeliveryRow>): Op => ({
  op: 'delivery',
  delivery: { ...before, ...changed },
  expects: [before.state],
})

const asJson = (said: Said): Json => said as unknown as Json
