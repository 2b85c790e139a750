/** Turns a clock that stands still, for trying out what takes weeks. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ClockBody, ClockData } from '../../shared/api/settings.ts'
import { add, parseDuration } from '../../shared/time.ts'
import { mayManage, mayRead } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'

/** `/api/clock`. Turning is 409 `clock-not-manual` on an installation with a real clock, 422 `clock-backwards` into the past. */
export const clockRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { clock } = parts
    const data = (): ClockData => ({ manual: clock.manual, now: clock.now().toISOString() })

    server.get('/clock', { config: mayRead, schema: { summary: 'What time it is here.', response: { 200: ClockData } } }, async () =>
      data(),
    )

    server.post(
      '/clock',
      {
        config: mayManage,
        schema: { summary: 'Turn it forward; answers when all that came due is done.', body: ClockBody, response: { 200: ClockData } },
      },
      async (request) => {
        if (!clock.manual) throw new Refused(409, 'clock-not-manual')
        const { by, to } = request.body
        if ((by === undefined) === (to === undefined) || (by !== undefined && !parseDuration(by))) {
          throw new Refused(422, 'invalid', {}, [{ path: 'by', code: 'field-ill-typed' }])
        }
        const until = by !== undefined ? add(clock.now(), by) : new Date(to ?? '')
        if (until < clock.now()) throw new Refused(422, 'clock-backwards')
        await clock.turn(until)
        parts.live.tell({ kind: 'clock' })
        return data()
      },
    )
  }
