/** Long work: watch it, cancel it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { JobData, JobList } from '../../shared/api/records.ts'
import type { JobRow } from '../store/rows.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found, notFound, Refused } from './problem.ts'
import type { Person } from './rights.ts'

/** `/api/jobs`. The work of others is 404, except for admins; cancelling what is over is 409 `job-ended`. */
export const jobRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/jobs',
      { config: mayRead, schema: { summary: 'Your long work, newest first.', response: { 200: JobList } } },
      async (request) => {
        const jobs = await parts.store.jobs(personOf(request).id)
        return {
          items: [...jobs]
            .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
            .slice(0, 50)
            .map(jobData),
        }
      },
    )

    server.get(
      '/jobs/:id',
      { config: mayRead, schema: { summary: 'How far it has come.', params: ById, response: { 200: JobData } } },
      async (request) => jobData(await ownJob(request.params.id, personOf(request), parts)),
    )

    server.put(
      '/jobs/:id/cancellation',
      {
        config: { access: { role: 'viewer', scope: 'write' } },
        schema: { summary: 'Stop it. What is done stays.', params: ById, response: { 200: JobData } },
      },
      async (request) => {
        const job = await ownJob(request.params.id, personOf(request), parts)
        const cancelled = await parts.jobs.cancel(job.id)
        if (!cancelled) throw new Refused(409, 'job-ended')
        return jobData(cancelled)
      },
    )
  }

/** Admins see everybody's. */
export async function ownJob(id: string, person: Person, parts: Parts): Promise<JobRow> {
  const job = found(await parts.store.job(id))
  if (job.user !== person.id && person.role !== 'admin') throw notFound()
  return job
}

/** A job as the API shows it: without whose it is and what it was asked to do. */
export const jobData = (job: JobRow): JobData => ({
  id: job.id,
  kind: job.kind,
  title: job.title,
  state: job.state,
  done: job.done,
  total: job.total,
  result: job.result,
  createdAt: job.createdAt.toISOString(),
  updatedAt: job.updatedAt.toISOString(),
})
