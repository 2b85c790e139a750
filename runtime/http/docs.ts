/** The API described by itself: OpenAPI 3.1, and pages to read it in. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { open } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { openStaticFolder, type StaticFolder } from './static-folder.ts'

export const docsRoutes =
  (_parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/openapi.json', { config: open, schema: { hide: true } }, async () => server.swagger())

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
