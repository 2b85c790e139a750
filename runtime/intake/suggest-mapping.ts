/**
 * Guesses what the values of a body mean: by their names and labels, by the kind a sender states, by what they look like.
 * Nothing here knows a sender. A marketer sees the guess on a received sample and corrects it by clicking on a value.
 */
import { normalEmail } from '../../shared/identity.ts'
import { answerKeys, type FieldMapping, type IntakeTarget, isAnswer, kindOf, pathToward } from '../../shared/intake.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { isDay } from '../../shared/time.ts'
import { intakeOrder, isMailHappening, isMessageId, isSomebodyElse, plainWords, targetsOf } from './field-words.ts'
import { bareAddress, phoneInside } from './read-person.ts'

/**
 * One guess for each target that something in the body fits; `leaves` are its values, where somebody has them already.
 * Empty for a body without a person in it: rather nobody than somebody who did not write.
 */
export function suggestMapping(body: Json, leaves = leavesOf(body)): readonly FieldMapping[] {
  const guesses = leaves.flatMap(guessesFor)
  const chosen: Guess[] = []
  for (const to of intakeOrder) {
    const free = guesses.filter((guess) => guess.to === to && !chosen.some(({ leaf }) => leaf === guess.leaf))
    const one = best(free, chosen[0]?.leaf ?? null)
    if (one) chosen.push(one)
  }
  const has = (target: IntakeTarget) => chosen.some(({ to }) => to === target)
  const hasLast = has('contact.lastName')
  const hasFirst = has('contact.firstName')
  // Without an address a "name" may be that of anything.
  const isPerson = has('contact.email') || has('contact.phone') || hasFirst || hasLast
  if (!isPerson || tellsOfMail(leaves)) return []
  return chosen
    .filter(({ to }) => to !== 'contact.name' || !(hasFirst && hasLast))
    .map(({ to, leaf }) => ({
      from: pathToward(body, leaf.at),
      // With a family name beside it, "name" is the first one.
      to: to === 'contact.name' && hasLast && !hasFirst ? 'contact.firstName' : to,
    }))
}

/** One value of a body and everything that says what it is. */
export interface Leaf {
  readonly at: readonly (string | number)[]
  readonly value: string
  /** Its own name, or what people called it. */
  readonly words: string
  readonly around: readonly string[]
  /** The kind that the sender states beside it. */
  readonly kind: string
}

interface Guess {
  readonly to: IntakeTarget
  readonly leaf: Leaf
  readonly sure: number
}

/** More values than a form has; what comes after them is not looked at. */
const mostLeaves = 1000

/** The values of a body, from the top on. */
export function leavesOf(body: Json): readonly Leaf[] {
  let known: ReadonlyMap<string, string> | undefined
  const titles = () => (known ??= titlesById(body))
  const leaves: Leaf[] = []
  const walk = (value: Json, at: Leaf['at'], around: readonly string[], pair: Pair | null): void => {
    if (Array.isArray(value)) {
      for (const [index, element] of (value as readonly Json[]).entries()) {
        if (leaves.length >= mostLeaves) return
        walk(element, [...at, index], around, pair ?? (isJsonObject(element) ? pairIn(element, titles) : null))
      }
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (leaves.length >= mostLeaves) return
        if (pair && structural.has(key)) continue
        // Where the question has no name, what stands beside its answer or inside it has one of its own.
        const isNamed = pair?.words === '' && !pair.answers.has(key)
        walk(inner, [...at, key], typeof inner === 'object' ? [...around, plainWords(key)] : around, isNamed ? null : pair)
      }
    } else if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value).trim()
      if (text === '') return
      leaves.push({ at, value: text, words: pair?.words ?? nameOf(at), around, kind: pair?.kind ?? '' })
    }
  }
  walk(body, [], [], null)
  return leaves
}

/** The key of a value; of the first value of a list that of the list; `first` of a name is a "first name". */
function nameOf(at: Leaf['at']): string {
  const keys = at.filter((step) => typeof step === 'string').map(plainWords)
  const own = keys.at(-1) ?? ''
  const parent = keys.at(-2) ?? ''
  return (own === 'first' || own === 'last') && !/(^| )name$/.test(parent) ? '' : own
}

/** What says which question this is and cannot be its answer. */
const structural = new Set([
  'id',
  'key',
  'ref',
  'field',
  'type',
  'label',
  'title',
  'question',
  'name',
  'code',
  'position',
  'enum',
  'properties',
])
const labels = ['label', 'question', 'title', 'name'] as const

/** A question with its answer: what the question is called and of which kind it is. */
interface Pair {
  readonly words: string
  readonly kind: string
  /** Under which keys the answer stands. */
  readonly answers: ReadonlySet<string>
}

