/** What stands in a parameter, in the words of a sentence: names for keys, subjects for letters, rules in words. */
import { calendarWords } from './calendar-words.ts'
import { lastingWords } from './duration-words.ts'
import { entityNamed, hasEntity } from './entities.ts'
import { heldIn, itemEntity, type Left, leftAt } from './flow-values.ts'
import { isJsonObject, type Json } from './json.ts'
import { expressionWords, isKeptExpression } from './kept.ts'
import { customFields, type Known, nameOf } from './known.ts'
import { entityOf, isVisible, type NodeTypeData, nodeTitle, paramOf, paramValue } from './node-type-data.ts'
import { type CalendarRule, isPerson, type Param, workingDaysIn } from './params.ts'
import { personWords } from './person-words.ts'
import { phrase } from './phrase.ts'
import { checkRule } from './rule-check.ts'
import { fieldAt } from './rule-fields.ts'
import { ruleWords } from './rule-words.ts'
import type { Rule } from './rules.ts'
import { inLanguage, type Language, type Words } from './words.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'
import type { NodeTypes } from './workflow-graph.ts'

/** Everything that names in a workflow are looked up in. */
export interface Speech {
  readonly workflow: Workflow
  readonly types: NodeTypes
  readonly known: Known
  readonly language: Language
}

/** The words of one parameter of a node; null when nothing is set, or it is not asked for. `flag` tells a yes that needs no word. */
export function paramWords(node: WorkflowNode, type: NodeTypeData, name: string, speech: Speech): string | null {
  const param = paramOf(type, name)
  const value = paramValue(type, node, name) ?? null
  if (!param || value === null || value === '' || !isVisible(type, node, name)) return null
  const words = wordsOf(param, value, node, type, speech)
  return words === null || words.trim() === '' ? null : words
}

function wordsOf(param: Param, value: Json, node: WorkflowNode, type: NodeTypeData, speech: Speech): string | null {
  const { language, known } = speech
  switch (param.kind) {
    case 'text': {
      const named = choiceAt(param, value, node, type, speech.known)
      return named ? named[language] : Array.isArray(value) ? short(templateWords(value, speech)) : null
    }
    case 'number':
      return typeof value === 'number' ? numberWords(value, param, language) : null
    case 'flag':
      return typeof value === 'boolean' ? phrase('{value}', { value }, { language }) : null
    case 'choice':
      return Object.hasOwn(param.options, String(value)) ? (param.options[String(value)]?.[language] ?? null) : String(value)
    case 'pick':
      return typeof value === 'string' ? pickWords(param, value, node, type, speech) : null
    case 'duration':
      return typeof value === 'string' ? lengthWords(value, language) : null
    case 'time':
      return String(value)
    case 'date-field':
      return typeof value === 'string' ? pathWords(value, speech, entityOf(param.of, type, node, speech.workflow.settings.subject)) : null
    case 'value':
      return typeof value === 'string' ? pathWords(value, speech, null) : null
    case 'rule':
      return saidRule(value, entityOf(param.about, type, node, speech.workflow.settings.subject), speech)
    case 'filter':
      return saidRule(value, entityOf(param.of, type, node, speech.workflow.settings.subject), speech)
    case 'cases':
    case 'branches':
      return listed(value, (each) => (typeof each['name'] === 'string' ? each['name'] : null))
    case 'letter':
      return isJsonObject(value) ? letterWords(value, speech) : null
    case 'questions':
      return Array.isArray(value) ? phrase(questions[language], { count: value.length }, { language }) : null
    case 'fields': {
      const entity = entityOf(param.of, type, node, speech.workflow.settings.subject)
      return listed(value, (each) => (typeof each['field'] === 'string' ? fieldWords(entity, each['field'], speech) : null))
    }
    case 'person':
      return isPerson(value) ? personWords(value, known, language) : null
    case 'calendar-rule':
      return isJsonObject(value) && (typeof value['cron'] === 'string' || typeof value['every'] === 'string')
        ? calendarWords(value as unknown as CalendarRule, language)
        : null
    case 'secret':
      return '•••'
  }
}

/** A stored length of time: "2 days", "2 working days". */
export function lengthWords(duration: string, language: Language): string {
  const days = workingDaysIn(duration)
  return days === null ? lastingWords(duration, language) : phrase(workingDays[language], { days }, { language })
}

/** "7", or "7 days" where it is said what is counted. */
function numberWords(value: number, { unit }: Extract<Param, { kind: 'number' }>, language: Language): string {
  const number = phrase('{value}', { value }, { language })
  return unit ? `${number} ${phrase(unit[language], { count: value }, { language })}` : number
}

