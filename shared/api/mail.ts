/** Letters that come in, letters that are held, and the built-in mailbox. */
import Type, { type Static } from 'typebox'
import { letterContent } from '../effect-schemas.ts'
import { Id, Instant, LinkSchema, SaidSchema } from './common.ts'

const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** `POST /api/mailboxes/:id/messages` takes a raw letter (message/rfc822): 201; 409 `repeated` for one that was handed in before. */
export const ReceivedMessage = Type.Object({ message: Id, verdict: Type.String(), contact: Nullable(Id) })
export type ReceivedMessage = Static<typeof ReceivedMessage>

/** `POST /api/messages/:id/replies`: answers a letter in the built-in mailbox as its recipient would. */
export const ClientReply = Type.Object({ text: Type.String({ minLength: 1, maxLength: 20_000 }) }, { additionalProperties: false })

/** `GET /api/deliveries?state=`: what is on its way out, or needs a person. */
export const DeliveryQuery = Type.Object({ state: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false })
const DeliveryData = Type.Object({
  id: Id,
  kind: Type.String(),
  state: Type.String(),
  subject: Type.String(),
  to: Type.String(),
  contact: Nullable(LinkSchema),
  run: Nullable(Id),
  attempts: Type.Number(),
  dueAt: Instant,
  problem: Nullable(SaidSchema),
})

/** The reply, newest first. `kind` is that of the effect, `attempts` counts those made. */
export const DeliveryList = Type.Object({ items: Type.Array(DeliveryData) })
export type DeliveryList = Static<typeof DeliveryList>

/** `PUT /api/deliveries/:id/decision`: what a person decides about a letter that may or may not have arrived. 409 when somebody else did. */
export const DeliveryDecision = Type.Object(
  { kind: Type.Union([Type.Literal('resend'), Type.Literal('mark-sent')]) },
  { additionalProperties: false },
)
export type DeliveryDecision = Static<typeof DeliveryDecision>

/** `POST /api/mail-servers`: the access to a mail server, tried before it is sealed. Without a port: 587, or 465 with `secure`. */
export const MailServerBody = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.-]+$' }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    /** TLS from the first byte; without it the server is asked to switch to TLS (RFC 3207). */
    secure: Type.Boolean(),
    user: Type.String({ maxLength: 300 }),
    password: Type.String({ maxLength: 1_000 }),
  },
  { additionalProperties: false },
)
export type MailServerBody = Static<typeof MailServerBody>

/** `PATCH /api/deliveries/:id`: it does not leave before then. */
export const PostponeBody = Type.Object({ dueAt: Instant }, { additionalProperties: false })

/** `POST /api/pictures`: a picture for letters. `src` goes into a block as it is; sizes are in pixels. */
export const PictureData = Type.Object({ src: Type.String(), width: Type.Number(), height: Type.Number(), bytes: Type.Number() })
export type PictureData = Static<typeof PictureData>

/** `POST /api/trial-letters`: a letter that is filled already, as its preview shows it. */
export const TrialLetterBody = Type.Object(
  { ...letterContent, signature: Type.String({ maxLength: 2_000 }) },
  { additionalProperties: false },
)
export type TrialLetterBody = Static<typeof TrialLetterBody>

/** `message` is the letter in the built-in mailbox; null when it left the house. */
export const TrialLetterSent = Type.Object({ to: Type.String(), message: Nullable(Id) })
export type TrialLetterSent = Static<typeof TrialLetterSent>
