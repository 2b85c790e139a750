/** The first start: a one-time link, and the page that makes the first admin and what every company begins with. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Session, SetupBody, SetupState } from '../../shared/api/session.ts'
import { normalEmail } from '../../shared/identity.ts'
import { isZone } from '../../shared/zones.ts'
import { firstCompany } from '../crm/first-company.ts'
import { newId } from '../store/ids.ts'
import { open, personNamed, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { hashPassword } from './passwords.ts'
import { type FieldProblem, Refused, refusedBy } from './problem.ts'
import { beginSession, sessionData } from './session.ts'

/** `/api/setup`, open while there is no admin: 403 `wrong-set-up-link` without its token, 409 `set-up-done` afterwards. */
export const setupRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/setup', { config: open, schema: { summary: 'Is there an admin yet?', response: { 200: SetupState } } }, async () => ({
      needed: await isSetupNeeded(parts),
    }))

    server.post(
      '/setup',
      { config: open, schema: { summary: 'Make the first admin.', body: SetupBody, response: { 201: Session } } },
      async (request, reply) => {
        if (!(await isSetupNeeded(parts))) throw new Refused(409, 'set-up-done')
        if (!isSame(request.body.token, parts.setup.token)) throw new Refused(403, 'wrong-set-up-link')
        const user = await setUp(request.body, parts)
        await beginSession(user, request, reply, parts)
        request.person = await personNamed(user, parts, { session: '' })
        return reply.code(201).send(await sessionData(personOf(request), parts))
      },
    )
  }

/** Told by the settings of the company, which are made together with the first admin. */
export const isSetupNeeded = async (parts: Pick<Parts, 'company'>): Promise<boolean> => (await parts.company.settings()) === null

/** Makes the first admin and the defaults; answers with the admin's id. Throws `Refused` for values that cannot be, and when somebody was quicker. */
export async function setUp(body: Omit<SetupBody, 'token'>, parts: Parts): Promise<string> {
  const wrong: FieldProblem[] = []
  if (!isZone(body.zone)) wrong.push({ path: 'zone', code: 'zone-unknown' })
  const email = normalEmail(body.email)
  if (email === null) wrong.push({ path: 'email', code: 'field-email' })
  if (email === null || wrong.length > 0) throw new Refused(422, 'invalid', {}, wrong)

  const id = newId()
  const { zone, language, currency, region, demo } = body
  const admin = { id, name: body.name.trim(), email, passwordHash: await hashPassword(body.password) }
  const at = parts.clock.now()
  const result = await parts.submit({
    ops: [
      // Two set-ups at once: one of them is the second.
      { op: 'once', scope: 'setup', key: 'setup', event: id, bodyHash: '', at },
      ...firstCompany(admin, { name: body.company.trim(), zone, language, currency, region, demo }, at),
    ],
  })
  if (!result.ok) throw result.problem === 'repeated' ? new Refused(409, 'set-up-done') : refusedBy(result)
  parts.setup.token = null
  if (demo && parts.jobs.can('demo')) await parts.jobs.start({ kind: 'demo', title: { code: 'job-demo' }, user: id, input: { language } })
  return id
}

function isSame(given: string, wanted: string | null): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return wanted !== null && timingSafeEqual(hash(given), hash(wanted))
}
