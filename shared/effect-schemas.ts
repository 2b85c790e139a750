/** One schema per kind of effect. It checks what a node named and what an operator sends back. */
import Type, { type TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { editableFields } from './effect-fields.ts'
import type { Effect, EffectKind } from './effects.ts'
import { QuestionSchema } from './entities/shapes.ts'
import type { Json, JsonObject, Said } from './json.ts'
import { isJsonObject } from './json.ts'
import { PersonSchema } from './workflow-schema.ts'

const closed = { additionalProperties: false }
const AnyJson = Type.Unsafe<Json>({})
const Id = Type.String({ minLength: 1, maxLength: 200 })
const Line = Type.String({ maxLength: 1_000 })
const Text = Type.String({ maxLength: 100_000 })
const Records = Type.Record(Type.String(), Type.String())
const MaybeTime = Type.Union([Type.String({ maxLength: 40 }), Type.Null()])
const SaidSchema = Type.Object({ code: Id, with: Type.Optional(Type.Unsafe<JsonObject>({ type: 'object' })) }, closed)
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })

const Url = Type.String({ maxLength: 4_000 })
const Picture = Type.Object(
  {
    kind: Type.Literal('picture'),
    src: Url,
    alt: Line,
    width: Type.Number({ minimum: 1, maximum: 10_000 }),
    url: Type.Optional(Url),
    bytes: Type.Optional(Type.Number({ minimum: 0 })),
  },
  closed,
)
const smallBlocks = [
  Type.Object({ kind: Type.Literal('text'), text: Text }, closed),
  Type.Object({ kind: Type.Literal('heading'), text: Line }, closed),
  Type.Object({ kind: Type.Literal('button'), text: Line, url: Url }, closed),
  Picture,
  Type.Object({ kind: Type.Literal('divider') }, closed),
]
const Column = Type.Array(Type.Union(smallBlocks), { maxItems: 50 })

const BlockSchema = Type.Union([
  ...smallBlocks,
  Type.Object({ kind: Type.Literal('columns'), left: Column, right: Column }, closed),
  Type.Object({ kind: Type.Literal('questions') }, closed),
  Type.Object({ kind: Type.Literal('signature') }, closed),
])

/** A filled letter without its surroundings. */
export const letterContent = {
  subject: Line,
  preheader: Type.Optional(Line),
  blocks: Type.Array(BlockSchema, { maxItems: 200 }),
  questions: Type.Array(QuestionSchema, { maxItems: 50 }),
  category: Type.Enum(['personal', 'service', 'offers']),
  language: Type.Enum(['en', 'ru']),
}

const Frozen = Type.Object(
  {
    from: Type.Object({ name: Type.String(), address: Type.String() }, closed),
    replyTo: Type.String(),
    mailbox: Type.String(),
    messageId: Type.String(),
    inReplyTo: Type.Union([Type.String(), Type.Null()]),
    headers: Records,
    links: Type.Array(Type.String()),
    html: Type.String(),
    text: Type.String(),
  },
  closed,
)

/** The shape of every kind of effect. */
export const effectSchemas = {
  'change-record': Type.Object(
    {
      kind: Type.Literal('change-record'),
      entity: Id,
      id: Id,
      change: Type.Enum(['create', 'update', 'archive']),
      fields: Type.Record(Type.String(), AnyJson),
    },
    closed,
  ),
  'change-many': Type.Object(
    {
      kind: Type.Literal('change-many'),
      entity: Id,
      change: Type.Enum(['update', 'archive']),
      fields: Type.Record(Type.String(), AnyJson),
      note: Text,
      items: Type.Array(
        Type.Object({ id: Id, title: Line, leftOut: Type.Union([SaidSchema, Type.Null()]), included: Type.Boolean() }, closed),
        { maxItems: 10_000 },
      ),
    },
    closed,
  ),
  'add-score': Type.Object(
    {
      kind: Type.Literal('add-score'),
      entity: Type.Literal('contact'),
      id: Id,
      points: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
      reason: Line,
      key: Type.Union([Type.String(), Type.Null()]),
      rule: Type.Optional(Id),
    },
    closed,
  ),
  'create-task': Type.Object(
    {
      kind: Type.Literal('create-task'),
      id: Id,
      taskKind: Type.Enum(['call', 'letter', 'meeting', 'paperwork', 'payment', 'other']),
      title: Type.String({ minLength: 1, maxLength: 1_000 }),
      text: Text,
      assignee: PersonSchema,
      fromDepartment: Type.Union([Type.String(), Type.Null()]),
      about: Records,
      dueAt: MaybeTime,
      result: Type.Enum(['none', 'text', 'choice', 'number', 'date', 'file', 'payment']),
      options: Names,
      remindEveryDays: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 365 }), Type.Null()]),
      escalateAfterDays: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 365 }), Type.Null()]),
      remindFrom: Type.Optional(Type.Enum(['start', 'due'])),
      writesTo: Type.Union([Type.String(), Type.Null()]),
    },
    closed,
  ),
  'change-owner': Type.Object({ kind: Type.Literal('change-owner'), entity: Id, id: Id, owner: Type.Union([Id, Type.Null()]) }, closed),
  'add-note': Type.Object(
    { kind: Type.Literal('add-note'), id: Id, entity: Id, about: Id, text: Type.String({ minLength: 1, maxLength: 100_000 }) },
    closed,
  ),
  'change-tags': Type.Object({ kind: Type.Literal('change-tags'), entity: Id, id: Id, add: Names, remove: Names }, closed),
  notify: Type.Object(
    { kind: Type.Literal('notify'), id: Id, to: PersonSchema, text: Type.String({ minLength: 1, maxLength: 10_000 }), about: Records },
    closed,
  ),
  'send-email': Type.Object(
    {
      kind: Type.Literal('send-email'),
      id: Id,
      contact: Id,
      to: Type.String({ maxLength: 320 }),
      sender: Type.Enum(['owner', 'department', 'company']),
      ...letterContent,
      whenUnknown: Type.Enum(['hold', 'resend', 'assume-sent']),
      empty: Type.Array(Type.String()),
      frozen: Type.Optional(Frozen),
    },
    closed,
  ),
  'call-http': Type.Object(
    {
      kind: Type.Literal('call-http'),
      id: Id,
      method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      url: Type.String({ minLength: 1, maxLength: 4_000 }),
      headers: Records,
      body: AnyJson,
    },
    closed,
  ),
} satisfies Record<EffectKind, TSchema>

