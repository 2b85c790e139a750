/**
 * The real engine over the real store, living under a clock that is turned by hand, and dying whenever its world says
 * so. Another life then begins over the same file.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeTypes } from '../../nodes/index.ts'
import { type Erasures, openErasures } from '../crm/erasures.ts'
import { type Clock, type ManualClock, manualClock } from '../engine/clock.ts'
import type { Deliverer } from '../engine/deliverer.ts'
import { type Engine, openEngine } from '../engine/engine.ts'
import { addressMarks } from '../mail/address-mark.ts'
import type { Op, Store, Unit } from '../store/port.ts'
import { databaseFile, openSqlite } from '../store/sqlite.ts'
import { theCompany } from '../testing/the-company.ts'
import { thePeople } from '../testing/world.ts'
import { type Audit, openAudit } from './audit.ts'
import { Fate, faultyStore, LifeLine } from './faulty-store.ts'
import { markSecret, type Outside, openOutside } from './outside.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Monday, 2 March 2026, nine in the morning, UTC. */
export const beginning = new Date('2026-03-02T09:00:00Z')

/** Milliseconds between an approval and its effects. */
export const graceMs = 10_000

/** Parts that are put in the place of ours, to see whether a fault in them is found. Made anew for each simulation. */
export interface Replaced {
  readonly store?: (store: Store) => Store
  readonly clock?: (clock: Clock) => Clock
  readonly deliverer?: (deliverer: Deliverer) => Deliverer
  readonly nodeTypes?: typeof nodeTypes
}

/** What came of something that was asked of a process which may die, or refuse for lack of its database. */
export type Came<Value> = { readonly kind: 'answer'; readonly value: Value } | { readonly kind: 'died' } | { readonly kind: 'refused' }

const fewMinutesMs = 5 * 60_000
const mostLives = 500
const mostDue = 20_000

/** Open it with `bear`, and end it with `bury`. */
export class Life {
  readonly clock: ManualClock = manualClock(beginning)
  readonly fate: Fate
  readonly outside: Outside
  readonly audit: Audit
  readonly errors: unknown[] = []
  engine!: Engine
  erasures!: Erasures
  private readonly folder: string
  private readonly replaced: Replaced
  private readonly prepared: readonly Op[]
  private line = new LifeLine()
  private store!: Store
  lives = 0
  private readonly newId = growing('made')
  private failedAt = 0
  private refused = 0
  private rebirth: Promise<void> | null = null

  /** `prepared` is in the database before the first life begins, a copy of that in `template`. */
  constructor(world: SimulatedWorld, prepared: readonly Op[], replaced: Replaced, template: string) {
    this.replaced = replaced
    this.folder = mkdtempSync(join(shelf(), 'world-'))
    copyFileSync(join(template, databaseFile), join(this.folder, databaseFile))
    this.prepared = prepared
    this.audit = openAudit(join(this.folder, databaseFile))
    this.fate = new Fate(world.faults)
    const contact = (id: string) => this.audit.one('select * from contact where id = ?', id)
    this.outside = openOutside({ world, fate: this.fate, now: () => this.clock.now(), contact })
  }

  /** Could something not be written within the last minutes? Then what is due may have been put off. */
  get hasFailed(): boolean {
    return this.now().getTime() - this.failedAt < fewMinutesMs
  }

  now(): Date {
    return this.clock.now()
  }

