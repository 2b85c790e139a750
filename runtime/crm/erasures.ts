/**
 * Erases people. The erasure stands in the list beside the database before anything is deleted, so that one which was cut
 * short, or a copy from before that is put back, is erased at the next start. What goes, goes in one commit; then it is
 * looked once more, because the engine may have written meanwhile, until nothing is found.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { effectDone } from '../engine/effect-done.ts'
import { addToErasureList, type ListedErasure, readErasureList } from '../erasure-list.ts'
import type { AddressMark } from '../mail/address-mark.ts'
import { newId } from '../store/ids.ts'
import type { Op, Store, Unit, UnitResult } from '../store/port.ts'
import { namesOf, redactedText } from '../store/redact.ts'
import { openSqliteCopy } from '../store/sqlite.ts'
import { isNothing, type KnownPerson, type Traces } from '../store/traces.ts'

/** What was erased, or why it could not be yet. */
export type Erased =
  | {
      readonly ok: true
      readonly id: string
      readonly traces: Traces
      /** Nothing is left; otherwise the rest goes at the next start. */
      readonly isFinished: boolean
      /** Copies in the data folder that could not be opened: they may still hold the person. */
      readonly unread: readonly string[]
    }
  | { readonly ok: false; readonly problem: 'not-found' | 'import-under-way' }

/** Who asks for it (null: somebody at the terminal), and what it rests on. */
interface Order {
  readonly by: string | null
  readonly reason: string
}

/** One after the other: each is a look through everything. */
export interface Erasures {
  /** What would go; null when there is no such contact. */
  look(contact: string): Promise<Traces | null>
  erase(contact: string, order: Order): Promise<Erased>
  /** Applies again what the database does not know of. Before the engine starts, so that nothing falls due. */
  resume(): Promise<void>
}

interface ErasuresNeed {
  readonly store: Store
  submit(unit: Unit): Promise<UnitResult>
  readonly dataDir: string
  readonly markOf: AddressMark
  now(): Date
}

/** After so many looks the rest is left to the next start. */
const mostLooks = 8

/** Does nothing by itself. */
export function openErasures({ store, submit, dataDir, markOf, now }: ErasuresNeed): Erasures {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }

  async function look(contact: string): Promise<Traces | null> {
    const person = await store.personOf(contact)
    return person && store.tracesOf(person)
  }

  async function erase(contact: string, { by, reason }: Order): Promise<Erased> {
    const person = await store.personOf(contact)
    if (!person) return { ok: false, problem: 'not-found' }
    const traces = await store.tracesOf(person)
    if (await isBeingImported(traces, store)) return { ok: false, problem: 'import-under-way' }
    const marks = person.emails.map(markOf)
    // Whoever wrote it may have named them all the same.
    const names = namesOf(person.values)
    const said = names ? redactedText(reason, names) : reason
    const listed: ListedErasure = { id: newId(), contacts: person.contacts, marks, at: now().toISOString(), by, reason: said }
    await addToErasureList(dataDir, listed)
    const isFinished = await eraseIn({ store, submit, now }, listed, person)
    return { ok: true, id: listed.id, traces, isFinished, unread: await eraseInCopies([listed], dataDir, { markOf, now }) }
  }

  async function resume(): Promise<void> {
    const stored = await store.erasures()
    const listed = await readErasureList(dataDir)
    for (const one of stored) {
      if (!listed.some(({ id }) => id === one.id)) await addToErasureList(dataDir, { ...one, at: one.at.toISOString() })
    }
    const done = new Set(stored.filter(({ finishedAt }) => finishedAt !== null).map(({ id }) => id))
    const whole = await readErasureList(dataDir)
    for (const one of whole) if (!done.has(one.id)) await eraseAgain({ store, submit: alone(store), now }, one, markOf)
    if (whole.length > 0) await eraseInCopies(whole, dataDir, { markOf, now })
  }

  return { look, erase: (contact, order) => inTurn(() => erase(contact, order)), resume: () => inTurn(resume) }
}

/** Rows that are still to be read would make the person anew. */
async function isBeingImported({ files }: Traces, store: Store): Promise<boolean> {
  const going = (await store.jobs(null)).filter(({ kind, state }) => kind === 'import' && (state === 'waiting' || state === 'running'))
  return going.some(({ input }) => files.some((file) => JSON.stringify(input).includes(file)))
}

type Where = Pick<ErasuresNeed, 'store' | 'submit' | 'now'>

/** Answers whether nothing is left. */
async function eraseIn({ store, submit, now }: Where, listed: ListedErasure, known: KnownPerson): Promise<boolean> {
  const { marks, ...rest } = listed
  const erasure = { ...rest, at: new Date(listed.at), finishedAt: null }
  let person = known
  for (let looks = 0; looks < mostLooks; looks++) {
    const traces = await store.tracesOf(person)
    const isLast = looks > 0 && isNothing(traces)
    const ops: readonly Op[] = isLast
      ? [{ op: 'erasure-finished', id: listed.id, at: now() }]
      : [{ op: 'erase', traces, erasure, marks }, ...traces.awaited.map((letter) => goesOn(letter, now()))]
    const result = await submit({ ops })
    if (!result.ok) throw new Error(`An erasure was refused: ${result.said.code}`)
    await store.scrub()
    if (isLast) return true
    person = { ...person, ids: [...new Set([...person.ids, ...traces.person.ids])] }
  }
  return false
}

/** A run of somebody else that waits to hear of a letter to the person hears that it does not go. */
const goesOn = (letter: Traces['awaited'][number], at: Date): Op =>
  effectDone({ ...letter, contact: null }, { state: 'suppressed', reason: { code: 'suppressed-erased' } }, at)

/** By the list alone: whoever is still there is known by their record, all others by their ids. */
async function eraseAgain(where: Where, listed: ListedErasure, markOf: AddressMark): Promise<void> {
  const found = await Promise.all(listed.contacts.map((contact) => where.store.personOf(contact)))
  const people = found.flatMap((person) => person ?? [])
  const all = (of: (person: KnownPerson) => readonly string[]) => [...new Set([...listed.contacts, ...people.flatMap(of)])]
  const person = { contacts: all(({ contacts }) => contacts), ids: all(({ ids }) => ids), emails: [], values: all(({ values }) => values) }
  const marks = [...new Set([...listed.marks, ...people.flatMap(({ emails }) => emails.map(markOf))])]
  await eraseIn(where, { ...listed, contacts: person.contacts, marks }, person)
}

/** What a restore has put aside is ours, too. Answers with the files that could not be opened. */
async function eraseInCopies(
  all: readonly ListedErasure[],
  dataDir: string,
  { markOf, now }: Pick<ErasuresNeed, 'markOf' | 'now'>,
): Promise<readonly string[]> {
  const names = (await readdir(dataDir).catch(() => [])).filter((name) => /\.before-restore-[\dTZ-]+$/.test(name))
  const unread: string[] = []
  for (const name of names) {
    try {
      const copy = openSqliteCopy(join(dataDir, name))
      try {
        const done = new Set((await copy.erasures()).filter(({ finishedAt }) => finishedAt !== null).map(({ id }) => id))
        for (const one of all) if (!done.has(one.id)) await eraseAgain({ store: copy, submit: alone(copy), now }, one, markOf)
      } finally {
        await copy.close()
      }
    } catch {
      unread.push(name)
    }
  }
  return unread
}

/** Without an engine that would go on from it. */
const alone = (store: Store) => async (unit: Unit) => {
  const [result] = await store.commit([unit])
  if (!result) throw new Error('A unit without a result')
  return result
}
