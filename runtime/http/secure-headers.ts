/** Headers that say what a browser may do with an answer. They never differ, so they are written once. */
import type { FastifyInstance } from 'fastify'

/**
 * Every answer is what it says it is and is shown on no other site. What a document may load and run is said with
 * documents only: a script, a picture or an answer of the API loads nothing by itself, and is asked for by the dozen.
 * `withHttps`: this installation is reached by https and wants never to be reached otherwise.
 */
export function sendSecureHeaders(server: FastifyInstance, withHttps: boolean): void {
  const forAll = {
    'cross-origin-resource-policy': 'same-site',
    'x-content-type-options': 'nosniff',
    ...(withHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(forAll)
    done()
  })
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (documents.test(String(reply.getHeader('content-type')))) reply.headers(forDocuments)
    done(null, payload)
  })
}

/** What a browser shows as a page and may run scripts in. */
const documents = /html|svg|xml/

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

const forDocuments: Readonly<Record<string, string>> = {
  'content-security-policy': Object.entries(sources)
    .map(([name, from]) => `${name} ${from}`)
    .join(';'),
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
}
