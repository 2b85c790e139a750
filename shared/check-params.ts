/** Is what stands in the parameters of a step what the step can work with? */
import { fitsField } from './check-assigned.ts'
import { isCalendarRule } from './check-calendar-rule.ts'
import { checkReference, keptProblem, type Reach } from './check-references.ts'
import { entityNamed, hasEntity } from './entities.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { isKeptExpression } from './kept.ts'
import { customFields, isElsewhere, isMissing, segmentOf } from './known.ts'
import { entityOf, isVisible, type NodeTypeData, paramValue } from './node-type-data.ts'
import { isPerson, type Param, type Question, questionsIn, workingDaysIn } from './params.ts'
import type { Problem } from './problem.ts'
import { checkRule } from './rule-check.ts'
import { fieldAt } from './rule-fields.ts'
import { maxRuleDepth, type Rule } from './rules.ts'
import { hostOfAddress, hostOfSealed } from './sealed-text.ts'
import { pathOfReference, roots } from './template.ts'
import { parseDuration } from './time.ts'
import { languages } from './words.ts'
import type { WorkflowNode } from './workflow.ts'

/** `place` says where inside a letter: `en.subject`, `en.blocks.2`, `en.blocks.3.left.0`. */
type Found = Pick<Problem, 'level' | 'said'> & { readonly place?: string }

/** Everything that is wrong with the parameters of one node. */
export function checkParams(node: WorkflowNode, type: NodeTypeData, reach: Reach): Problem[] {
  const untouched = Object.entries(node.params).every(([name, value]) => isSame(value, type.params[name]?.default))
  const declared = Object.entries(type.params).flatMap(([param, declaration]) => {
    if (!isVisible(type, node, param)) return []
    const value = paramValue(type, node, param)
    const at = { node, type, reach, label: { ...declaration.label } }
    if (isEmptyParam(declaration, value)) return declaration.optional ? [] : [missing(declaration, at, untouched)].map(named(node, param))
    return checkValue(declaration, value ?? null, at).map(named(node, param))
  })
  const unknown = Object.keys(node.params).filter((param) => !Object.hasOwn(type.params, param))
  return [...declared, ...unknown.map((param) => named(node, param)(warning('param-unknown', { param })))]
}

interface At {
  readonly node: WorkflowNode
  readonly type: NodeTypeData
  readonly reach: Reach
  readonly label: JsonObject
}

const named =
  (node: WorkflowNode, param: string) =>
  ({ level, said, place }: Found): Problem => ({ level, said, node: node.id, param: place === undefined ? param : `${param}.${place}` })

/** A step that nobody has touched is to be filled in, and no mistake yet. */
function missing(param: Param, { label }: At, untouched: boolean): Found {
  const code = param.kind === 'letter' ? 'letter-no-text' : param.kind === 'cases' ? 'no-cases' : 'param-missing'
  return { level: untouched ? 'to-fill-in' : 'error', said: { code, with: { label } } }
}

function isEmptyParam(param: Param, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value))
    return value.length === 0 || (param.kind === 'text' && value.every((piece) => typeof piece === 'string' && piece.trim() === ''))
  return param.kind === 'letter' && isJsonObject(value) && Object.keys(value).length === 0
}