const workingDays: Words = {
  en: '{days, plural, one {# working day} other {# working days}}',
  ru: '{days, plural, one {# рабочий день} few {# рабочих дня} many {# рабочих дней} other {# рабочего дня}}',
}

const questions: Words = {
  en: '{count, plural, one {# question} other {# questions}}',
  ru: '{count, plural, one {# вопрос} few {# вопроса} many {# вопросов} other {# вопроса}}',
}

/** Names that users gave are quoted, words of the product are not. */
export const quoted = (text: string, language: Language): string => (language === 'ru' ? `«${text}»` : `“${text}”`)

/** Is this kind of parameter written in quotation marks? */
export const isQuoted = (param: Param): boolean =>
  param.kind === 'text' ||
  param.kind === 'letter' ||
  (param.kind === 'pick' && !['entities', 'entity-fields', 'date-fields', 'users', 'departments'].includes(param.from))

function pickWords(param: Extract<Param, { kind: 'pick' }>, key: string, node: WorkflowNode, type: NodeTypeData, speech: Speech): string {
  const { known, language, workflow } = speech
  switch (param.from) {
    case 'entities':
      return hasEntity(key) ? lower(entityNamed(key).title[language]) : key
    case 'entity-fields':
    case 'date-fields':
      return fieldWords(entityOf(param.of, type, node, workflow.settings.subject), key, speech)
    case 'nodes': {
      const target = workflow.nodes.find(({ id }) => id === key)
      return target ? nodeTitle(target, speech.types.get(target.type))[language] : key
    }
    default:
      return nameOf(known, param.from, key) ?? key
  }
}

/** The name of a field of an entity, by a path through refs: "company, sector"; the path itself where nothing is known. */
export function fieldWords(entity: string | null, path: string, { known, language }: Speech): string {
  const field = entity === null ? null : fieldAt(entity, path, { custom: customFields(known) })
  return field ? field.titles.map((title) => lower(title[language])).join(', ') : path
}

/** A value of the workflow in words: the field of a record, the output of a step. */
export function pathWords(path: string, speech: Speech, entity: string | null): string {
  if (isKeptExpression(path)) return expressionWords(path)
  const { workflow, types, language } = speech
  const [root = '', first = '', ...rest] = path.split('.')
  const further = [first, ...rest].join('.')
  if (entity !== null && fieldAt(entity, path, { custom: customFields(speech.known) })) return fieldWords(entity, path, speech)
  if (root === 'subject') return further === 'id' ? subjectWords(speech) : fieldWords(workflow.settings.subject, further, speech)
  if (root === 'owner') return `${{ en: 'owner', ru: 'ответственный' }[language]}, ${fieldWords('user', further, speech)}`
  if (root === 'company') return `${{ en: 'company', ru: 'компания' }[language]}, ${fieldWords('company', further, speech)}`
  if (root === 'item') return itemWords(further, speech)
  const left = leftAt(path, workflow, types)
  if (root !== 'node') return left ? leftWords(left, null, speech) : further === '' ? path : further
  const node = workflow.nodes.find(({ id }) => id === first)
  const step = node ? quoted(nodeTitle(node, types.get(node.type))[language], language) : first
  return left ? leftWords(left, step, speech) : `${rest.join('.')} (${step})`
}

/** "task (“Call”)"; of a field of that record "title (“Call”)". `step` is null for what the trigger left. */
function leftWords(left: Left, step: string | null, speech: Speech): string {
  const label = lower(left.output.label[speech.language])
  const path = left.rest.join('.')
  const entity = heldIn(left, speech.workflow.settings.subject)?.entity ?? null
  const field = path !== '' && entity !== null && fieldAt(entity, path, { custom: customFields(speech.known) })
  if (field) return `${fieldWords(entity, path, speech)} (${step ?? label})`
  const inside = path === '' ? '' : ` ${quoted(path, speech.language)}`
  return step === null ? `${label}${inside}` : `${label}${inside} (${step})`
}

/** "number (order of the list)". */
function itemWords(path: string, speech: Speech): string {
  const { workflow, types, language } = speech
  const entity = itemEntity(workflow, types, null)
  const title = entity !== null && hasEntity(entity) ? lower(entityNamed(entity).title[language]) : { en: 'item', ru: 'элемент' }[language]
  const item = { en: `${title} of the list`, ru: `${title} из списка` }[language]
  return path === '' || path === 'id' ? item : `${fieldWords(entity, path, speech)} (${item})`
}

/** The record that the workflow is about: "the flow's contact". */
function subjectWords({ workflow, language }: Speech): string {
  const { subject } = workflow.settings
  const title = subject !== null && hasEntity(subject) ? lower(entityNamed(subject).title[language]) : (subject ?? '')
  return { en: `the flow's ${title}`, ru: `${title} сценария` }[language]
}

