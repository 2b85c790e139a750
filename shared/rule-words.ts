/** Says a rule in a sentence: "score is over 50 and has no orders in the last 90 days". */
import { dayWords, instantWords } from './date-words.ts'
import { agoWords, aheadWords, lastWords, nextWords } from './duration-words.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { expressionWords, isKeptExpression } from './kept.ts'
import { majorUnits } from './money.ts'
import { phrase } from './phrase.ts'
import { type FieldScope, fieldAt, type RuleField, type RuleFieldType, relationAt } from './rule-fields.ts'
import { isEmpty } from './rule-values.ts'
import { type Comparison, type FieldRule, maxRuleDepth, type RelatedRule, type Rule, relationIn, type SegmentRule } from './rules.ts'
import { pathOfReference } from './template.ts'
import { parseDuration } from './time.ts'
import type { Language, Words } from './words.ts'

/** What a sentence may use besides the descriptions of the entities. */
export interface RuleSpeech extends FieldScope {
  /** Instants are written in it. */
  readonly zone?: string
  /** Of amounts that do not name theirs. */
  readonly currency?: string
  /** The title of a record, "Valera"; null when it is not known. */
  readonly nameOf?: (entity: string, id: string) => string | null
  /** The words of a value of the workflow, by its path `node.<id>.<output>`; null when there are none. */
  readonly labelOf?: (path: string) => string | null
}

/** The comparisons as an editor lists them; `comparisonWords` of a date differ where dates are spoken of differently. */
export function comparisonWords(comparison: Comparison, type: RuleFieldType): Words {
  return (type === 'day' || type === 'time' ? dateMenu[comparison] : undefined) ?? menu[comparison]
}

/** A rule as a part of a sentence, without a capital and a full stop. Never throws, also for a rule that is half drawn. */
export function ruleWords(rule: Rule, entity: string | null, language: Language, speech: RuleSpeech = {}): string {
  return say(rule, 'alone', { entity, language, speech, depth: 0 })
}

interface Speaking {
  readonly entity: string | null
  readonly language: Language
  readonly speech: RuleSpeech
  readonly depth: number
}

type Around = 'alone' | 'all' | 'any' | 'not'

function say(rule: Rule, around: Around, speaking: Speaking): string {
  if (speaking.depth > maxRuleDepth) return '…'
  if ('all' in rule) return sayGroup('all', rule.all, around, speaking)
  if ('any' in rule) return sayGroup('any', rule.any, around, speaking)
  if ('not' in rule) return sayNot(rule.not, around, speaking)
  if ('segment' in rule) return saySegment(rule, speaking)
  return 'field' in rule ? sayField(rule, speaking) : sayRelated(rule, speaking)
}

function saySegment({ segment, is }: SegmentRule, { language, speech }: Speaking): string {
  const name = segment === '' ? '…' : quoted(speech.nameOf?.('segment', segment) ?? segment, language)
  return phrase(segmentPatterns[is][language], { name }, { language })
}

const segmentPatterns: Readonly<Record<SegmentRule['is'], Words>> = {
  in: { en: 'is in the segment {name}', ru: 'входит в сегмент {name}' },
  'not-in': { en: 'is not in the segment {name}', ru: 'не входит в сегмент {name}' },
}

const joining = { all: { en: ' and ', ru: ' и ' }, any: { en: ' or ', ru: ' или ' } } as const
const ofNone = { all: { en: 'always', ru: 'всегда' }, any: { en: 'never', ru: 'никогда' } } as const

function sayGroup(kind: 'all' | 'any', rules: readonly Rule[], around: Around, speaking: Speaking): string {
  const [only, ...more] = rules
  if (!only) return ofNone[kind][speaking.language]
  if (more.length === 0) return say(only, around, deeper(speaking))
  const text = rules.map((rule) => say(rule, kind, deeper(speaking))).join(joining[kind][speaking.language])
  return around === 'alone' || around === kind ? text : `(${text})`
}