/** What is wrong with a value that is there. Total over any JSON. */
function checkValue(param: Param, value: Json, at: At): Found[] {
  const { label, reach, node } = at
  const illTyped = [error('param-ill-typed', { label })]
  switch (param.kind) {
    case 'text':
      return checkTemplate(value, at, !param.optional)
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return illTyped
      if (param.min !== undefined && value < param.min) return [error('number-too-small', { label, min: param.min })]
      if (param.max !== undefined && value > param.max) return [error('number-too-large', { label, max: param.max })]
      return []
    case 'flag':
      return typeof value === 'boolean' ? [] : illTyped
    case 'choice':
      if (typeof value !== 'string') return illTyped
      return Object.hasOwn(param.options, value) ? [] : [error('choice-unknown', { label, value })]
    case 'pick':
      return typeof value === 'string' ? checkPick(param, value, at) : illTyped
    case 'duration':
      return typeof value === 'string' ? checkDuration(param, value, at) : illTyped
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? [] : illTyped
    case 'date-field':
      return typeof value === 'string' ? checkPath(value, param.of, at) : illTyped
    case 'value':
      return typeof value === 'string' ? checkPath(value, undefined, at) : illTyped
    case 'rule':
      return checkRuleAt(value, entityOf(param.about, at.type, node, reach.subject), false, at)
    case 'filter': {
      const entity = entityOf(param.of, at.type, node, reach.subject)
      return entity === null ? [] : checkRuleAt(value, entity, true, at)
    }
    case 'cases':
      return checkCases(value, at)
    case 'branches':
      return checkBranches(value, param.weighted, at)
    case 'letter':
      return checkLetter(value, at)
    case 'questions':
      return checkQuestions(value, at)
    case 'fields':
      return checkFields(value, entityOf(param.of, at.type, node, reach.subject), param.of === 'vars', at)
    case 'person':
      return checkPerson(value, at)
    case 'calendar-rule':
      return isCalendarRule(value) ? [] : illTyped
    case 'secret':
      return typeof value === 'string' ? checkSecret(param, value, at) : illTyped
  }
}

/** A key that was given for one host is sent nowhere else: better said while drawing than by a call that fails. */
function checkSecret({ sentTo }: Extract<Param, { kind: 'secret' }>, value: string, { node, type }: At): Found[] {
  const host = hostOfSealed(value)
  const target = hostOfAddress(paramValue(type, node, sentTo))
  return host === null || target === null || host === target ? [] : [error('secret-elsewhere', { host })]
}

/** Longer texts are refused. */
const maxText = 200_000

function checkTemplate(value: Json, at: At, needed: boolean): Found[] {
  const illTyped = [error('param-ill-typed', { label: at.label })]
  if (!Array.isArray(value)) return illTyped
  const pieces: readonly Json[] = value
  const length = pieces.reduce((sum: number, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  if (length > maxText) return [error('text-too-long', { label: at.label })]
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return []
    if (!isJsonObject(piece) || typeof piece['ref'] !== 'string') return illTyped
    return checkRef(piece['ref'], needed && piece['or'] === undefined, at)
  })
}

function checkRef(path: string, needed: boolean, { node, reach }: At): Found[] {
  const found = checkReference(path, node.id, needed, reach)
  return found ? [found] : []
}

/** A path is either one of the workflow, `subject.birthday`, or a field of the entity that the parameter speaks of. */
function checkPath(path: string, of: string | undefined, at: At): Found[] {
  if (isKeptExpression(path)) return [keptProblem(path)]
  const [root] = path.split('.')
  const entity = entityOf(of, at.type, at.node, at.reach.subject)
  if (entity !== null && hasEntity(entity) && fieldAt(entity, path, { custom: customFields(at.reach.known) })) return []
  if (roots.some((each) => each === root) && path.includes('.')) return checkRef(path, false, at)
  if (path === 'item') return checkRef(path, false, at)
  if (entity === null) return []
  return [hasEntity(entity) ? unknownField(entity, path) : error('reference-unknown-field', { entity, field: path })]
}

function checkPick(param: Extract<Param, { kind: 'pick' }>, key: string, at: At): Found[] {
  const absent = [error('key-missing', { label: at.label, key })]
  const { known, graph } = at.reach
  switch (param.from) {
    case 'entities':
      return hasEntity(key) ? [] : absent
    case 'entity-fields':
    case 'date-fields': {
      const entity = entityOf(param.of, at.type, at.node, at.reach.subject)
      if (entity === null || !hasEntity(entity)) return []
      return fieldAt(entity, key, { custom: customFields(known) }) ? [] : absent
    }
    case 'nodes':
      return graph.nodes.has(key) ? [] : absent
    case 'calendars':
      return ['owner', 'department', 'company', 'contact'].includes(key) || !isMissing(known, 'calendars', key) ? [] : absent
    case 'tags':
      return []
    case 'stages': {
      const pipeline = entityOf(param.of, at.type, at.node, at.reach.subject)
      return isMissing(known, 'stages', key) || (pipeline !== null && isElsewhere(known, key, pipeline)) ? absent : []
    }
    default:
      return isMissing(known, param.from, key) ? absent : []
  }
}

