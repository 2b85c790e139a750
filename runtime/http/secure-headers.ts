/** Headers that every answer carries. They never differ, so they are written once. */

/** `withHttps`: this installation is reached by https and wants never to be reached otherwise. */
export const secureHeaders = (withHttps: boolean): Readonly<Record<string, string>> => ({
  'content-security-policy': Object.entries(sources)
    .map(([name, from]) => `${name} ${from}`)
    .join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-site',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  ...(withHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
})

const sources = {
  'default-src': "'self'",
  'script-src': "'self'",
  // Styles are set on elements by the component library.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'worker-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}
