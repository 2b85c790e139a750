/**
 * Parameters, compiled once per version: which values each mentions, and a function that fills it. Templates become
 * texts, rules answers, paths values; everything else is handed over as it is stored.
 */
import { isNumeric, truths } from '../../shared/check-assigned.ts'
import { entityNamed, fieldOf, hasEntity } from '../../shared/entities.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { type LetterText, textsOf, withLetterTexts } from '../../shared/letter.ts'
import { escapeMarks } from '../../shared/letter-marks.ts'
import { minorUnits } from '../../shared/money.ts'
import { type FieldValue, type Param, type Params, questionsIn, type StoredCase } from '../../shared/params.ts'
import type { Rule, Verdict } from '../../shared/rules.ts'
import { pathOfReference, type Template } from '../../shared/template.ts'
import { type FillOptions, fillTemplate } from '../../shared/template-fill.ts'
import { type Language, type Localized, writtenIn } from '../../shared/words.ts'
import { itsName, joined, type Mentions, mentionsOf, noMentions, valueIn } from './paths.ts'

/** What a parameter is filled from. */
interface Filling {
  /** `{ subject, owner, company, event, item, vars, node }`. */
  readonly roots: JsonObject
  /** Answers a rule about the subject; related records have been counted before. */
  test(rule: Rule): Verdict
  /** Of the reader of letters; `options` has that of the team. */
  readonly language: Language
  readonly options: FillOptions
}

/**
 * `mentions` says what has to be read before `fill` can be called. What is missing is filled with null or left empty; a
 * rule that cannot be tested throws `RuleError`.
 */
export interface CompiledParams {
  readonly mentions: Mentions
  fill(filling: Filling): JsonObject
}

interface CompiledParam {
  readonly mentions: Mentions
  fill(filling: Filling): Json
}

/** Compiles the parameters of one node; stored values that are missing fall back to their default, else to null. */
export function compileParams(declared: Params, stored: JsonObject): CompiledParams {
  const names = Object.keys(declared)
  const compiled = names.map((name) =>
    compileParam(declared[name] as Param, stored[name] ?? (declared[name]?.default as Json) ?? null, stored),
  )
  const mentions = joined(compiled.map((one) => one.mentions))
  return {
    mentions,
    fill(filling) {
      const filled: Record<string, Json> = {}
      for (let i = 0; i < names.length; i++) filled[names[i] as string] = (compiled[i] as CompiledParam).fill(filling)
      return filled
    },
  }
}

function compileParam(param: Param, stored: Json, all: JsonObject): CompiledParam {
  if (stored === null) return constant(null)
  switch (param.kind) {
    case 'text':
      return compileText(asTemplate(stored))
    case 'date-field':
    case 'value':
      return compileValue(String(stored))
    case 'rule':
      return compileRule(stored as Rule)
    case 'filter':
      return compileFilter(stored)
    case 'cases':
      return compileCases(stored as unknown as readonly StoredCase[])
    case 'fields':
      return compileFields(stored as unknown as readonly FieldValue[], entityOf(param.of, all))
    case 'questions':
      return constant(questionsIn(stored) as unknown as Json)
    case 'letter':
      return compileLetter(stored as unknown as Localized<LetterText<Template>>)
    default:
      return constant(stored)
  }
}

const constant = (value: Json): CompiledParam => ({ mentions: noMentions, fill: () => value })

/** A text may be stored as plain text by those who write files by hand. */
const asTemplate = (stored: unknown): Template => (Array.isArray(stored) ? (stored as Template) : [String(stored ?? '')])

const refsIn = (template: Template): string[] => template.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.ref]))

function compileText(template: Template): CompiledParam {
  const refs = refsIn(template)
  if (refs.length === 0) return constant(template.join(''))
  return { mentions: mentionsOf(refs.map(named)), fill: (filling) => textOf(template, filling).text }
}

/** A text names the record that a path ends at, so that it is read, too. */
const named = (path: string): string => `${path}.${itsName}`

const textOf = (template: Template, { roots, options }: Filling, as?: (value: string) => string) =>
  fillTemplate(template, (path) => valueIn(roots, path), options, as)

function compileValue(path: string): CompiledParam {
  return { mentions: mentionsOf([path]), fill: ({ roots }) => idOfRecord(valueIn(roots, path) ?? null, path) }
}

/** A path that ends at a ref means its id, also when the record is nested there. */
function idOfRecord(value: Json, path: string): Json {
  const isRoot = !path.includes('.')
  return !isRoot && isJsonObject(value) && typeof value['id'] === 'string' && 'archivedAt' in value ? value['id'] : value
}

const compileRule = (rule: Rule): CompiledParam => ({
  mentions: mentionsOf([], [rule]),
  fill: ({ test }) => test(rule) as unknown as Json,
})