/** Is it a kind of effect that this program knows? */
export const isEffectKind = (kind: unknown): kind is EffectKind => typeof kind === 'string' && Object.hasOwn(effectSchemas, kind)

/** Why an edit cannot be taken, with the place of the field: `[0].subject`. */
export interface EditProblem {
  readonly field: string
  readonly said: Said
}

/**
 * Takes the effects of an operator's edit. Number, kinds and everything that is not editable must be as they were
 * (`frozen` and `empty` are the runtime's and are taken from the original, it makes them anew). Never throws.
 */
export function editEffects(
  original: readonly Effect[],
  edited: unknown,
): { readonly effects: readonly Effect[]; readonly problems: readonly EditProblem[] } {
  if (!Array.isArray(edited) || edited.length !== original.length) {
    return { effects: original, problems: [{ field: '', said: { code: 'edit-other-number', with: { count: original.length } } }] }
  }
  const problems: EditProblem[] = []
  const effects = original.map((before, index): Effect => {
    const after: unknown = edited[index]
    if (!isJsonObject(after) || after['kind'] !== before.kind) {
      problems.push({ field: `[${index}]`, said: { code: 'edit-other-kind' } })
      return before
    }
    const taken = takeEditable(before, after, `[${index}]`, problems)
    const schema: TSchema = effectSchemas[before.kind]
    const wrong = Errors(schema, taken).at(0)
    if (wrong) problems.push({ field: `[${index}]${wrong.instancePath.replaceAll('/', '.')}`, said: { code: 'edit-bad-value' } })
    return wrong ? before : (taken as unknown as Effect)
  })
  return { effects: problems.length > 0 ? original : effects, problems }
}

function takeEditable(before: Effect, after: JsonObject, at: string, problems: EditProblem[]): JsonObject {
  const allowed = new Set(editableFields(before.kind).map(({ field }) => field))
  const old = before as unknown as JsonObject
  const taken: Record<string, Json> = { ...old }
  for (const [field, value] of Object.entries(after)) {
    if (field === 'frozen' || field === 'empty') continue
    if (allowed.has(field)) taken[field] = value
    else if (!isSame(value, old[field])) problems.push({ field: `${at}.${field}`, said: { code: 'edit-not-allowed', with: { field } } })
  }
  if (before.kind === 'change-record' && isJsonObject(after['fields'])) {
    const added = Object.keys(after['fields']).filter((field) => !Object.hasOwn(before.fields, field))
    for (const field of added) problems.push({ field: `${at}.fields.${field}`, said: { code: 'edit-not-allowed', with: { field } } })
  }
  if (before.kind === 'change-many' && !isSame(known(taken['items']), known(before.items as unknown as Json)))
    problems.push({ field: `${at}.items`, said: { code: 'edit-not-allowed', with: { field: 'items' } } })
  return taken
}

/** Of many records all but whether they are included, which alone may be edited. */
const known = (items: Json | undefined): Json =>
  Array.isArray(items) ? items.map((item: Json) => (isJsonObject(item) ? { ...item, included: null } : item)) : null

/** Equal in value; the order of keys does not count, because a client may have put them in another one. */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as JsonObject, b as JsonObject]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
}

/** Is this a whole and well-formed effect? */
export const isEffect = (value: unknown): value is Effect =>
  isJsonObject(value) && isEffectKind(value['kind']) && Check(effectSchemas[value['kind']], value)
