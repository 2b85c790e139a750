/** What both stores do with runs that are written and claimed again and again: nothing is read or written more often than it must. */
import { expect, test } from 'vitest'
import { onBothStores } from '../testing/both-stores.ts'
import { aPosition, aRun, now } from '../testing/sample-rows.ts'
import type { Position, Run } from './rows.ts'

onBothStores((aStore) => {
  test('what is large in a run and its lists comes back whole, also beside other runs, and when the run goes on and ends', async () => {
    const store = await aStore()
    const items = Array.from({ length: 2_000 }, (_, n) => ({ n, name: `Item ${n}` }))
    const branches = items.map((item) => ({ port: 'item', item }))
    const fork = { branches, cursor: 1, running: 1, concurrency: 1, after: null, entity: null, join: null, arrived: 0 }
    const [run, small] = [aRun({ outputs: { form: { items } } }), aRun()]
    const forked = aPosition(run.id, { state: 'forked', dueAt: null, fork })
    await store.commit([
      {
        ops: [
          { op: 'run-new', run },
          { op: 'run-new', run: small },
          { op: 'positions', put: [forked], remove: [] },
        ],
      },
    ])
    expect(await store.runs([run.id, small.id])).toEqual([
      { run, positions: [forked] },
      { run: small, positions: [] },
    ])

    const [loaded] = await store.runs([run.id])
    const later: Run = { ...(loaded?.run ?? run), outputs: { ...loaded?.run.outputs, ask: { answer: 'yes' } }, revision: 2 }
    const further: Position = { ...forked, fork: { ...fork, cursor: 1_000 } }
    await store.commit([
      {
        ops: [
          { op: 'run', run: later },
          { op: 'positions', put: [further], remove: [] },
        ],
      },
    ])
    expect(await store.runs([run.id])).toEqual([{ run: later, positions: [further] }])

    const ended: Run = { ...later, state: 'finished', endedAt: now, revision: 3 }
    await store.commit([
      {
        ops: [
          { op: 'run', run: ended },
          { op: 'positions', put: [], remove: [forked.id] },
        ],
      },
    ])
    expect(await store.runs([run.id])).toEqual([{ run: ended, positions: [] }])
  })

  test('a due run that the caller knows as it is comes back as they know it; one that was changed since is read', async () => {
    const store = await aStore()
    const [same, changed] = [aRun(), aRun()]
    const standing = [same, changed].map(({ id }) => aPosition(id, { dueAt: now }))
    await store.commit([
      ...[same, changed].map((run) => ({ ops: [{ op: 'run-new', run } as const] })),
      { ops: [{ op: 'positions', put: standing, remove: [] }] },
    ])
    const known = new Map((await store.claim(now, 10)).map((one) => [one.run.id, one]))
    const next = { ...changed, vars: { asked: true }, revision: changed.revision + 1 }
    await store.commit([{ ops: [{ op: 'run', run: next }] }])

    const claimed = new Map((await store.claim(now, 10, known)).map((one) => [one.run.id, one]))

    expect(claimed.get(same.id)).toBe(known.get(same.id))
    expect(claimed.get(changed.id)).toEqual({ run: next, positions: [standing[1]] })
    expect([...claimed.keys()]).toEqual([...known.keys()])
  })
})