/** A filter is about other records; only the references in its values are filled. */
function compileFilter(stored: Json): CompiledParam {
  const refs = refsInside(stored)
  if (refs.length === 0) return constant(stored)
  return { mentions: mentionsOf(refs), fill: ({ roots }) => withRefs(stored, roots) }
}

/** The paths that values of a filter refer to, `{ "ref": "subject.id" }`. */
export function refsInside(value: Json): string[] {
  const path = pathOfReference(value)
  if (path !== null) return [path]
  if (Array.isArray(value)) return value.flatMap(refsInside)
  return isJsonObject(value) ? Object.values(value).flatMap(refsInside) : []
}

/** A filter with its references replaced by their values. */
export function withRefs(value: Json, roots: JsonObject): Json {
  const path = pathOfReference(value)
  if (path !== null) return idOfRecord(valueIn(roots, path) ?? null, path)
  if (Array.isArray(value)) return value.map((each) => withRefs(each, roots))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withRefs(each, roots)]))
}

const compileCases = (cases: readonly StoredCase[]): CompiledParam => ({
  mentions: mentionsOf(
    [],
    cases.map((one) => one.rule),
  ),
  fill: ({ test }) => cases.map(({ id, rule }) => ({ id, holds: test(rule).holds })),
})

function entityOf(of: string, stored: JsonObject): string | null {
  if (of.startsWith('$')) return typeof stored[of.slice(1)] === 'string' ? String(stored[of.slice(1)]) : null
  return of
}

function compileFields(assignments: readonly FieldValue[], entity: string | null): CompiledParam {
  return {
    mentions: mentionsOf(assignments.flatMap(({ value }) => refsIn(asTemplate(value)))),
    fill: (filling) =>
      assignments.map(({ field, value }) => ({
        field,
        value: isConstant(value)
          ? value
          : typed(assigned(asTemplate(value), filling, isText(entity, field)), entity, field, filling.options.currency),
      })),
  }
}

/** A number, a truth and nothing at all stand in a file as they are, and are meant so. */
const isConstant = (value: unknown): value is number | boolean | null =>
  value === null || typeof value === 'number' || typeof value === 'boolean'

const isText = (entity: string | null, name: string): boolean => {
  const type = entity !== null && hasEntity(entity) ? fieldOf(entityNamed(entity), name)?.type : undefined
  return type === 'text' || type === 'long-text'
}

/** A template that is one bare reference keeps the type of its value, only that a text tells what a choice is called; any other is a text. */
function assigned(template: Template, filling: Filling, asText: boolean): Json {
  const [only] = template
  if (template.length === 1 && typeof only === 'object' && only.format === undefined) {
    const value = valueIn(filling.roots, only.ref) ?? only.or ?? null
    const { labelOf, language } = filling.options
    const label = asText && typeof value === 'string' ? labelOf?.(only.ref, value) : null
    return label?.[language] ?? idOfRecord(value, only.ref)
  }
  return textOf(template, filling).text
}

/** Numbers, amounts, flags and tags that an author wrote as text; an amount is in whole units of the company's currency. */
function typed(value: Json, entity: string | null, name: string, currency: string): Json {
  if (typeof value !== 'string' || entity === null || !hasEntity(entity)) return value
  const type = fieldOf(entityNamed(entity), name)?.type
  if (value === '' && type !== 'text' && type !== 'long-text') return null
  if (type === 'number' && Number.isFinite(Number(value))) return Number(value)
  if (type === 'money' && isNumeric(value)) return { cents: minorUnits(Number(value), currency), currency }
  if (type === 'flag') return truths[value.toLowerCase()] ?? false
  if (type === 'tags') return value.split(',').flatMap((tag) => tag.trim() || [])
  return value
}

/** A letter is filled in the language of its reader, or in the one it is written in; values that are empty and have no fallback are named in `empty`. */
function compileLetter(texts: Localized<LetterText<Template>>): CompiledParam {
  const letters = Object.values(texts)
  return {
    mentions: mentionsOf(letters.flatMap(textsOf).map(asTemplate).flatMap(refsIn).map(named)),
    fill(filling) {
      const language = writtenIn(texts, filling.language)
      const letter = language && texts[language]
      if (!letter) return null
      const empty = new Set<string>()
      const forReader = { ...filling, options: { ...filling.options, language } }
      const fill = (template: Template, marked: boolean) => {
        const filled = textOf(asTemplate(template), forReader, marked ? escapeMarks : undefined)
        for (const path of filled.empty) empty.add(path)
        return filled.text
      }
      return { ...withLetterTexts(letter, fill), language, empty: [...empty] } as unknown as Json
    },
  }
}