/** A value that a row of a rule is compared with; a field of the subject says so, for the row asks about another record. */
function comparedWords(path: string, speech: Speech): string {
  const words = pathWords(path, speech, null)
  return path.startsWith('subject.') && path !== 'subject.id' ? `${words} (${subjectWords(speech)})` : words
}

/** The choices of the field whose values a text is compared with; null where it is of another type, or none is chosen. */
export function choicesOf(
  { valuesOf }: Extract<Param, { kind: 'text' }>,
  node: WorkflowNode,
  type: NodeTypeData,
  known: Known,
): Readonly<Record<string, Words>> | null {
  const entity = valuesOf ? entityOf(valuesOf.entity, type, node, null) : null
  const name = valuesOf ? paramValue(type, node, valuesOf.field.slice(1)) : null
  const field = entity === null || typeof name !== 'string' ? null : fieldAt(entity, name, { custom: customFields(known) })?.field
  return field?.type === 'choice' ? field.options : null
}

/** Which of the choices a text names, by its key or as it is called. */
export function choiceNamed(choices: Readonly<Record<string, Words>>, value: Json): string | null {
  const [text] = Array.isArray(value) && value.length === 1 ? value : [value]
  const wanted = typeof text === 'string' ? text.trim().toLowerCase() : ''
  const called = ([key, words]: readonly [string, Words]) => [key, ...Object.values(words)].some((each) => each.toLowerCase() === wanted)
  return Object.entries(choices).find(called)?.[0] ?? null
}

function choiceAt(
  param: Extract<Param, { kind: 'text' }>,
  value: Json,
  node: WorkflowNode,
  type: NodeTypeData,
  known: Known,
): Words | null {
  const choices = choicesOf(param, node, type, known)
  const key = choices && choiceNamed(choices, value)
  return (choices && key !== null && choices[key]) || null
}

/** A template with its references as names: "Call ‹name›". */
function templateWords(template: Json, speech: Speech): string {
  if (!Array.isArray(template)) return ''
  return template
    .map((piece: Json) => {
      if (typeof piece === 'string') return piece
      return isJsonObject(piece) && typeof piece['ref'] === 'string' ? `‹${pathWords(piece['ref'], speech, null)}›` : ''
    })
    .join('')
}

function letterWords(letters: Readonly<Record<string, Json>>, speech: Speech): string | null {
  const letter = inLanguage<Json>(letters, speech.language)
  return isJsonObject(letter) ? short(templateWords(letter['subject'] ?? null, speech)) : null
}

/** A condition as a part of a sentence; null where it cannot be read. */
export function saidRule(rule: Json, entity: string | null, speech: Speech): string | null {
  if (checkRule(rule, entity, { workflow: true }).some(({ code }) => code === 'rule-wrong')) return null
  const { known, language } = speech
  return ruleWords(rule as unknown as Rule, entity, language, {
    workflow: true,
    custom: customFields(known),
    ...(known.currency ? { currency: known.currency } : {}),
    nameOf: namesIn(known),
    labelOf: (path) => comparedWords(path, speech),
  })
}

/** The names of the records that rules point to by their key. */
export const namesIn =
  (known: Known) =>
  (entity: string, key: string): string | null =>
    nameOf(known, keyedBy[entity] ?? 'lists', key)

/** Where the names of records stand that rules point to by their key. */
const keyedBy: Readonly<Record<string, keyof Known['names']>> = {
  user: 'users',
  department: 'departments',
  stage: 'stages',
  pipeline: 'pipelines',
  segment: 'segments',
  scoreRule: 'score-rules',
  form: 'forms',
  hook: 'hooks',
  product: 'products',
  calendar: 'calendars',
  mailbox: 'mailboxes',
}

function listed(value: Json, nameOfOne: (each: Readonly<Record<string, Json>>) => string | null): string | null {
  if (!Array.isArray(value)) return null
  const names = value.flatMap((each: Json) => (isJsonObject(each) ? (nameOfOne(each) ?? []) : []))
  return names.length > 0 ? names.join(', ') : null
}

/** Long texts are cut for a sentence: before the name of a value rather than inside it, and without what it left open. */
const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= 60) return line
  const cut = line.slice(0, 59)
  const name = cut.lastIndexOf('‹')
  const whole = name > cut.lastIndexOf('›') ? cut.slice(0, name) : cut
  return `${whole.replace(/[\s“«"(:;,–-]+$/u, '')}…`
}

/** Inside a sentence a title has no capital, unless it is an abbreviation. */
export const lower = (title: string): string => (/^\p{Lu}(?!\p{Lu})/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title)
