/** The editor: its built files, and its page for every address of the app. Never for an address of the API. */
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { packageFolder } from '../package-folder.ts'
import { open } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { openStaticFolder } from './static-folder.ts'

/** Addresses that belong to programs: what is not there is not there. */
const notPages = /^\/(api|hooks|f|u|c|o|q|schema|assets|healthz|readyz|metrics)(\/|$)|\.[a-z0-9]{2,5}$/i

/** `/*`, after all others: an address that has no file gets the page, if it looks like one of the app; else 404 `nothing-here`. */
export const editorRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const folder = openStaticFolder(parts.settings.editorDir ?? join(packageFolder(), 'dist', 'editor'), { immutable: /^assets\// })

    server.get('/*', { config: open, schema: { hide: true } }, async (request, reply) => {
      const path = request.url.split('?')[0] ?? '/'
      if (folder?.send(request, reply, path.slice(1) || 'index.html')) return reply
      if (!notPages.test(path) && folder?.send(request, reply, 'index.html')) return reply
      throw new Refused(404, 'nothing-here')
    })
  }
