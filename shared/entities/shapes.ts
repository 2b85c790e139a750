/**
 * What values of a field have to look like beyond its type: a zone, opening hours, the questions of a form. Checked
 * where they come in, so that nothing is kept that would be left out, silently, when it is read.
 */
import Type, { type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { formFieldTypes, isIntakeTarget, readBodyPath } from '../intake.ts'
import type { Json } from '../json.ts'
import { hostOfSealed } from '../sealed-text.ts'
import { isDay } from '../time.ts'
import { isZone } from '../zones.ts'

/** The name of a check, as a description of a field gives it in `shape`. */
export type FieldShape =
  | 'zone'
  | 'address-part'
  | 'hours'
  | 'days'
  | 'words'
  | 'form-fields'
  | 'signature'
  | 'handshake'
  | 'mapping'
  | 'questions'
  | 'points'
  | 'count'
  | 'sealed'
  | 'said'

/** Has the value this shape? */
export const hasShape = (shape: FieldShape, value: unknown): boolean => shapes[shape](value as Json)

const closed = { additionalProperties: false }
const Line = Type.String({ maxLength: 1_000 })
const Short = Type.String({ maxLength: 200 })
const Words = Type.Object(
  { en: Type.Optional(Type.String({ maxLength: 10_000 })), ru: Type.Optional(Type.String({ maxLength: 10_000 })) },
  closed,
)
const Time = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' })

const Windows = Type.Optional(Type.Array(Type.Tuple([Time, Time]), { maxItems: 20 }))
const Hours = Type.Object({ 1: Windows, 2: Windows, 3: Windows, 4: Windows, 5: Windows, 6: Windows, 7: Windows }, closed)

const FormFields = Type.Array(
  Type.Object(
    {
      name: Type.String({ pattern: '^[A-Za-z][\\w-]{0,59}$' }),
      type: Type.Enum([...formFieldTypes]),
      required: Type.Boolean(),
      to: Type.Union([Short, Type.Null()]),
      label: Words,
      help: Type.Optional(Words),
      options: Type.Optional(Type.Array(Type.Object({ value: Line, label: Words }, closed), { maxItems: 200 })),
    },
    closed,
  ),
  { maxItems: 100 },
)

const Signature = Type.Object(
  {
    header: Type.String({ minLength: 1, maxLength: 200 }),
    algorithm: Type.Optional(Type.Enum(['sha256', 'sha1', 'sha512', 'token'])),
    encoding: Type.Optional(Type.Enum(['hex', 'base64', 'base64url'])),
    prefix: Type.Optional(Short),
    field: Type.Optional(Type.Union([Short, Type.Null()])),
    timestamp: Type.Optional(
      Type.Union([
        Type.Object(
          {
            header: Type.Optional(Type.Union([Short, Type.Null()])),
            field: Type.Optional(Type.Union([Short, Type.Null()])),
            toleranceSeconds: Type.Optional(Type.Number({ minimum: 1, maximum: 86_400 })),
            joinedBy: Type.Optional(Short),
            prefix: Type.Optional(Short),
          },
          closed,
        ),
        Type.Null(),
      ]),
    ),
  },
  closed,
)

const Handshake = Type.Object(
  {
    when: Type.Optional(Type.Object({ path: Line, is: Line }, closed)),
    answer: Type.Optional(Type.Union([Type.Object({ path: Line }, closed), Type.Object({ text: Line }, closed)])),
    query: Type.Optional(Short),
    verify: Type.Optional(Type.Object({ query: Short, is: Line }, closed)),
  },
  closed,
)

const Mapping = Type.Array(Type.Object({ from: Type.String({ maxLength: 2_000 }), to: Short }, closed), { maxItems: 200 })

/** The questions of a letter, as `Question` of params.ts. */
export const QuestionSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100 }),
    text: Type.Object({ en: Type.Optional(Line), ru: Type.Optional(Line) }, closed),
    answer: Type.Enum(['text', 'number', 'choice', 'date']),
    options: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })),
    field: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
)

const like = (schema: TSchema) => (value: Json) => Check(schema, value)

const isMapping = (value: Json): boolean =>
  Check(Mapping, value) && value.every(({ from, to }) => readBodyPath(from) !== null && isIntakeTarget(to))

const shapes: Readonly<Record<FieldShape, (value: Json) => boolean>> = {
  zone: (value) => typeof value === 'string' && isZone(value),
  /** One part of an address of this installation, as it is typed into a browser. */
  'address-part': (value) => typeof value === 'string' && /^[A-Za-z0-9][\w-]{0,199}$/.test(value),
  hours: (value) => Check(Hours, value) && Object.values(value).every((windows) => windows?.every(([from, to]) => from < to)),
  days: (value) => Array.isArray(value) && value.length <= 5_000 && value.every((day) => typeof day === 'string' && isDay(day)),
  words: like(Words),
  'form-fields': (value) => Check(FormFields, value) && value.every(({ to }) => to === null || isIntakeTarget(to)),
  signature: like(Signature),
  handshake: like(Handshake),
  mapping: isMapping,
  questions: like(Type.Array(QuestionSchema, { maxItems: 50 })),
  points: like(Type.Integer({ minimum: -1_000, maximum: 1_000 })),
  sealed: (value) => typeof value === 'string' && hostOfSealed(value) !== null,
  said: like(Type.Object({ code: Short, with: Type.Optional(Type.Record(Type.String(), Type.Any())) }, closed)),
  count: like(Type.Integer({ minimum: 1, maximum: 100_000 })),
}
