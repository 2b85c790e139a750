/** Seals an access key that somebody types. It is never given back. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SealBody, Sealed } from '../../shared/api/sealed.ts'
import { openSealing } from '../sealed.ts'
import { mayDraw } from './access.ts'
import type { Parts } from './parts.ts'

/** `POST /api/sealed`, for those who draw workflows. */
export const sealedRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const sealing = openSealing(parts.secretKey)
    server.post(
      '/sealed',
      {
        config: mayDraw,
        schema: { summary: 'Seal a secret for a parameter of a workflow.', tags: ['Workflows'], body: SealBody, response: { 200: Sealed } },
      },
      async (request) => ({ sealed: sealing.seal(request.body.text, request.body.host) }),
    )
  }
