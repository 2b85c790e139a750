/** `POST /api/sealed`: an access key goes in once and comes out sealed; only this text is kept in workflow files. */
import Type, { type Static } from 'typebox'

/** The key as the other side gave it out. */
export const SealBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 4000 }) }, { additionalProperties: false })

/** Goes into a `secret` parameter as it is; nothing gives the key back. */
export const Sealed = Type.Object({ sealed: Type.String() })
export type Sealed = Static<typeof Sealed>