function sayNot(rules: readonly Rule[], around: Around, speaking: Speaking): string {
  const [only, ...more] = rules
  if (!only) return ofNone.all[speaking.language]
  const inner = rules.map((rule) => say(rule, 'not', deeper(speaking))).join('; ')
  const single = { en: `it is not true that ${inner}`, ru: `неверно, что ${inner}` }
  const several = { en: `none of these is true: ${inner}`, ru: `ни одно из этого не верно: ${inner}` }
  const text = (more.length === 0 ? single : several)[speaking.language]
  return around === 'alone' ? text : `(${text})`
}

const deeper = (speaking: Speaking): Speaking => ({ ...speaking, depth: speaking.depth + 1 })

function sayField(rule: FieldRule, speaking: Speaking): string {
  const { entity, language, speech } = speaking
  const field = fieldAt(entity, rule.field, { ...speech, workflow: true })
  const isDate = field?.type === 'day' || field?.type === 'time'
  const isRelative = isJsonObject(rule.value) && relativeWords(rule.value, field, language) !== null
  const pattern = (isRelative ? relativePatterns[rule.is] : undefined) ?? (isDate ? datePatterns[rule.is] : undefined) ?? patterns[rule.is]
  return phrase(pattern[language], { field: labelOf(rule.field, field, speaking), value: valueWords(rule, field, speaking) }, { language })
}

/** "company's sector", "отрасль (компания)". */
function labelOf(path: string, field: RuleField | null, { language, speech }: Speaking): string {
  if (!field) return quoted(isKeptExpression(path) ? expressionWords(path) : path, language)
  if (field.type === 'any') return speech.labelOf?.(path) ?? workflowLabel(path, language)
  const titles = field.titles.map((title) => lowered(title[language]))
  const before = titles.slice(0, -1)
  const last = titles.slice(-1).join()
  if (language === 'en') return [...before.map((title) => `${title}'s`), last].join(' ')
  return before.length > 0 ? `${last} (${before.join(', ')})` : last
}

function workflowLabel(path: string, language: Language): string {
  const [root = '', ...rest] = path.split('.')
  if (root === 'item' && rest.length === 0) return { en: 'the item', ru: 'элемент списка' }[language]
  const name = quoted(root === 'node' ? rest.slice(1).join('.') : rest.join('.'), language)
  const words: Readonly<Record<string, Words>> = {
    event: { en: `${name} of the event`, ru: `${name} события` },
    vars: { en: `the variable ${name}`, ru: `переменная ${name}` },
    item: { en: `${name} of the item`, ru: `${name} элемента списка` },
    node: { en: `${name} of an earlier step`, ru: `${name} одного из прежних шагов` },
  }
  return (words[root] as Words)[language]
}

/** "Score" inside a sentence is "score"; "HTML" stays. */
const lowered = (title: string): string => (/^\p{Lu}[^\s]*\p{Lu}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1))

const quoted = (text: string, language: Language): string => (language === 'ru' ? `«${text}»` : `“${text}”`)

function valueWords(rule: FieldRule, field: RuleField | null, speaking: Speaking): string {
  const { language } = speaking
  const value = rule.value ?? null
  if (rule.is === 'within-last' && typeof value === 'string') return lastWords(value, language)
  if (rule.is === 'within-next' && typeof value === 'string') return nextWords(value, language)
  if (rule.is === 'anniversary' && value === null) return today[language]
  if (Array.isArray(value)) {
    return value.map((one: Json) => oneValue(one, field, speaking)).join(joining.any[language]) || '…'
  }
  return oneValue(value, field, speaking)
}

const today = { en: 'today', ru: 'сегодня' } as const
const someRecord = { en: 'the chosen record', ru: 'выбранная запись' } as const
const yesNo = { en: { true: 'yes', false: 'no' }, ru: { true: 'да', false: 'нет' } } as const

