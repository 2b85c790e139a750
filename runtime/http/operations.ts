/** For those who run the server: is it alive, is it ready, how is it doing. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { open } from './access.ts'
import type { Parts } from './parts.ts'

/** `/healthz`, `/readyz` and `/metrics`, without signing in and without a line in the log. Not ready is 503 `{ ready: false }`. */
export const operationRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/healthz', { config: open, logLevel: 'silent', schema: { summary: 'Is the process alive?' } }, async () => ({ ok: true }))

    server.get(
      '/readyz',
      { config: open, logLevel: 'silent', schema: { summary: 'May it be given requests?' } },
      async (_request, reply) => {
        const ready = parts.health.problem === null && !parts.health.stopping && (await answers(parts))
        return reply.code(ready ? 200 : 503).send({ ready })
      },
    )

    server.get(
      '/metrics',
      { config: open, logLevel: 'silent', schema: { summary: 'Figures for Prometheus.' } },
      async (_request, reply) => {
        const { heapUsed, rss } = process.memoryUsage()
        const open = await parts.store.suggestions({ statuses: ['pending'], limit: 1 })
        const active = await parts.store.listRuns({ state: 'active', limit: 1 })
        const parked = await parts.store.listRuns({ state: 'parked', limit: 1 })
        return reply.type('text/plain; version=0.0.4; charset=utf-8').send(
          inPrometheus([
            ['tandem_up_seconds', 'Seconds since the start.', process.uptime()],
            ['tandem_heap_bytes', 'Used heap.', heapUsed],
            ['tandem_resident_bytes', 'Resident memory.', rss],
            ['tandem_event_loop_delay_ms', 'Delay of the event loop, as sampled last.', parts.lateness.ms()],
            ['tandem_runs_active', 'Runs under way.', active.total],
            ['tandem_runs_parked', 'Runs that need attention.', parked.total],
            ['tandem_store_durable', 'Whether a commit reaches the disk before it is answered.', (await parts.store.isDurable()) ? 1 : 0],
            ['tandem_suggestions_open', 'Suggestions waiting for a decision.', open.total],
          ]),
        )
      },
    )
  }

const longestAnswerMs = 2_000

/** Does the database answer a question, and soon? */
function answers({ store }: Parts): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), longestAnswerMs).unref())
  const asked = store.setting('company').then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}

const inPrometheus = (figures: readonly (readonly [name: string, help: string, value: number])[]): string =>
  figures.map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`).join('')
