/** The API described by itself: OpenAPI 3.1, and pages to read it in. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import fastify, { type RouteOptions } from 'fastify'
import Type from 'typebox'
import { Problem } from '../../shared/api/common.ts'
import { open } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { openStaticFolder, type StaticFolder } from './static-folder.ts'
import { strictCompilers } from './validation.ts'

/** `/api/openapi.json` and `/api/docs`, for everybody. Described when first asked for, because all routes have to be there. */
export const docsRoutes =
  ({ routes }: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    let described: ReturnType<typeof describe> | undefined
    server.get('/openapi.json', { config: { ...open, kept: true }, schema: { hide: true } }, async () => {
      described ??= describe(routes)
      return described
    })

    server.get('/docs', { config: open, schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(page),
    )

    server.get('/docs/begin.js', { config: open, schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').send(begin),
    )

    const File = Type.Object({ file: Type.String({ maxLength: 100 }) })
    server.get('/docs/:file', { config: open, schema: { hide: true, params: File } }, async (request, reply) => {
      if (!swaggerPages()?.send(request, reply, request.params.file)) throw new Refused(404, 'nothing-here')
      return reply
    })
  }

/**
 * Made when somebody first asks: what writes it is large, and most days nobody does. It reads the routes from a server
 * that has nothing else and answers nobody.
 */
async function describe(routes: readonly RouteOptions[]) {
  const { default: swagger } = await import('@fastify/swagger')
  const listing = fastify({ exposeHeadRoutes: false, schemaController: { compilersFactory: strictCompilers } })
  await listing.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tandem', version: '1', description: 'Workflows, suggestions and the CRM. Errors have one shape: `Problem`.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    refResolver: { buildLocalReference: ({ $id }, _base, _fragment, at) => (typeof $id === 'string' ? $id : `def-${at}`) },
  })
  listing.addSchema({ $id: 'Problem', ...Problem })
  const refused = { description: 'Refused; nothing was changed.', $ref: 'Problem#' }
  for (const { method, url, schema } of routes) {
    const answered = isObject(schema?.response) ? schema.response : { '2xx': { description: 'Done.' } }
    listing.route({ method, url, schema: { ...schema, response: { ...answered, default: refused } }, handler: async () => null })
  }
  await listing.ready()
  return listing.swagger()
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

let pages: StaticFolder | null | undefined

/** The files of swagger-ui, found only when somebody reads the documentation. */
function swaggerPages(): StaticFolder | null {
  pages ??= openStaticFolder(join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')), 'static'))
  return pages
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tandem API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/begin.js"></script>
</body>
</html>
`

const begin = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true })\n`
