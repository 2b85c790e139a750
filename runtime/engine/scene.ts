/** What a step sees: the subject with the records behind its refs, the event, the item, and the answers of its rules. */
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { recordTitle } from '../../shared/record-title.ts'
import { fieldAt, relationAt } from '../../shared/rule-fields.ts'
import { type RuleSubject, recordSource } from '../../shared/rule-source.ts'
import { type RuleSource, testRule } from '../../shared/rule-test.ts'
import { type RelatedRule, type Rule, relationIn, type Verdict } from '../../shared/rules.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Language } from '../../shared/words.ts'
import type { Position } from '../store/rows.ts'
import { type Ask, type Asking, askAll, askKeyed, askRecord } from './asking.ts'
import type { EngineContext } from './context.ts'
import { withRefs } from './fill-params.ts'
import { type Mentions, nest, type Seen } from './paths.ts'
import { begunBy, heldIn, type PlannedNode, type PlannedRule } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import { intoSegments } from './segments.ts'

/** Changes that are only prepared, by `<entity>:<id>`: later steps of a suggestion see them. */
export type Prepared = Map<string, JsonObject>

/**
 * `roots` are what templates and values are filled from; `test` answers rules about the subject without reading
 * anything further.
 */
export interface Scene {
  readonly roots: JsonObject
  readonly subject: Fields | null
  readonly item: Json
  readonly itemEntity: string | null
  readonly language: Language
  /** Every record that was looked at, by `<entity>:<id>`. */
  readonly links: Map<string, Link>
  /** What records are called that outputs name by their key or id, by `<entity>:<key>`; only those that texts mention. */
  readonly titles: ReadonlyMap<string, string>
  test(rule: Rule): Verdict
  /** Where `test` takes its values from. */
  readonly source: RuleSource
}

/** Refs that are always nested in the subject. */
const alwaysNested = ['owner', 'company', 'contact']

/** Reads everything that the mentions name, and makes a scene of it. */
export function* setScene(
  draft: RunDraft,
  position: Position,
  mentioned: Mentions,
  context: EngineContext,
  prepared: Prepared = new Map(),
): Asking<Scene> {
  const { mentions, known } = yield* intoSegments(mentioned, draft.run.subjectEntity)
  const links = new Map<string, Link>()
  const seen: Seen = (entity, record) => links.set(`${entity}:${record.id}`, linkTo(entity, record))
  const { run } = draft
  const subject = yield* readNested(run.subjectEntity, run.subject, mentions.subject, prepared, seen)
  const { item, itemEntity } = yield* readItem(draft, position, mentions, prepared, seen)
  const titles = new Map<string, string>()
  const outputs: Outputs = {
    draft,
    context,
    seen,
    named: (entity, key, record) => titles.set(`${entity}:${key}`, linkTo(entity, record).title),
  }
  const roots = {
    subject: run.subjectEntity === 'company' && subject ? { ...subject, company: subject } : subject,
    event: run.event && (isBare(mentions.event) ? valuesOf(run.event) : yield* readEvent(run.event, mentions.event, outputs)),
    item,
    vars: run.vars,
    node: isBare(mentions.node) ? run.outputs : yield* readOutputs(mentions.node, outputs),
  }
  const counts = mentions.related.length === 0 ? noCounts : yield* countRelated(run.subjectEntity, run.subject, mentions.related, roots)
  const asked = { entity: run.subjectEntity, fields: subject, around: roots, zone: context.company.zone, ...ownFieldsIn(context), ...known }
  const source = { ...recordSource(asked, context.now), related: (rule: RelatedRule) => counts.get(filled(rule, roots)) ?? 0 }
  const test = (rule: Rule) => testRule(rule, source, context.now)
  return { roots, subject, item, itemEntity, language: languageOf(subject, context), links, titles, test, source }
}

/** Nothing is mentioned below: then nothing has to be read. */
const isBare = (tree: Mentions['event']): boolean => {
  for (const _ in tree) return false
  return true
}

const noCounts: ReadonlyMap<string, number> = new Map()

/** The fields that users added, for the source of a rule. Nothing where there are none: fields that are only described are found sooner. */
export function ownFieldsIn({ ownFields }: Pick<EngineContext, 'ownFields'>): Pick<RuleSubject, 'custom'> {
  if (Object.keys(ownFields).length === 0) return {}
  return { custom: (entity) => ownFields[entity] ?? {} }
}

/** Is this rule true of the subject now? */
export function* holds(draft: RunDraft, position: Position, planned: PlannedRule, context: EngineContext): Asking<Verdict> {
  const scene = yield* setScene(draft, position, planned.mentions, context)
  return scene.test(withRefs(planned.rule as unknown as Json, scene.roots) as unknown as Rule)
}

/** A record and its name, as suggestions and notices link it. */
export function linkTo(entity: string, record: Fields): Link {
  return { entity, id: record.id, title: (hasEntity(entity) && recordTitle(entityNamed(entity), record)) || record.id }
}

function* readNested(
  entity: string | null,
  id: string | null,
  tree: Mentions['subject'],
  prepared: Prepared,
  seen: Seen,
): Asking<Fields | null> {
  if (entity === null || id === null) return null
  const record = yield* askRecord(entity, id)
  if (!record) return null
  seen(entity, record)
  const patch = prepared.get(`${entity}:${id}`)
  return yield* nest(entity, patch ? ({ ...record, ...patch } as Fields) : record, tree, alwaysNested, seen)
}

