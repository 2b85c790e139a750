/** First start, signing in and out, and what a signed-in person sees of the installation. */
import Type, { type Static } from 'typebox'
import { Instant, LanguageSchema } from './common.ts'

/** `GET /api/setup`: is there an admin yet? */
export const SetupState = Type.Object({ needed: Type.Boolean() })

/** `POST /api/setup`: makes the first admin. `token` is the one printed at the first start. */
export const SetupBody = Type.Object(
  {
    token: Type.String({ maxLength: 200 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    email: Type.String({ minLength: 3, maxLength: 254 }),
    password: Type.String({ minLength: 10, maxLength: 200 }),
    company: Type.String({ minLength: 1, maxLength: 200 }),
    zone: Type.String({ maxLength: 60 }),
    language: LanguageSchema,
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    region: Type.String({ pattern: '^[A-Z]{2}$' }),
    /** Loads the demo company; else the installation starts empty. */
    demo: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type SetupBody = Static<typeof SetupBody>

/** `POST /api/session`. Ten tries per user and address in ten minutes. */
export const SignInBody = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
)

/** `GET /api/session`: who is signed in, and where. 401 without a session. */
export const Session = Type.Object({
  user: Type.Object({
    id: Type.String(),
    name: Type.String(),
    email: Type.String(),
    role: Type.String(),
    language: LanguageSchema,
    zone: Type.String(),
    department: Type.Union([Type.String(), Type.Null()]),
    /** For whom they stand in today; `until` is the last day of the absence, null for somebody who has left. */
    standsFor: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), until: Type.Union([Type.String(), Type.Null()]) })),
  }),
  company: Type.Object({
    name: Type.String(),
    zone: Type.String(),
    language: LanguageSchema,
    currency: Type.String(),
    region: Type.String(),
    demo: Type.Boolean(),
  }),
  /** With a manual clock, time stands still until it is turned. */
  clock: Type.Object({ manual: Type.Boolean(), now: Instant }),
  /** Seconds between an approval and its effect. */
  graceSeconds: Type.Number(),
  /** From how many points on a contact is an A, and a B. */
  grades: Type.Object({ a: Type.Number(), b: Type.Number() }),
  /** Whether letters leave the house, or stay in the built-in mailbox. */
  smtp: Type.Boolean(),
  /** The address of this installation, as it stands in letters. */
  baseUrl: Type.String(),
})
export type Session = Static<typeof Session>

/** `GET /api/sessions`: where one is signed in; `agent` is what the browser says of itself. `DELETE /api/sessions/:id` signs out there. */
export const SessionList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      agent: Type.Union([Type.String(), Type.Null()]),
      createdAt: Instant,
      expiresAt: Instant,
      /** The one that asks. */
      current: Type.Boolean(),
    }),
  ),
})
export type SessionList = Static<typeof SessionList>

/** What everybody may change of themselves with `PATCH /api/users/:id`; the rest is for admins. */
export const ownFields = ['name', 'language', 'zone', 'signature', 'deputy', 'absentFrom', 'absentUntil', 'calendar'] as const