function oneValue(value: Json, field: RuleField | null, { language, speech }: Speaking): string {
  if (isEmpty(value)) return '…'
  if (typeof value === 'boolean') return yesNo[language][`${value}`]
  if (typeof value === 'number') {
    const number = field?.type === 'money' ? majorUnits(value, speech.currency ?? '') : value
    return phrase('{value}', { value: number }, { language })
  }
  if (isJsonObject(value))
    return relativeWords(value, field, language) ?? referenceWords(value, speech, language) ?? inMoney(value, language)
  if (typeof value !== 'string') return '…'
  const options: Readonly<Record<string, Words>> = field?.field?.type === 'choice' ? field.field.options : {}
  const option = Object.hasOwn(options, value) ? options[value] : undefined
  if (option) return quoted(option[language], language)
  if (field?.type === 'ref') {
    const name = field.entity && speech.nameOf?.(field.entity, value)
    return name ? quoted(name, language) : someRecord[language]
  }
  return dateWords(value, speech.zone ?? 'UTC', language) ?? quoted(value, language)
}

const inMoney = (value: JsonObject, language: Language): string => phrase('{value, money}', { value }, { language })

function referenceWords(value: JsonObject, speech: RuleSpeech, language: Language): string | null {
  const path = pathOfReference(value)
  return path === null ? null : (speech.labelOf?.(path) ?? quoted(path, language))
}

function relativeWords(value: JsonObject, field: RuleField | null, language: Language): string | null {
  const { ago, in: ahead } = value
  const duration = typeof ago === 'string' ? ago : ahead
  if (typeof duration !== 'string' || !parseDuration(duration)) return null
  if (field?.type === 'day' && /^P(0\D)+$/.test(duration)) return today[language]
  return typeof ago === 'string' ? agoWords(duration, language) : aheadWords(duration, language)
}

const dateWords = (text: string, zone: string, language: Language): string | null =>
  dayWords(text, language, { dateStyle: 'long' }) ??
  instantWords(text, language, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }, zone)

/** "has no orders in the last 90 days where total is over 100", "заказов за последние 90 дней больше 3". */
function sayRelated(rule: RelatedRule, speaking: Speaking): string {
  const { entity, language } = speaking
  const name = relationIn(rule)
  const relation = relationAt(entity, name)
  const kind = rule.some !== undefined ? 'some' : rule.none !== undefined ? 'none' : (rule.is ?? 'is')
  const title = relation?.title[language] ?? quoted(name, language)
  const noun = language === 'ru' && kind !== 'some' ? (relation?.many ?? title) : title
  const things = rule.last === undefined ? noun : `${noun} ${lastWords(rule.last, language)}`
  const text = phrase(relatedPatterns[kind][language], { things, count: rule.value ?? null }, { language })
  if (!rule.where || !relation) return text
  const where = say(rule.where, 'any', deeper({ ...speaking, entity: relation.entity }))
  return language === 'ru' ? `${text}, где ${where}` : `${text} where ${where}`
}

const relatedPatterns: Readonly<Record<'some' | 'none' | 'over' | 'under' | 'at-least' | 'at-most' | 'is', Words>> = {
  some: { en: 'has {things}', ru: 'есть {things}' },
  none: { en: 'has no {things}', ru: 'нет {things}' },
  over: { en: 'has more than {count} {things}', ru: '{things} больше {count}' },
  under: { en: 'has fewer than {count} {things}', ru: '{things} меньше {count}' },
  'at-least': { en: 'has at least {count} {things}', ru: '{things} не меньше {count}' },
  'at-most': { en: 'has at most {count} {things}', ru: '{things} не больше {count}' },
  is: { en: 'has exactly {count} {things}', ru: '{things} ровно {count}' },
}