/** An item that is an id becomes its record; the entity is that of the fork which the item came from. */
function* readItem(
  draft: RunDraft,
  position: Position,
  mentions: Mentions,
  prepared: Prepared,
  seen: Seen,
): Asking<{ item: Json; itemEntity: string | null }> {
  if (position.item === null) return { item: null, itemEntity: null }
  const itemEntity = itemEntityOf(draft, position)
  if (itemEntity === null || typeof position.item !== 'string') return { item: position.item, itemEntity }
  return { item: yield* readNested(itemEntity, position.item, mentions.item, prepared, seen), itemEntity }
}

function itemEntityOf(draft: RunDraft, position: Position): string | null {
  for (let at = draft.parentOf(position); at; at = draft.parentOf(at))
    if (at.fork.branches.some((branch) => branch.item !== undefined)) return at.fork.entity
  return null
}

/** What outputs are read from, and who is told of what was read. */
interface Outputs {
  readonly draft: RunDraft
  readonly context: EngineContext
  readonly seen: Seen
  /** A record by what names it in a value, its key or id. */
  readonly named: (entity: string, key: string, record: Fields) => void
}

/**
 * `event.<name>` is what the trigger left under that name, a field of the event, or the id of a record that takes part;
 * with a longer path it is that record.
 */
function* readEvent(event: CrmEvent, tree: Mentions['event'], outputs: Outputs): Asking<Json> {
  const { draft, context, seen } = outputs
  const trigger = begunBy(context.plan, draft.run.outputs)
  const left = trigger ? yield* readOutput(trigger, tree, outputs) : {}
  const own = Object.entries(left).filter(([name, value]) => value !== null && Object.hasOwn(tree, name))
  let values: JsonObject = { ...valuesOf(event), ...Object.fromEntries(own) }
  for (const [name, inner] of Object.entries(tree)) {
    const id = event.records[name]
    if (Object.keys(inner).length === 0 || id === undefined || values[name] !== id) continue
    const record = yield* askRecord(name, id)
    if (!record) continue
    seen(name, record)
    values = { ...values, [name]: yield* nest(name, record, inner, [], seen) }
  }
  return values
}

const eventValues = new WeakMap<CrmEvent, JsonObject>()

/** Every step of a run sees the same event, so it is laid out once. */
function valuesOf(event: CrmEvent): JsonObject {
  const known = eventValues.get(event)
  if (known) return known
  const values = { ...event.records, ...event.fields, at: event.at.toISOString(), kind: event.kind }
  eventValues.set(event, values)
  return values
}

/** What earlier nodes left; where a path goes on behind the id of a record, the record itself. */
function* readOutputs(tree: Mentions['node'], outputs: Outputs): Asking<JsonObject> {
  const { draft, context } = outputs
  let all = draft.run.outputs
  for (const [id, inner] of Object.entries(tree)) {
    const planned = context.plan.nodes.get(id)
    if (planned && isJsonObject(all[id])) all = { ...all, [id]: yield* readOutput(planned, inner, outputs) }
  }
  return all
}

/** The same of one node; what a value names by a key or an id is told, for texts. */
function* readOutput(planned: PlannedNode, tree: Mentions['node'], { draft, context, seen, named }: Outputs): Asking<JsonObject> {
  const left = draft.run.outputs[planned.id]
  let values: JsonObject = isJsonObject(left) ? left : {}
  for (const [name, inner] of Object.entries(tree)) {
    const held = Object.keys(inner).length === 0 ? null : heldIn(planned, name)
    const value = values[name]
    if (held === null || typeof value !== 'string') continue
    const { entity, field } = held
    if (field !== null) {
      const to = refAt(entity, field, context)
      const record = to === null ? null : ((yield* askRecord(to, value)) ?? (yield* askKeyed(to, value)))
      if (to !== null && record) named(to, value, record)
      continue
    }
    const record = yield* askRecord(entity, value)
    if (record) seen(entity, record)
    values = { ...values, [name]: record && (yield* nest(entity, record, inner, [], seen)) }
  }
  return values
}

/** Of which entity the records are that a field points to; null where it points to none. */
function refAt(entity: string, name: string, context: EngineContext): string | null {
  const field = fieldAt(entity, name, ownFieldsIn(context))?.field
  return field?.type === 'ref' ? field.entity : null
}

/** Counts related records for every line of a rule that asks about some, by that line as it is filled. */
function* countRelated(
  entity: string | null,
  id: string | null,
  related: readonly RelatedRule[],
  roots: JsonObject,
): Asking<ReadonlyMap<string, number>> {
  const asks = new Map<string, Ask>()
  for (const raw of related) {
    const rule = withRefs(raw as unknown as Json, roots) as unknown as RelatedRule
    const relation = relationAt(entity, relationIn(rule))
    if (!relation || id === null) continue
    const rules: Rule[] = [{ field: relation.by, is: 'is', value: id }]
    if (rule.where) rules.push(rule.where)
    if (rule.last) rules.push({ field: relation.date, is: 'within-last', value: rule.last })
    asks.set(filled(raw, roots), { kind: 'count', entity: relation.entity, rule: { all: rules } })
  }
  const answers = yield* askAll([...asks.values()])
  return new Map([...asks.keys()].map((line, index) => [line, Number(answers[index])]))
}

const filled = (rule: RelatedRule, roots: JsonObject): string => JSON.stringify(withRefs(rule as unknown as Json, roots))

/** Letters are in the language of the contact, or in that of the company. */
function languageOf(subject: Fields | null, { company }: EngineContext): Language {
  const contact = isJsonObject(subject?.['contact']) ? subject['contact'] : null
  const language = subject?.['language'] ?? contact?.['language'] ?? null
  return language === 'en' || language === 'ru' ? language : company.language
}
