/** What forms ask, where the values that come in land, and how a value is found in a body that any sender made. */
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Localized } from './words.ts'

/**
 * Where a value lands: a field of the contact or company (`contact.email`, `contact.name` for a whole name,
 * `company.name`), of the deal that is opened (`deal.title`), or `note`: a line on the timeline.
 */
export type IntakeTarget = `contact.${string}` | `company.${string}` | `deal.${string}` | 'note'

/** Has a text the form of a target? Whether the entity has such a field is not looked at; custom fields count. */
export const isIntakeTarget = (text: unknown): text is IntakeTarget =>
  typeof text === 'string' && /^(note|(contact|company|deal)\.[A-Za-z][\w]{0,59})$/.test(text)

/** What a form can ask for; each becomes one control of the page and one check of the answer. */
export const formFieldTypes = ['text', 'long-text', 'email', 'phone', 'number', 'day', 'choice', 'flag'] as const

/** One question of a form. `to` is null when the answer is only kept in the submission and the event. */
export interface FormField {
  /** The name in the body and in the event: a letter, then letters, digits, `_` and `-`. */
  readonly name: string
  readonly type: (typeof formFieldTypes)[number]
  readonly required: boolean
  readonly to: IntakeTarget | null
  readonly label: Localized<string>
  readonly help?: Localized<string>
  /** Of a choice. */
  readonly options?: readonly { readonly value: string; readonly label: Localized<string> }[]
}

/** One value of a body and where it lands. The first mapping of a target that finds something wins. */
export interface FieldMapping {
  /** See `readBodyPath`. */
  readonly from: string
  readonly to: IntakeTarget
}

/** The mappings in a stored or sent value; whatever is none is left out. */
export function mappingsIn(value: unknown): readonly FieldMapping[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    const { from, to } = isJsonObject(one) ? one : {}
    return typeof from === 'string' && readBodyPath(from) && isIntakeTarget(to) ? [{ from, to }] : []
  })
}

/** The fields in a stored form; whatever is none is left out. */
export function formFieldsIn(value: unknown): readonly FormField[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    if (!isJsonObject(one) || typeof one['name'] !== 'string' || !/^[A-Za-z][\w-]{0,59}$/.test(one['name'])) return []
    const type = formFieldTypes.find((known) => known === one['type'])
    if (!type) return []
    return [
      { ...(one as unknown as FormField), type, required: one['required'] === true, to: isIntakeTarget(one['to']) ? one['to'] : null },
    ]
  })
}

/** A step into a body: a key of an object, a place in a list, or the element of a list that a value inside it tells. */
export type BodyStep = { readonly key: string } | { readonly index: number } | { readonly where: readonly string[]; readonly is: string }

/**
 * Reads a path such as `answers[field.ref=email].email`, `contacts.add[0].name` or `["data.json"].city[0]`.
 *
 * Keys are joined by dots; a key with other signs than letters, digits, `_`, `-` and blanks stands in brackets as a JSON
 * text. In brackets also stand places (`[0]`) and choices by a value inside the element (`[label=Your name]`; the value
 * is a JSON text if it holds a bracket). Null when the text is no path.
 */
export function readBodyPath(text: string): readonly BodyStep[] | null {
  const steps: BodyStep[] = []
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const [whole, key, index, quoted, where, value] = step.exec(rest) ?? []
    if (whole === undefined || (key !== undefined && at > 0 !== whole.startsWith('.'))) return null
    if (key !== undefined) steps.push({ key })
    else if (index !== undefined) steps.push({ index: Number(index) })
    else if (quoted !== undefined) steps.push({ key: unquoted(quoted) })
    else if (where !== undefined) steps.push({ where: where.split('.'), is: unquoted(value ?? '') })
    at += whole.length
  }
  return steps.length === 0 || steps.length > mostSteps ? null : steps
}

const mostSteps = 64
const step = /^(?:\.?([\p{L}\p{N}_ -]+)|\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]|\[([\p{L}\p{N}_ .-]+)=("(?:[^"\\]|\\.)*"|[^[\]"]*)\])/u

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}