const patterns: Readonly<Record<Comparison, Words>> = {
  is: { en: '{field} is {value}', ru: '{field} — {value}' },
  'is-not': { en: '{field} is not {value}', ru: '{field} — не {value}' },
  'one-of': { en: '{field} is {value}', ru: '{field} — {value}' },
  contains: { en: '{field} contains {value}', ru: '{field} содержит {value}' },
  'starts-with': { en: '{field} starts with {value}', ru: '{field} начинается с {value}' },
  over: { en: '{field} is over {value}', ru: '{field} больше {value}' },
  under: { en: '{field} is under {value}', ru: '{field} меньше {value}' },
  'at-least': { en: '{field} is at least {value}', ru: '{field} не меньше {value}' },
  'at-most': { en: '{field} is at most {value}', ru: '{field} не больше {value}' },
  before: { en: '{field} is before {value}', ru: '{field} раньше {value}' },
  after: { en: '{field} is after {value}', ru: '{field} позже {value}' },
  'within-last': { en: '{field} is {value}', ru: '{field} — {value}' },
  'within-next': { en: '{field} is {value}', ru: '{field} — {value}' },
  anniversary: { en: '{field} falls {value} in any year', ru: '{field} — {value}, в любом году' },
  empty: { en: '{field} is empty', ru: 'не заполнено: {field}' },
  'not-empty': { en: '{field} is filled in', ru: 'заполнено: {field}' },
  yes: { en: '{field} is “yes”', ru: '{field} — да' },
  no: { en: '{field} is “no”', ru: '{field} — нет' },
  has: { en: '{field} include {value}', ru: '{field} включают {value}' },
  'has-not': { en: '{field} do not include {value}', ru: '{field} не включают {value}' },
}

const datePatterns: Partial<Readonly<Record<Comparison, Words>>> = {
  over: patterns.after,
  under: patterns.before,
  'at-least': { en: '{field} is not before {value}', ru: '{field} не раньше {value}' },
  'at-most': { en: '{field} is not after {value}', ru: '{field} не позже {value}' },
}

const earlier = { en: '{field} is earlier than {value}', ru: '{field} раньше, чем {value}' }
const later = { en: '{field} is later than {value}', ru: '{field} позже, чем {value}' }

const relativePatterns: Partial<Readonly<Record<Comparison, Words>>> = {
  before: earlier,
  under: earlier,
  after: later,
  over: later,
  'at-least': { en: '{field} is not earlier than {value}', ru: '{field} не раньше, чем {value}' },
  'at-most': { en: '{field} is not later than {value}', ru: '{field} не позже, чем {value}' },
}

const menu: Readonly<Record<Comparison, Words>> = {
  is: { en: 'is', ru: 'равно' },
  'is-not': { en: 'is not', ru: 'не равно' },
  'one-of': { en: 'is one of', ru: 'одно из' },
  contains: { en: 'contains', ru: 'содержит' },
  'starts-with': { en: 'starts with', ru: 'начинается с' },
  over: { en: 'is over', ru: 'больше' },
  under: { en: 'is under', ru: 'меньше' },
  'at-least': { en: 'is at least', ru: 'не меньше' },
  'at-most': { en: 'is at most', ru: 'не больше' },
  before: { en: 'is before', ru: 'раньше' },
  after: { en: 'is after', ru: 'позже' },
  'within-last': { en: 'is in the last', ru: 'за последние' },
  'within-next': { en: 'is in the next', ru: 'в ближайшие' },
  anniversary: { en: 'has its anniversary', ru: 'годовщина' },
  empty: { en: 'is empty', ru: 'не заполнено' },
  'not-empty': { en: 'is filled in', ru: 'заполнено' },
  yes: { en: 'is “yes”', ru: 'да' },
  no: { en: 'is “no”', ru: 'нет' },
  has: { en: 'include', ru: 'включают' },
  'has-not': { en: 'do not include', ru: 'не включают' },
}

const dateMenu: Partial<Readonly<Record<Comparison, Words>>> = {
  over: menu.after,
  under: menu.before,
  'at-least': { en: 'is not before', ru: 'не раньше' },
  'at-most': { en: 'is not after', ru: 'не позже' },
}