const yearSeconds = 365 * 86_400

function checkDuration(param: Extract<Param, { kind: 'duration' }>, value: string, { label }: At): Found[] {
  const seconds = workingDaysIn(value) !== null && !param.workingDays ? null : secondsIn(value)
  if (seconds === null) return [error('param-ill-typed', { label })]
  const least = param.min === undefined ? null : secondsIn(param.min)
  if (least !== null && seconds < least) return [error('duration-too-short', { label, min: param.min ?? '' })]
  return seconds > 5 * 366 * 86_400 ? [error('duration-too-long', { label })] : []
}

/** About how many seconds a duration takes, by months of 30 days; a working day counts as one. Null when it is none. */
export function secondsIn(duration: string): number | null {
  const days = workingDaysIn(duration)
  if (days !== null) return days * 86_400
  const parts = parseDuration(duration)
  if (!parts) return null
  const { years, months, weeks, days: whole, hours, minutes, seconds } = parts
  return years * yearSeconds + ((months * 30 + weeks * 7 + whole) * 24 + hours) * 3_600 + minutes * 60 + seconds
}

function checkRuleAt(value: Json, entity: string | null, isFilter: boolean, at: At): Found[] {
  return checkWorkflowRule(value, entity, at.reach, at.node.id, isFilter)
}

/**
 * What is wrong with a condition of a workflow: of a step, or (`node` null) of its settings. A filter speaks of the
 * records it looks for, so only its values may refer to the workflow; in a trigger not even they, for nothing runs yet.
 * Empty values are nothing wrong in a rule.
 */
export function checkWorkflowRule(value: Json, entity: string | null, reach: Reach, node: string | null, isFilter = false): Found[] {
  const isTrigger = node !== null && reach.graph.triggers.includes(node)
  const scope = {
    workflow: !isFilter,
    references: isFilter && !isTrigger,
    custom: customFields(reach.known),
    segmentOf: segmentOf(reach.known),
  }
  const kept = keptIn(value)
  if (kept.length > 0) return kept.map(keptProblem)
  const wrong = checkRule(value, entity, scope).map((found) => error(found.code, found.with))
  if (wrong.length > 0) return wrong
  return pathsIn(value as unknown as Rule).flatMap((path) => checkReference(path, node, false, reach) ?? [])
}

/** The expressions of another tool that stand in a rule, as what is asked or as what it is compared with. Total over any JSON. */
function keptIn(rule: Json, depth = 0): readonly string[] {
  if (depth > maxRuleDepth || !isJsonObject(rule)) return []
  const { field, value } = rule
  const compared = pathOfReference(value)
  const own = [typeof field === 'string' ? field : '', compared ?? ''].filter(isKeptExpression)
  const inner = [rule['all'], rule['any'], rule['not'], [rule['where'] ?? null]].flatMap((list) => (Array.isArray(list) ? list : []))
  return [...own, ...inner.flatMap((each: Json) => keptIn(each, depth + 1))]
}

/** The paths of a rule that lead into the workflow: values of steps and items, and what the values of a filter refer to. */
function pathsIn(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(pathsIn)
  if ('any' in rule) return rule.any.flatMap(pathsIn)
  if ('not' in rule) return rule.not.flatMap(pathsIn)
  if ('segment' in rule) return []
  if (!('field' in rule)) return rule.where ? pathsIn(rule.where) : []
  const field = /^(node|item)(\.|$)/.test(rule.field) ? [rule.field] : []
  const compared = pathOfReference(rule.value)
  return compared === null ? field : [...field, compared]
}

function checkCases(value: Json, at: At): Found[] {
  const cases = listOf(value, (each) => typeof each['id'] === 'string' && typeof each['name'] === 'string' && each['rule'] !== undefined)
  if (!cases) return [error('param-ill-typed', { label: at.label })]
  return [...sameIds(cases, at), ...cases.flatMap((each) => checkRuleAt(each['rule'] ?? null, at.reach.subject, false, at))]
}