/** The text of a path, readable by `readBodyPath`. */
export function bodyPathText(steps: readonly BodyStep[]): string {
  let text = ''
  for (const one of steps) {
    if ('index' in one) text += `[${one.index}]`
    else if ('where' in one) text += `[${one.where.join('.')}=${/[[\]"\\]/.test(one.is) ? JSON.stringify(one.is) : one.is}]`
    else if (/^[\p{L}\p{N}_ -]+$/u.test(one.key)) text += text === '' ? one.key : `.${one.key}`
    else text += `[${JSON.stringify(one.key)}]`
  }
  return text
}

/** The value at a path; undefined where it leads nowhere. */
export function valueAtPath(body: Json, steps: readonly BodyStep[]): Json | undefined {
  let found: Json | undefined = body
  for (const one of steps) {
    if (found === undefined || found === null || typeof found !== 'object') return undefined
    if ('index' in one) found = Array.isArray(found) ? found[one.index] : undefined
    else if ('where' in one) found = Array.isArray(found) ? found.find((element) => tells(element, one.where, one.is)) : undefined
    else found = !Array.isArray(found) && Object.hasOwn(found, one.key) ? (found as JsonObject)[one.key] : undefined
  }
  return found
}

function tells(element: Json, where: readonly string[], is: string): boolean {
  const value = valueAtPath(
    element,
    where.map((key) => ({ key })),
  )
  return value !== undefined && value !== null && typeof value !== 'object' && String(value) === is
}

/** What tells an answer from the others in its list, in the order of trust: what people called it, then its id. */
const tellingKeys: readonly (readonly string[])[] = [
  ['label'],
  ['question'],
  ['title'],
  ['name'],
  ['field', 'ref'],
  ['field', 'id'],
  ['code'],
  ['key'],
  ['ref'],
  ['field_id'],
]
/** These tell only where there are several. */
const tellingAmongMany: readonly (readonly string[])[] = [...tellingKeys, ['type'], ['id']]

/** Is this a question with its answer? The kind of an answer may be the name under which it stands: `{ type: 'email', email }`. */
export function isAnswer(element: Json): element is JsonObject {
  if (!isJsonObject(element)) return false
  const kind = kindOf(element)
  return answerKeys.some((key) => Object.hasOwn(element, key)) || (kind !== '' && Object.hasOwn(element, kind))
}

/** Under these stands what was answered. */
export const answerKeys = ['value', 'values', 'answer', 'answers'] as const

/** The kind of question that a sender states; empty where none is. */
export function kindOf({ type, code }: JsonObject): string {
  return typeof type === 'string' ? type : typeof code === 'string' ? code : ''
}

/**
 * The path to a value that somebody pointed at, given by its keys and places (`['answers', 1, 'email']`), so that it finds
 * the same answer in the next body too: an answer in a list is chosen by what it is called, not by its place.
 */
export function pathToward(body: Json, at: readonly (string | number)[]): string {
  const steps: BodyStep[] = []
  let inside: Json | undefined = body
  for (const [depth, one] of at.entries()) {
    const list = Array.isArray(inside) ? (inside as readonly Json[]) : null
    steps.push(list ? elementStep(list, Number(one), at[depth + 1]) : { key: String(one) })
    inside = valueAtPath(inside ?? null, [list ? { index: Number(one) } : { key: String(one) }])
  }
  return bodyPathText(steps)
}

/**
 * `next` is the key that is read inside the element: what is read cannot tell which element it is. An element that is no
 * answer is a record, whose name and id are others in the next body: it is found by its place.
 */
function elementStep(list: readonly Json[], index: number, next: string | number | undefined): BodyStep {
  if (!isAnswer(list[index] ?? null)) return { index }
  for (const where of list.length > 1 ? tellingAmongMany : tellingKeys) {
    if (where[0] === next) continue
    const values = list.map((element) =>
      valueAtPath(
        element,
        where.map((key) => ({ key })),
      ),
    )
    const value = values[index]
    if (typeof value !== 'string' || value === '' || value.length > 200) continue
    if (values.filter((other) => other === value).length === 1) return { where, is: value }
  }
  return { index }
}
