/** What a rule may ask about: the fields that a path leads to, the relations, and which comparisons fit which type. */
import type { Field, FieldType, Relation } from './entities/entity.ts'
import { entityNamed, fieldOf, hasEntity } from './entities.ts'
import { type Comparison, comparisons } from './rules.ts'
import type { Words } from './words.ts'

/** `any` is a value that is known only when it comes: of an event, a variable, an earlier step or the item of a list. */
export type RuleFieldType = FieldType | 'any'

/** A field that a rule may name. */
export interface RuleField {
  readonly type: RuleFieldType
  /** The words of every part of the path, the outer first: company, sector. Empty where the type is `any`. */
  readonly titles: readonly Words[]
  /** The description of the last part; null for `id` and where the type is `any`. */
  readonly field: Field | null
  /** With a ref, and with `id`: of what. */
  readonly entity: string | null
}

/** What a rule may name besides the described fields. */
export interface FieldScope {
  /** In a workflow: `event.…`, `vars.…`, `item.…`, `node.<id>.…` as well. */
  readonly workflow?: boolean
  /** The further fields that the user gave an entity, by name. */
  readonly custom?: (entity: string) => Readonly<Record<string, Field>>
}

const anything: RuleField = { type: 'any', titles: [], field: null, entity: null }

/** The field at a path from an entity, through refs: `score`, `company.sector`, `owner.name`; null for an unknown one. */
export function fieldAt(entity: string | null, path: string, scope: FieldScope = {}): RuleField | null {
  if (scope.custom) return findField(entity, path, scope)
  const known = scope.workflow ? knownInWorkflows : knownOfRecords
  const paths = known.get(entity) ?? new Map<string, RuleField | null>()
  const kept = paths.get(path)
  if (kept !== undefined) return kept
  if (paths.size >= mostKnown) paths.clear()
  const found = findField(entity, path, scope)
  known.set(entity, paths.set(path, found))
  return found
}

/** Rules ask for the same fields again and again. The described ones never change, but anybody may ask for anything. */
type KnownFields = Map<string | null, Map<string, RuleField | null>>
const knownInWorkflows: KnownFields = new Map()
const knownOfRecords: KnownFields = new Map()
const mostKnown = 500

function findField(entity: string | null, path: string, scope: FieldScope): RuleField | null {
  const [first = '', ...rest] = path.split('.')
  const own = entity === null || !hasEntity(entity) ? null : ownField(entity, first, scope)
  if (own && rest.length === 0) return own
  if (scope.workflow && isWorkflowPath(first, rest)) return anything
  if (!own || own.field === null || own.entity === null) return null
  const further = fieldAt(own.entity, rest.join('.'), withoutWorkflow(scope))
  return further && { ...further, titles: [...own.titles, ...further.titles] }
}

function ownField(entity: string, name: string, scope: FieldScope): RuleField | null {
  const described = entityNamed(entity)
  if (name === 'id') return { type: 'ref', titles: [described.title], field: null, entity }
  const field = fieldOf(described, name) ?? customField(entity, name, scope)
  return field && { type: field.type, titles: [field.title], field, entity: field.type === 'ref' ? field.entity : null }
}

function customField(entity: string, name: string, scope: FieldScope): Field | null {
  const custom = scope.custom?.(entity) ?? {}
  return (Object.hasOwn(custom, name) && custom[name]) || null
}

function isWorkflowPath(first: string, rest: readonly string[]): boolean {
  if (first === 'item') return true
  return first === 'node' ? rest.length >= 2 : (first === 'event' || first === 'vars') && rest.length >= 1
}

const withoutWorkflow = ({ workflow: _, ...scope }: FieldScope): FieldScope => scope

/** The type of the field at a path; null for an unknown one. */
export const fieldTypeAt = (entity: string | null, path: string, scope: FieldScope = {}): RuleFieldType | null =>
  fieldAt(entity, path, scope)?.type ?? null

/** A relation of an entity by its name, `orders`; null if it has none of that name. */
export function relationAt(entity: string | null, name: string): Relation | null {
  if (entity === null || !hasEntity(entity)) return null
  const relations: Readonly<Record<string, Relation>> = entityNamed(entity).relations ?? {}
  return (Object.hasOwn(relations, name) && relations[name]) || null
}

const presence = ['empty', 'not-empty'] as const
const choosing = ['is', 'is-not', 'one-of', ...presence] as const
const writing = ['is', 'is-not', 'one-of', 'contains', 'starts-with', ...presence] as const
const counting = ['is', 'is-not', 'over', 'under', 'at-least', 'at-most', ...presence] as const
const dating = ['is', 'is-not', 'before', 'after', 'at-least', 'at-most', 'within-last', 'within-next', ...presence] as const

const offered: Readonly<Record<RuleFieldType, readonly Comparison[]>> = {
  text: writing,
  'long-text': writing,
  email: writing,
  phone: writing,
  url: writing,
  choice: choosing,
  ref: choosing,
  number: counting,
  money: counting,
  day: ['is', 'is-not', 'before', 'after', 'at-least', 'at-most', 'within-last', 'within-next', 'anniversary', ...presence],
  time: dating,
  flag: ['yes', 'no'],
  tags: ['has', 'has-not', ...presence],
  json: presence,
  any: comparisons,
}

/** The comparisons that an editor offers for a type of field, in their order. */
export const comparisonsFor = (type: RuleFieldType): readonly Comparison[] => offered[type]

/** May a field of this type be compared so? Besides what is offered, `over` and `under` mean `after` and `before` for dates. */
export function fits(comparison: Comparison, type: RuleFieldType): boolean {
  const asDate = (type === 'day' || type === 'time') && (comparison === 'over' || comparison === 'under')
  return asDate || offered[type].includes(comparison)
}