function pairIn(element: JsonObject, titles: () => ReadonlyMap<string, string>): Pair | null {
  if (!isAnswer(element)) return null
  const kind = kindOf(element)
  const field = element['field']
  const ids = isJsonObject(field) ? [field['id'], field['ref']] : [element['field_id']]
  const label = labels.map((key) => element[key]).find((text) => typeof text === 'string' && text !== '')
  const known = ids.map((id) => titles().get(String(id))).find((title) => title !== undefined)
  return typeof label === 'string' || known !== undefined || kind !== ''
    ? { words: plainWords(String(label ?? known ?? '')), kind: plainWords(kind), answers: new Set([...answerKeys, kind]) }
    : null
}

/** What a definition elsewhere in the body calls a question: its title by its id. */
function titlesById(body: Json): ReadonlyMap<string, string> {
  const titles = new Map<string, string>()
  const open: Json[] = [body]
  for (let next = open.pop(), seen = 0; next !== undefined && seen < mostLeaves; next = open.pop(), seen++) {
    if (Array.isArray(next)) open.push(...(next as readonly Json[]).filter((inner) => typeof inner === 'object'))
    if (!isJsonObject(next)) continue
    const title = labels.map((key) => next?.[key as never] as Json).find((text) => typeof text === 'string')
    for (const id of [next['id'], next['ref']]) if (typeof id === 'string' && typeof title === 'string') titles.set(id, title)
    open.push(...Object.values(next).filter((inner) => typeof inner === 'object' && inner !== null))
  }
  return titles
}

/** Do these values tell what became of a letter or a message of ours? Then the address in it is that of somebody we wrote to. */
export const tellsOfMail = (leaves: readonly Leaf[]): boolean =>
  leaves.some(({ at }) => isMessageId(keyAt(at))) && leaves.some(({ at, value }) => isMailHappening(keyAt(at), plainWords(value)))

const keyAt = (at: Leaf['at']): string => plainWords(String(at.findLast((step) => typeof step === 'string') ?? ''))

function guessesFor(leaf: Leaf): Guess[] {
  if (leaf.around.some(isSomebodyElse) || isSomebodyElse(leaf.words)) return []
  const byKind = targetsOf(leaf.kind).filter(({ to }) => to === 'contact.email' || to === 'contact.phone')
  const byWords = [...targetsOf(leaf.words), ...byKind]
  const looks = looksLike(leaf)
  const all = looks && !byWords.some(({ to }) => to === looks) ? [...byWords, { to: looks, sure: 1 }] : byWords
  return all.flatMap(({ to, sure }) => {
    const fits = fitsTarget(to, leaf.value)
    // An address that is none is still the address: then the marketer is told what is wrong with it.
    if (!fits && !((to === 'contact.email' || to === 'contact.phone') && sure >= 2)) return []
    return [{ to, leaf, sure: fits ? sure : 0.5 }]
  })
}

const isPhone = (text: string): boolean => /^\+?[\d\s().-]{7,24}$/.test(text) && text.replace(/\D/g, '').length >= 7

function looksLike({ value, words }: Leaf): IntakeTarget | null {
  if (normalEmail(value) !== null) return 'contact.email'
  if (value.startsWith('+') && isPhone(value)) return 'contact.phone'
  // A caller whom nobody has named yet is called by the number.
  const isName = targetsOf(words).some(({ to }) => to === 'contact.name')
  return isName && phoneInside(value) !== null ? 'contact.phone' : null
}

const hasLetters = (text: string): boolean => /\p{L}/u.test(text)

function fitsTarget(to: IntakeTarget, value: string): boolean {
  switch (to) {
    case 'contact.email':
      return normalEmail(bareAddress(value)) !== null
    case 'contact.phone':
      return isPhone(value) || phoneInside(value) !== null
    case 'contact.name':
    case 'contact.firstName':
    case 'contact.lastName':
      return hasLetters(value) && value.length <= 80 && !/[@#/\\{}<>_]|https?:/.test(value)
    case 'contact.birthday':
      return isDay(value) || /^\d{1,2}[./]\d{1,2}[./]\d{4}$/.test(value)
    case 'contact.language':
      return /^(en|ru)\b/i.test(value)
    case 'contact.zone':
      return /^[A-Z][A-Za-z]+\/[A-Z][\w+/-]+$/.test(value)
    case 'contact.budget':
      return value.length <= 200
    default:
      return hasLetters(value)
  }
}

/** The surest guess; of equals the one that stands nearest to the address of the person, then the one nearest to the top. */
function best(guesses: readonly Guess[], near: Leaf | null): Guess | null {
  let found: { readonly guess: Guess; readonly points: number } | null = null
  for (const guess of guesses) {
    const shared = near ? sharedSteps(near.at, guess.leaf.at) : 0
    const points = guess.sure + 0.4 * shared - 0.1 * guess.leaf.at.length - (guess.leaf.around.includes('shipping') ? 0.5 : 0)
    if (!found || points > found.points) found = { guess, points }
  }
  return found?.guess ?? null
}

function sharedSteps(a: Leaf['at'], b: Leaf['at']): number {
  let count = 0
  while (count < a.length && a[count] === b[count]) count++
  return count
}
