/** `POST /api/sealed`: an access key goes in once and comes out sealed; only this text is kept in workflow files. */
import Type, { type Static } from 'typebox'

/** The key as the other side gave it out. */
export const SealBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    /** The only one it will be sent to, as in an address: `api.example.com`, with the port unless it is the usual one. */
    host: Type.String({ minLength: 1, maxLength: 260, pattern: '^[^/\\?#@\\s]+$' }),
  },
  { additionalProperties: false },
)

/** Goes into a `secret` parameter as it is; nothing gives the key back. */
export const Sealed = Type.Object({ sealed: Type.String() })
export type Sealed = Static<typeof Sealed>
