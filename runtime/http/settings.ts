/** What is set for the whole company. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SettingsData } from '../../shared/api/settings.ts'
import { isZone } from '../../shared/zones.ts'
import { companyOps } from '../crm/company.ts'
import { mayManage, mayRead } from './access.ts'
import type { Parts } from './parts.ts'
import { found, Refused, refusedBy } from './problem.ts'

/** `/api/settings`. All of it is set at once; a zone that nobody knows is 422. */
export const settingsRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const data = async (): Promise<SettingsData> => {
      const { name, zone, language, currency, region } = found(await parts.company.settings())
      const [graceSeconds, grades] = [await parts.company.graceSeconds(), await parts.company.grades()]
      return { company: { name, zone, language, currency, region }, graceSeconds, grades }
    }

    server.get('/settings', { config: mayRead, schema: { summary: 'The settings of the company.', response: { 200: SettingsData } } }, data)

    server.put(
      '/settings',
      { config: mayManage, schema: { summary: 'Change them.', body: SettingsData, response: { 200: SettingsData } } },
      async (request) => {
        const { company, graceSeconds, grades } = request.body
        if (!isZone(company.zone)) throw new Refused(422, 'invalid', {}, [{ path: 'company.zone', code: 'zone-unknown' }])
        if (grades.b >= grades.a) throw new Refused(422, 'invalid', {}, [{ path: 'grades.b', code: 'grades-order' }])
        const { demo } = found(await parts.company.settings())
        const result = await parts.submit({ ops: companyOps({ ...company, demo }, graceSeconds, grades) })
        if (!result.ok) throw refusedBy(result)
        return data()
      },
    )
  }
