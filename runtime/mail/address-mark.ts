/** How an address is remembered after its person was erased: nobody can read it out, and it is known again when it comes. */
import { createHmac } from 'node:crypto'
import { normalEmail } from '../../shared/identity.ts'

/** A keyed hash of an e-mail address in its normal form. The same for as long as the secret stays the same. */
export type AddressMark = (address: string) => string

/** Marks of this installation. */
export const addressMarks =
  (secret: string): AddressMark =>
  (address) =>
    createHmac('sha256', secret)
      .update(`erased-address:${normalEmail(address) ?? address.trim().toLowerCase()}`)
      .digest('base64url')
