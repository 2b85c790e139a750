/**
 * What declined suggestions of a step had in common that approved ones had not: a condition of which the step could be
 * told. It is counted from what was so of each record when somebody decided, and proposed to the author; nothing more.
 */
import type { Field } from './entities/entity.ts'
import { entityNamed, hasEntity } from './entities.ts'
import type { Json } from './json.ts'
import type { Fields } from './node.ts'
import { fieldAt } from './rule-fields.ts'
import type { FieldRule, RelatedRule, Rule } from './rules.ts'
import type { DismissReason } from './suggestion.ts'
import type { Verdict } from './trust.ts'

/** A line that is true of a record at the moment somebody decides about it. */
export type Fact = FieldRule | RelatedRule

/** One decision, with what was so of its record; `facts` is null where that was not noted. */
export interface FactualDecision {
  readonly how: Verdict
  readonly reason: DismissReason | null
  readonly facts: readonly Fact[] | null
}

/** Of how many decisions of a kind something was so. */
interface Share {
  readonly had: number
  readonly all: number
}

/** Something that was so of most of what was declined and of little of what was approved. */
export interface Common {
  readonly fact: Fact
  readonly declined: Share
  readonly approved: Share
}

/** So many of each kind are enough to compare. */
const leastOfEach = 10
/** At least four of five that were declined, and at most one of five that were approved. */
const shareOfDeclined = 0.8
const shareOfApproved = 0.2
const mostProposed = 3

/**
 * What tells declined from approved decisions, the plainest first, at most three; none where there are fewer than ten of
 * either. Whoever declined because of the text said nothing about the record, so those are left out.
 */
export function commonIn(decisions: readonly FactualDecision[]): readonly Common[] {
  const known = decisions.filter(({ facts, reason }) => facts !== null && reason !== 'wrong-text')
  const declined = known.filter(({ how }) => how === 'declined')
  const approved = known.filter(({ how }) => how !== 'declined')
  if (declined.length < leastOfEach || approved.length < leastOfEach) return []
  const [had, hadToo] = [countFacts(declined), countFacts(approved)]
  const proposed: Common[] = []
  for (const [text, { fact, count }] of had) {
    const other = hadToo.get(text)?.count ?? 0
    if (count < declined.length * shareOfDeclined || other > approved.length * shareOfApproved) continue
    proposed.push({ fact, declined: { had: count, all: declined.length }, approved: { had: other, all: approved.length } })
  }
  return proposed.sort((a, b) => clearness(b) - clearness(a) || detail(b.fact) - detail(a.fact)).slice(0, mostProposed)
}

const clearness = ({ declined, approved }: Common): number => declined.had / declined.all - approved.had / approved.all

/** Of two that tell as well, the one that says more: "has overdue invoices" before "has invoices". */
const detail = (fact: Fact): number => JSON.stringify(fact).length

function countFacts(decisions: readonly FactualDecision[]): Map<string, { fact: Fact; count: number }> {
  const counted = new Map<string, { fact: Fact; count: number }>()
  for (const { facts } of decisions) {
    const each = new Map((facts ?? []).map((fact) => [JSON.stringify(fact), fact]))
    for (const [text, fact] of each) counted.set(text, { fact, count: (counted.get(text)?.count ?? 0) + 1 })
  }
  return counted
}

/** What is known about a record besides its own fields. */
export interface Around {
  /** The records that its refs name, by field. */
  readonly near: Readonly<Record<string, Fields>>
  /** The records that point to it, by relation. */
  readonly related: Readonly<Record<string, readonly Fields[]>>
}

/** Everything plain that is so of a record: its choices, flags, tags and short texts, what it lacks, what it has of others. */
export function factsOf(entity: string, record: Fields, { near, related }: Around): readonly Fact[] {
  return [
    ...factsOfFields(entity, record, ''),
    ...Object.entries(near).flatMap(([field, other]) => {
      const ref = fieldAt(entity, field)
      return ref?.entity ? factsOfFields(ref.entity, other, `${field}.`) : []
    }),
    ...Object.entries(related).flatMap(([relation, records]) => factsOfRelation(entity, relation, records)),
  ]
}

