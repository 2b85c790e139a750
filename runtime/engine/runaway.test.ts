import { expect, test } from 'vitest'
import type { CrmEvent } from '../../shared/events.ts'
import { anEvent, aRun, now } from '../testing/sample-rows.ts'
import type { Candidate } from './enrol.ts'
import { learnStarts, type Starts, tooLong, tooOften } from './runaway.ts'

const starting = (subject: string | null): Candidate => ({ plan: { workflow: 'w' }, subject }) as Candidate
const hour = Math.floor(now.getTime() / 3_600_000)

test('of too many who start the first are forgotten, and what is stored of them is read when they come again', async () => {
  const starts: Starts = new Map()
  const asked: string[] = []
  const startsSince = async (of: readonly { readonly workflow: string; readonly subject: string }[]) => {
    asked.push(...of.map(({ subject }) => subject))
    return of.map((one) => ({ ...one, count: one.subject === 'anna' ? 100 : 0 }))
  }
  const comes = async (subject: string) => {
    await learnStarts([starting(subject)], starts, { startsSince }, now)
    return tooOften(starting(subject), starts)
  }

  const first = await comes('anna')
  const crowd = Array.from({ length: 20_000 }, (_, index) => starting(`c${index}`))
  await learnStarts(crowd, starts, { startsSince }, now)
  for (const one of crowd) tooOften(one, starts)
  const kept = starts.size
  const again = await comes('anna')

  expect([first, again]).toMatchObject([{ code: 'parked-too-often' }, { code: 'parked-too-often' }])
  expect(kept).toBeLessThanOrEqual(20_000)
  expect(asked.filter((subject) => subject === 'anna')).toHaveLength(2)
})

test('who is forgotten in the very turn in which they start is counted anew, and read before they start again', () => {
  const starts: Starts = new Map()

  expect(tooOften(starting('anna'), starts)).toBeNull()
  expect(starts.get('w anna')?.hour).not.toBe(hour)
})

test('the problem of flows that start each other names each by name or id, and goes back as far as runs are kept', async () => {
  const causedBy = (run: string, fields: CrmEvent['fields']): CrmEvent => ({
    ...anEvent(),
    fields,
    cause: { kind: 'run', id: run, depth: 3 },
  })
  const runs = [
    aRun({ id: 'run-2', workflow: 'second', event: causedBy('run-1', { changed: { stage: 'client', city: 'Perm' } }) }),
    aRun({ id: 'run-1', workflow: 'first', event: causedBy('erased', {}) }),
  ]
  const store = {
    runs: async ([id]: readonly string[]) => runs.flatMap((run) => (run.id === id ? [{ run, positions: [] }] : [])),
    workflow: async (id: string) => (id === 'first' ? ({ name: 'Welcome' } as never) : null),
  }

  const said = await tooLong(causedBy('run-2', { message: 'x' }), store)

  expect(said).toEqual({
    code: 'parked-chain-limit',
    with: {
      limit: 10,
      chain: [
        {
          code: 'chain-changed',
          with: {
            flow: 'Welcome',
            fields: [
              { code: 'chain-field', with: { field: 'stage' } },
              { code: 'chain-field', with: { field: 'city' } },
            ],
          },
        },
        { code: 'chain-flow', with: { flow: 'second' } },
      ],
    },
  })
})
