/** The switch that pauses everything that goes by itself, for the whole company. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HaltBody, HaltData } from '../../shared/api/settings.ts'
import { haltIn, haltSetting, lastHaltIn, lastHaltSetting, setHalt } from '../engine/halt.ts'
import { mayLead, mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'

/** `/api/halt`. Everybody sees who has paused, supervisors and admins switch; the same switch again changes nothing. */
export const haltRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const last = async () => lastHaltIn(await parts.store.setting(lastHaltSetting))

    server.get(
      '/halt',
      {
        config: mayRead,
        schema: {
          summary: 'Is everything paused, by whom and since when? And who paused it and let it go on the last time?',
          response: { 200: HaltData },
        },
      },
      async () => ({ halt: haltIn(await parts.store.setting(haltSetting)), last: await last() }),
    )

    server.put(
      '/halt',
      {
        config: mayLead,
        schema: {
          summary: 'Pause everything: no flow starts or goes on, no letter leaves. Or let it go on.',
          body: HaltBody,
          response: { 200: HaltData },
        },
      },
      async (request) => {
        const { value } = await parts.engine.pump.perform(setHalt(request.body.paused, personOf(request)))
        return { halt: value, last: await last() }
      },
    )
  }
