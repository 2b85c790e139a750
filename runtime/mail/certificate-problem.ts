/** What is wrong with the certificate of a mail server, in words that say who does what about it. */
import type { Said } from '../../shared/json.ts'

/** The problems of certificates; a person has to do something about each. */
export const certificateProblems: ReadonlySet<string> = new Set([
  'mail-certificate-unknown',
  'mail-certificate-expired',
  'mail-certificate-other-name',
])

/** Node's codes (`tls`, X.509) for what cannot be trusted. nodemailer keeps them beside its own. */
const codes: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'mail-certificate-expired',
  CERT_NOT_YET_VALID: 'mail-certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'mail-certificate-other-name',
  HOSTNAME_MISMATCH: 'mail-certificate-other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'mail-certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'mail-certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'mail-certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'mail-certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'mail-certificate-unknown',
  CERT_SIGNATURE_FAILURE: 'mail-certificate-unknown',
  CERT_UNTRUSTED: 'mail-certificate-unknown',
  CERT_REVOKED: 'mail-certificate-unknown',
  CERT_REJECTED: 'mail-certificate-unknown',
  INVALID_CA: 'mail-certificate-unknown',
}

/** Null when the error is about something else. */
export function certificateProblem(error: unknown): Said | null {
  const { code, originalCode } = error as { readonly code?: string; readonly originalCode?: string }
  const problem = codes[String(originalCode)] ?? codes[String(code)]
  return problem === undefined ? null : { code: problem }
}
