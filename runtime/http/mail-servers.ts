/** The access to a mail server of a mailbox's own. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MailServerBody } from '../../shared/api/mail.ts'
import { Sealed } from '../../shared/api/sealed.ts'
import { serverUrl, tryServer } from '../mail/try-server.ts'
import { openSealing } from '../sealed.ts'
import { mayManage } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'

/** `POST /api/mail-servers`, for admins: 422 with the reason when the server does not let us in, or its name is none. */
export const mailServerRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const sealing = openSealing(parts.secretKey)
    server.post(
      '/mail-servers',
      {
        config: mayManage,
        schema: {
          summary: 'Try the access to a mail server, and seal it for the field `smtp` of a mailbox.',
          tags: ['Mail'],
          body: MailServerBody,
          response: { 200: Sealed },
        },
      },
      async (request) => {
        const url = serverUrl(request.body)
        // An address that ends in a number has to be one of four numbers, and only the rules for http say so.
        if (!URL.canParse(`http://${request.body.host}`)) throw new Refused(422, 'invalid', {}, [{ path: 'host', code: 'field-ill-typed' }])
        const problem = await tryServer(url)
        if (problem) throw Refused.because(422, problem.code, problem)
        return { sealed: sealing.seal(url, new URL(url).host) }
      },
    )
  }
