/** How everything is doing, for admins and their programs. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HealthReport } from '../../shared/api/health.ts'
import { healthReport } from '../watching/health-report.ts'
import { mayOversee } from './access.ts'
import type { Parts } from './parts.ts'

/** `/api/health-report`. Also while the disk is full; what else keeps it from being answered says so itself (503). */
export const healthRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/health-report',
      { config: mayOversee, schema: { summary: 'How everything is doing, line by line.', response: { 200: HealthReport } } },
      () => healthReport(parts),
    )
  }