function factsOfFields(entity: string, record: Fields, before: string): readonly Fact[] {
  return Object.entries(hasEntity(entity) ? entityNamed(entity).fields : {}).flatMap(([name, field]) =>
    field.hidden ? [] : factsOfField(`${before}${name}`, field, record[name] ?? null),
  )
}

const longestText = 60
const mostTags = 20

function factsOfField(path: string, field: Field, value: Json): readonly Fact[] {
  switch (field.type) {
    case 'flag':
      return value === true ? [{ field: path, is: 'yes' }] : []
    case 'tags':
      return Array.isArray(value) ? value.slice(0, mostTags).map((tag) => ({ field: path, is: 'has', value: tag })) : []
    case 'choice':
      return typeof value === 'string' && value !== '' ? [{ field: path, is: 'is', value }] : []
    case 'text':
      if (field.personal || field.shape || typeof value !== 'string' || value === '' || value.length > longestText) return []
      return [{ field: path, is: 'is', value }]
    case 'email':
    case 'phone':
    case 'money':
    case 'day':
      return value === null || value === '' ? [{ field: path, is: 'empty' }] : []
    case 'time':
      return value === null ? [] : [{ field: path, is: 'not-empty' }]
    default:
      return []
  }
}

function factsOfRelation(entity: string, relation: string, records: readonly Fields[]): readonly Fact[] {
  if (records.length === 0) return [{ none: relation }]
  const described = entityNamed(entity).relations?.[relation]
  const choices = Object.entries(described ? entityNamed(described.entity).fields : {}).filter(
    ([, field]) => field.type === 'choice' && !field.hidden,
  )
  const has = choices.flatMap(([name]) =>
    [...new Set(records.map((record) => record[name]))].flatMap((value) =>
      typeof value === 'string' && value !== '' ? [{ some: relation, where: { field: name, is: 'is', value } } as const] : [],
    ),
  )
  return [{ some: relation }, ...has]
}

/** The condition that leaves out those of whom a fact is so. */
export function unless(entity: string, fact: Fact): Rule {
  if ('field' in fact) return unlessField(entity, fact)
  const { some, none, ...rest } = fact
  return some === undefined ? { some: none ?? '', ...rest } : { none: some, ...rest }
}

function unlessField(entity: string, { field, is, value }: FieldRule): Rule {
  if (is === 'yes') return { field, is: 'no' }
  if (is === 'has') return { field, is: 'has-not', ...(value === undefined ? {} : { value }) }
  if (is === 'empty') return { field, is: 'not-empty' }
  if (is === 'not-empty') return { field, is: 'empty' }
  const other: Rule = { field, is: 'is-not', ...(value === undefined ? {} : { value }) }
  const described = fieldAt(entity, field)?.field
  const isAlwaysFilled = !field.includes('.') && described?.type === 'choice' && described.default !== undefined
  // An empty field is never another than something.
  return isAlwaysFilled ? other : { any: [other, { field, is: 'empty' }] }
}

/** Is the condition asked already, by itself or as one of several that all have to be true? */
export const isAsked = (condition: Rule, rule: Rule | undefined): boolean =>
  rule !== undefined && (isSame(condition, rule) || ('all' in rule && rule.all.some((each) => isSame(each, condition))))

const isSame = (one: Rule, other: Rule): boolean => JSON.stringify(one) === JSON.stringify(other)

/** A rule with one more condition that has to be true as well. */
export const withCondition = (rule: Rule | undefined, condition: Rule): Rule => {
  if (rule === undefined || isSame(rule, condition)) return condition
  return { all: [...('all' in rule ? rule.all : [rule]), condition] }
}