function checkBranches(value: Json, weighted: boolean, at: At): Found[] {
  const branches = listOf(value, (each) => typeof each['id'] === 'string' && typeof each['name'] === 'string')
  if (!branches) return [error('param-ill-typed', { label: at.label })]
  if (branches.length < 2) return [error('zero-branches', { label: at.label })]
  const weights = branches.map((each) => (typeof each['weight'] === 'number' ? each['weight'] : 0))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const wrong = weighted && (sum !== 100 || weights.some((weight) => weight < 0)) ? [error('weights-not-100', { sum })] : []
  return [...sameIds(branches, at), ...wrong]
}

function sameIds(entries: readonly JsonObject[], { label }: At): Found[] {
  return new Set(entries.map(({ id }) => id)).size === entries.length ? [] : [error('same-branch-id', { label })]
}

function checkLetter(value: Json, at: At): Found[] {
  if (!isJsonObject(value)) return [error('param-ill-typed', { label: at.label })]
  return Object.entries(value).flatMap(([language, letter]) => {
    if (!isJsonObject(letter) || !Array.isArray(letter['blocks'])) return [error('param-ill-typed', { label: at.label })]
    const blocks: readonly Json[] = letter['blocks']
    const subject = letter['subject'] ?? null
    return [
      ...placed(`${language}.subject`, isBlank(subject) ? [error('letter-no-subject', {})] : checkTemplate(subject, at, true)),
      ...placed(`${language}.preheader`, letter['preheader'] === undefined ? [] : checkTemplate(letter['preheader'], at, true)),
      ...(blocks.some(hasText) ? [] : [error('letter-no-text', {})]),
      ...checkBlocks(blocks, `${language}.blocks`, at),
    ]
  })
}

/** Those that have their place already keep it. */
const placed = (place: string, found: readonly Found[]): Found[] => found.map((each) => ({ place, ...each }))

const checkBlocks = (blocks: Json, place: string, at: At): Found[] =>
  Array.isArray(blocks)
    ? blocks.flatMap((block: Json, index) => placed(`${place}.${index}`, checkBlock(block, `${place}.${index}`, at)))
    : []

const hasText = (block: Json): boolean => isJsonObject(block) && (!isBlank(block['text'] ?? null) || columnsOf(block).some(hasText))

const columnsOf = ({ left, right }: JsonObject): readonly Json[] => [left, right].flatMap((column) => (Array.isArray(column) ? column : []))

function checkBlock(block: Json, place: string, at: At): Found[] {
  if (!isJsonObject(block)) return [error('param-ill-typed', { label: at.label })]
  switch (block['kind']) {
    case 'text':
    case 'heading':
      return checkTemplate(block['text'] ?? [], at, true)
    case 'button': {
      const url = block['url'] ?? null
      const first: Json = Array.isArray(url) ? ((url as readonly Json[])[0] ?? null) : null
      const leads = typeof first === 'string' ? /^(https?:\/\/|mailto:|tel:)/i.test(first.trim()) : isJsonObject(first)
      return [
        ...checkTemplate(block['text'] ?? [], at, true),
        ...(leads ? checkTemplate(url, at, true) : [error('letter-button-no-url', {})]),
      ]
    }
    case 'picture':
      return checkPicture(block, at)
    case 'columns':
      return ['left', 'right'].flatMap((side) => checkBlocks(block[side] ?? null, `${place}.${side}`, at))
    case 'divider':
    case 'questions':
    case 'signature':
      return []
    default:
      return [error('param-ill-typed', { label: at.label })]
  }
}

/** Larger pictures make a reader on a phone wait. */
const heavyBytes = 500_000

