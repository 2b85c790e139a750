/** Tasks close with the result that they ask for, and wait only until a date and for a reason. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { OpenedRecord, SnoozeBody, TaskResultBody } from '../../shared/api/records.ts'
import { entityNamed } from '../../shared/entities.ts'
import { closeTask } from '../crm/close-task.ts'
import { mayWork, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { Refused, refusedBy } from './problem.ts'
import { causedBy, openedRecord, visible, write } from './records.ts'

const task = entityNamed('task')

/**
 * `/api/tasks/:id/result` and `/snooze`. 422 `result-needed` says what is missing; 409 `task-closed-before`, but the
 * same result twice is no mistake.
 */
export const taskRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.put(
      '/tasks/:id/result',
      {
        config: mayWork,
        schema: {
          summary: 'Close a task with its result.',
          tags: [task.titles.en],
          params: ById,
          body: TaskResultBody,
          response: { 200: OpenedRecord },
        },
      },
      async (request) => {
        const person = personOf(request)
        const { id } = request.params
        const record = await visible(task, id, person, parts)
        const { revision, result } = request.body
        // A second click finds the task closed with the same result: that is no mistake.
        if (record['state'] === 'done' && JSON.stringify(record['result']) === JSON.stringify(result))
          return openedRecord(task, id, person, parts, true)
        if (record['state'] !== 'open') throw new Refused(409, 'task-closed-before')
        const ops = await closeTask(record, revision, result, {
          cause: causedBy(person),
          now: parts.clock.now(),
          person: person.id,
          store: parts.store,
        })
        const written = await parts.submit({ ops })
        if (!written.ok) throw refusedBy(written)
        return openedRecord(task, id, person, parts, true)
      },
    )

    server.put(
      '/tasks/:id/snooze',
      {
        config: mayWork,
        schema: {
          summary: 'Put a task off until a date, with a reason.',
          tags: [task.titles.en],
          params: ById,
          body: SnoozeBody,
          response: { 200: OpenedRecord },
        },
      },
      async (request) => {
        const person = personOf(request)
        const { id } = request.params
        const { revision, until, reason } = request.body
        const record = await visible(task, id, person, parts)
        if (record['state'] !== 'open') throw new Refused(409, 'task-closed-before')
        if (Date.parse(until) <= parts.clock.now().getTime()) throw new Refused(422, 'invalid', {}, [{ path: 'until', code: 'field-time' }])
        const fields = { snoozedUntil: new Date(until).toISOString(), snoozeReason: reason.trim() }
        await write({ change: 'update', entity: 'task', id, revision, fields }, person, parts)
        return openedRecord(task, id, person, parts, true)
      },
    )
  }
