/** Tokens for programs: shown once, kept as a hash, ending, and never able to do more than the person who made them. */
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { CreatedToken, NewToken, type TokenData, TokenList } from '../../shared/api/settings.ts'
import { newId } from '../store/ids.ts'
import type { TokenRow } from '../store/rows.ts'
import { hashOf, onlyPerson, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { notFound, refusedBy } from './problem.ts'

/** `/api/tokens`, in a browser only: a token cannot make tokens. Those of others are 404. */
export const tokenRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/tokens', { config: onlyPerson, schema: { summary: 'Your tokens.', response: { 200: TokenList } } }, async (request) => ({
      items: (await parts.store.tokens(personOf(request).id)).map(tokenData),
    }))

    server.post(
      '/tokens',
      {
        config: onlyPerson,
        schema: { summary: 'Make a token. Its secret is shown this once.', body: NewToken, response: { 201: CreatedToken } },
      },
      async (request, reply) => {
        const { token, secret } = await makeToken(personOf(request).id, request.body, parts)
        return reply.code(201).send({ ...tokenData(token), secret })
      },
    )

    server.delete('/tokens/:id', { config: onlyPerson, schema: { summary: 'End a token.', params: ById } }, async (request, reply) => {
      const own = await parts.store.tokens(personOf(request).id)
      const { id } = request.params
      if (!own.some((token) => token.id === id)) throw notFound()
      const result = await parts.submit({ ops: [{ op: 'token-remove', id }] })
      if (!result.ok) throw refusedBy(result)
      return reply.code(204).send()
    })
  }

/** Makes and stores a token; the command line does so too. Tokens end by real time, also when the clock is turned. */
export async function makeToken(
  user: string,
  { name, scopes, days }: NewToken,
  parts: Pick<Parts, 'submit'>,
): Promise<{ readonly token: TokenRow; readonly secret: string }> {
  const secret = `tandem_${randomBytes(32).toString('base64url')}`
  const createdAt = new Date()
  const expiresAt = days === null ? null : new Date(createdAt.getTime() + days * 86_400_000)
  const token: TokenRow = { id: newId(), hash: hashOf(secret), name, user, scopes, createdAt, expiresAt, lastUsedAt: null }
  const result = await parts.submit({ ops: [{ op: 'token', token }] })
  if (!result.ok) throw refusedBy(result)
  return { token, secret }
}

const tokenData = ({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: TokenRow): TokenData => ({
  id,
  name,
  scopes: [...scopes],
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})