  /** Begins the first life, or the next one after a death; resolves when it has started. */
  async bear(): Promise<void> {
    if (++this.lives > mostLives) throw new Error('It dies again and again')
    this.line = new LifeLine()
    const line = this.line
    const { clock, deliverer = (one) => one, store = (one) => one, nodeTypes: types = nodeTypes } = this.replaced
    this.store = openSqlite(this.folder, { newId: this.newId })
    if (this.lives === 1) await this.store.commit([{ ops: this.prepared }])
    const faulty = store(faultyStore(this.store, line, this.fate))
    this.engine = openEngine({
      store: faulty,
      clock: clock?.(this.clock) ?? this.clock,
      nodeTypes: () => types,
      company: () => theCompany,
      graceMs: () => graceMs,
      deliverers: this.outside.deliverers(line).map(deliverer),
      onError: (error) => this.errors.push(error),
      turnMs: Number.POSITIVE_INFINITY,
    })
    const submit = (unit: Unit) => this.engine.pump.submit(unit)
    const markOf = addressMarks(markSecret)
    this.erasures = openErasures({ store: faulty, submit, dataDir: this.folder, markOf, now: () => this.now() })
    // A process that cannot start ends, and is started again.
    const start = () => this.erasures.resume().then(() => this.engine.start())
    if ((await this.ask(start)).kind === 'refused') line.die()
    if (line.isDead) await this.rise()
  }

  /** Which of these texts stand in any file of the installation. */
  found(texts: readonly string[]): readonly string[] {
    const files = readdirSync(this.folder).map((name) => readFileSync(join(this.folder, name), 'latin1').toLowerCase())
    return texts.filter((text) => files.some((bytes) => bytes.includes(text.toLowerCase())))
  }

  /** Without a word, at any moment. */
  async kill(): Promise<void> {
    this.line.die()
    await this.rise()
  }

  /** Asks the engine; after a death the next life has begun when this resolves. */
  async ask<Value>(question: () => Promise<Value>): Promise<Came<Value>> {
    const { line } = this
    const died = line.death.then((): Came<Value> => ({ kind: 'died' }))
    const came = question().then(
      (value): Came<Value> => ({ kind: 'answer', value }),
      (): Came<Value> => ({ kind: 'refused' }),
    )
    return Promise.race([died, came])
  }

  /** Begins another life, once, however many have noticed the death. */
  rise(): Promise<void> {
    if (!this.line.isDead) return Promise.resolve()
    this.rebirth ??= this.buryStore().then(() => {
      this.rebirth = null
      return this.bear()
    })
    return this.rebirth
  }

  /** Resolves when nothing is left to do at this moment, however often it dies on the way. */
  async quiet(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      const came = await this.ask(() => this.engine.pump.idle())
      if (this.fate.refused > this.refused) this.failedAt = this.now().getTime()
      this.refused = this.fate.refused
      if (came.kind === 'died') await this.rise()
      else if (!this.audit.work(this.now())) return
      else this.engine.pump.poke()
    }
  }

  /** Time passes, due moment by due moment. */
  async until(at: Date): Promise<void> {
    await this.quiet()
    for (let turns = 0; turns < mostDue; turns++) {
      const came = await this.ask(() => this.engine.pump.nextDue())
      if (came.kind === 'died') await this.rise()
      if (came.kind !== 'answer') continue
      if (!came.value || came.value > at) break
      if (came.value > this.now()) this.clock.set(came.value)
      await this.quiet()
    }
    if (at > this.now()) this.clock.set(at)
    await this.quiet()
  }

  async bury(): Promise<void> {
    this.audit.close()
    if (!this.line.isDead) this.line.die()
    await this.buryStore()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private buryStore(): Promise<void> {
    return this.store.close()
  }
}

let shelved: string | null = null

/** Files of worlds lie in memory where the system has such a folder: their deaths are played, so nothing has to last. */
function shelf(): string {
  if (shelved) return shelved
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tandem-simulation-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  shelved = folder
  return folder
}

let made: Promise<string> | null = null

/** The folder of a database with its tables and the people of the house, made once and copied for each world. */
export function template(): Promise<string> {
  made ??= makeTemplate()
  return made
}

async function makeTemplate(): Promise<string> {
  const folder = join(shelf(), 'template')
  mkdirSync(folder)
  const store = openSqlite(folder, { newId: growing('template') })
  await store.commit([{ ops: thePeople(beginning) }])
  await store.close()
  return folder
}

function growing(name: string): () => string {
  let count = 0
  return () => `${name}-${String(++count).padStart(9, '0')}`
}