function checkPicture({ src, alt = [], url = [], bytes }: JsonObject, at: At): Found[] {
  const leads = typeof src === 'string' && /^(\/p\/|https?:\/\/)/.test(src)
  return [
    ...(leads ? [] : [error('letter-no-picture', {})]),
    ...(isBlank(alt) ? [warning('letter-no-alt', {})] : checkTemplate(alt, at, true)),
    ...(isBlank(url) ? [] : checkTemplate(url, at, true)),
    ...(typeof bytes === 'number' && bytes > heavyBytes ? [warning('letter-heavy-picture', { kilobytes: Math.round(bytes / 1000) })] : []),
  ]
}

function isBlank(template: Json): boolean {
  if (!Array.isArray(template)) return template === null || template === ''
  return template.every((piece) => typeof piece === 'string' && piece.trim() === '')
}

function checkQuestions(value: Json, at: At): Found[] {
  const questions = listOf(value, () => true)
  if (!questions || !questionsIn(value).every(isQuestion)) return [error('param-ill-typed', { label: at.label })]
  const wrong = questions.flatMap(({ text, answer, options, field }) => {
    const isSaid = Object.values(text ?? {}).some((each) => typeof each === 'string' && each.trim() !== '')
    const entity = at.reach.subject ?? 'contact'
    const isUnknown = typeof field === 'string' && hasEntity(entity) && !fieldAt(entity, field, { custom: customFields(at.reach.known) })
    return [
      ...(isSaid ? [] : [error('question-empty', {})]),
      ...(answer === 'choice' && !(Array.isArray(options) && options.length > 0) ? [error('question-no-options', {})] : []),
      ...(isUnknown ? [unknownField(entity, field)] : []),
    ]
  })
  return [...sameIds(questions, at), ...wrong]
}

/** Can a letter ask so? What stands in a file may be anything. */
const isQuestion = ({ id, text, answer, options = [], field }: Question): boolean =>
  typeof id === 'string' &&
  id !== '' &&
  isJsonObject(text) &&
  Object.entries(text).every(([language, said]) => languages.some((each) => each === language) && typeof said === 'string') &&
  ['text', 'number', 'choice', 'date'].includes(answer) &&
  Array.isArray(options) &&
  options.every((option) => typeof option === 'string' && option !== '') &&
  (field === null || typeof field === 'string')

function checkFields(value: Json, entity: string | null, areVars: boolean, at: At): Found[] {
  const fields = listOf(value, (each) => typeof each['field'] === 'string')
  if (!fields) return [error('param-ill-typed', { label: at.label })]
  return fields.flatMap((each) => {
    const name = String(each['field'])
    const { value: stored = null } = each
    const values = Array.isArray(stored) ? checkTemplate(stored, at, false) : []
    if (name === '') return [error('field-not-chosen', {}), ...values]
    if (areVars || entity === null || !hasEntity(entity)) return values
    const found = fieldAt(entity, name, { custom: customFields(at.reach.known) })
    if (!found) return [unknownField(entity, name), ...values]
    const { field } = found
    return field && !fitsField(field, stored) ? [error('field-value-unfit', { field: { ...field.title } }), ...values] : values
  })
}

const unknownField = (entity: string, field: string): Found =>
  error('reference-unknown-field', { entity: { ...entityNamed(entity).title }, field })

function checkPerson(value: Json, at: At): Found[] {
  if (!isPerson(value)) return [error('param-ill-typed', { label: at.label })]
  const { known } = at.reach
  const absent = (key: string) => [error('key-missing', { label: at.label, key })]
  if (value.who === 'department' && isMissing(known, 'departments', value.key)) return absent(value.key)
  return value.who === 'user' && isMissing(known, 'users', value.email) ? absent(value.email) : []
}

function listOf(value: Json, isOne: (each: JsonObject) => boolean): readonly JsonObject[] | null {
  if (!Array.isArray(value)) return null
  const list: readonly Json[] = value
  return list.every((each): each is JsonObject => isJsonObject(each) && isOne(each)) ? list : null
}

const isSame = (a: Json | undefined, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const error = (code: string, values: JsonObject): Found => ({ level: 'error', said: { code, with: values } })
const warning = (code: string, values: JsonObject): Found => ({ level: 'warning', said: { code, with: values } })
