import { expect, onTestFinished, test } from 'vitest'
import { flow, form, inside, letter, nikita, set, standing, subjects, vera, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'
import { decide } from './decide.ts'
import { everybody, type Moved, type MovePlan, moveRun } from './move-run.ts'
import { overrideStep } from './override-run.ts'

async function move(here: World, id: string, plan: MovePlan = everybody('w:2')): Promise<Moved> {
  const { value } = await here.engine.pump.perform(moveRun(id, plan, vera))
  await here.engine.pump.idle()
  return value
}

test('who waits goes on in the new version: the wait stays, the new text is sent, and the trail names both versions', async () => {
  const { here, id } = await inside(flow('Old'))
  const [before] = await standing(here)
  await here.publishes(flow('New', 'P2D', { city: set('city', 'between') }))

  const moved = await move(here, id)
  const [after] = await standing(here)
  await here.passes('P2D')

  expect(moved).toEqual({ ok: true, became: 'moved' })
  expect(after).toEqual(before)
  expect(subjects(here)).toEqual(['New'])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'between' })
  expect((await here.runs())[0]?.run.version).toBe('w:2')
  expect((await here.trail(id)).find(({ outcome }) => outcome === 'moved')?.detail).toEqual({
    why: { code: 'moved-version', with: { user: 'Vera', from: 1, to: 2 } },
    from: { version: 'w:1', node: 'chase' },
    to: { version: 'w:2', node: 'chase' },
  })
})

test('a changed wait is counted from the same beginning', async () => {
  const { here, id } = await inside(flow('Hello'))
  await here.passes('P1D')
  await here.publishes(flow('Hello', 'P3D'))

  await move(here, id)

  expect(await standing(here)).toMatchObject([{ node: 'chase', state: 'waiting', dueAt: new Date('2026-03-05T09:00:00Z') }])
})

test('a wait that is over by the new version ends at once', async () => {
  const { here, id } = await inside(flow('Hello'))
  await here.passes('P1D')
  await here.publishes(flow('Hello', 'PT1H'))

  await move(here, id)

  expect(subjects(here)).toEqual(['Hello'])
})

test('moving twice changes nothing the second time', async () => {
  const { here, id } = await inside(flow('Old'))
  await here.publishes(flow('New'))

  await move(here, id)
  const again = await move(here, id)

  expect(again).toEqual({ ok: true, became: 'there-already' })
  expect((await here.trail(id)).filter(({ outcome }) => outcome === 'moved')).toHaveLength(1)
})

test('a move that is late takes nobody back from a version that came after it', async () => {
  const { here, id } = await inside(flow('Old'))
  await here.publishes(flow('New'))
  await here.publishes(flow('Newest'))
  await move(here, id, everybody('w:3'))

  const late = await move(here, id, everybody('w:2'))

  expect(late).toEqual({ ok: true, became: 'there-already' })
  expect((await here.runs())[0]?.run.version).toBe('w:3')
})

test('a step that is gone needs a place to go on; without one nothing is changed', async () => {
  const { here, id } = await inside(flow('Hello'))
  await here.publishes(aWorkflow({ form, write: letter('Straight') }, ['form -> write']))

  const lost = await move(here, id)
  const unchanged = (await here.runs())[0]?.run.version
  const placed = await move(here, id, { version: 'w:2', places: { chase: { deed: 'move', to: 'write' } }, rest: 'stay' })

  expect(lost).toEqual({ ok: false, problem: 'no-place', node: 'chase' })
  expect(unchanged).toBe('w:1')
  expect(placed).toEqual({ ok: true, became: 'moved' })
  expect(subjects(here)).toEqual(['Straight'])
})

test('each group finishes, moves or stops as it was said', async () => {
  const { here, id } = await inside(flow('Old'))
  await here.publishes(flow('New'))

  const stayed = await move(here, id, { version: 'w:2', places: { chase: { deed: 'stay' } }, rest: 'move' })
  const stopped = await move(here, id, { version: 'w:2', places: {}, rest: 'stop' })
  await here.passes('P3D')

  expect([stayed, stopped]).toEqual([
    { ok: true, became: 'stayed' },
    { ok: true, became: 'stopped' },
  ])
  expect((await here.runs())[0]?.run.ended).toEqual({ code: 'stopped-by-publication', with: { version: 2 } })
  expect(here.sent).toEqual([])
})

test('a waiting suggestion is made anew with the text of the new version', async () => {
  const asking = (subject: string) => aWorkflow({ form, write: { ...letter(subject), mode: 'suggest' } }, ['form -> write'])
  const { here, id } = await inside(asking('Old'))
  const [before] = await here.suggestions()
  await here.publishes(asking('New'))

  await move(here, id)
  const [after] = await here.suggestions()

  expect(after).toMatchObject({ id: before?.id, status: 'pending', version: 'w:2', effects: [{ subject: 'New' }] })
  expect(after?.hash).not.toBe(before?.hash)
})

test('what has been approved is left as it is, with the reason', async () => {
  const asking = (subject: string) => aWorkflow({ form, write: { ...letter(subject), mode: 'suggest' } }, ['form -> write'])
  const { here, id } = await inside(asking('Old'))
  const [one] = await here.suggestions()
  await here.engine.pump.perform(decide(one?.id ?? '', { kind: 'approve', hash: one?.hash ?? '' }, vera))
  await here.publishes(asking('New'))

  const late = await move(here, id)
  await here.passes('PT1M')

  expect(late).toEqual({ ok: false, problem: 'already-started', node: 'write' })
  expect(subjects(here)).toEqual(['Old'])
})

test('a letter that waits in the outbox is written anew, and only the new one leaves', async () => {
  const nightly = (subject: string) =>
    aWorkflow({ form, write: { ...letter(subject), common: { window: { calendar: 'night' } } } }, ['form -> write'])
  const here = await aWorld({ workflows: [nightly('Old')] })
  onTestFinished(() => here.close())
  const hours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['22:00', '23:00']]]))
  await here.creates('calendar', 'night', { key: 'night', name: 'Night', zone: 'UTC', hours, holidays: [] })
  await here.happens('form-submitted', { form: 'website' })
  const [one] = await here.runs()
  await here.publishes(nightly('New'))

  await move(here, one?.run.id ?? '')
  await here.passes('P2D')

  expect(subjects(here)).toEqual(['New'])
  expect((await here.records('message')).map(({ state }) => state).sort()).toEqual(['cancelled', 'sent'])
})

test('branches keep their places, and meet at the join of the new version', async () => {
  const both = (value: string) =>
    aWorkflow(
      {
        form,
        both: { type: 'logic.parallel', params: { branches: [{ id: 'a' }, { id: 'b' }] } },
        left: wait('P1D'),
        right: wait('P2D'),
        join: { type: 'logic.join', params: { mode: 'all' } },
        end: set('city', value),
      },
      ['form -> both', 'both:a -> left', 'both:b -> right', 'left -> join', 'right -> join', 'join -> end'],
    )
  const { here, id } = await inside(both('old'))
  await here.passes('P1D')
  await here.publishes(both('new'))

  await move(here, id)
  await here.passes('P1D')

  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'new' })
  expect((await here.runs())[0]?.run.state).toBe('finished')
})

test('what was changed for one alone survives the move, and can be taken back', async () => {
  const { here, id } = await inside(flow('Old'))
  const personal = { letter: { en: { subject: ['Only for Anna'], blocks: [] } } }
  await here.engine.pump.perform(overrideStep(id, 'write', personal, vera))
  await here.publishes(flow('New'))

  await move(here, id)
  const kept = (await here.runs())[0]?.run.overrides
  await here.restarts()
  await here.passes('P2D')

  expect(kept).toEqual({ write: { params: personal, user: 'vera', name: 'Vera', at: '2026-03-02T09:00:00.000Z' } })
  expect(subjects(here)).toEqual(['Only for Anna'])
})

test('ways whose beginning or meeting is gone in the new version have no place there: nothing is changed', async () => {
  const ways = { type: 'logic.parallel', params: { branches: [{ id: 'left' }, { id: 'right' }] } }
  const both = aWorkflow({ form, ways, chase: wait('P2D'), meet: { type: 'logic.join', params: {} }, write: letter('Hello') }, [
    'form -> ways',
    'ways:left -> chase',
    'ways:right -> meet',
    'chase -> meet',
    'meet -> write',
  ])
  const without = (gone: string) => ({
    ...both,
    nodes: both.nodes.filter(({ id }) => id !== gone),
    edges: both.edges.filter((edge) => edge.from !== gone && edge.to !== gone),
  })
  const { here, id } = await inside(both)
  await here.publishes(without('ways'))
  await here.publishes(without('meet'))

  const moved = [await move(here, id, everybody('w:2')), await move(here, id, everybody('w:3'))]
  await here.passes('P2D')

  expect(moved).toEqual(moved.map(() => ({ ok: false, problem: 'no-place', node: 'ways' })))
  expect(subjects(here)).toEqual(['Hello'])
})

test('what was changed for one alone at a step that the new version has not is passed over', async () => {
  const { here, id } = await inside(flow('Old', 'P2D', { city: set('city', 'between') }))
  await here.engine.pump.perform(overrideStep(id, 'city', set('city', 'mine').params, vera))
  await here.publishes(flow('New'))

  expect(await move(here, id)).toEqual({ ok: true, became: 'moved' })
  await here.passes('P2D')

  expect(subjects(here)).toEqual(['New'])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: null })
})

test('a move and a decision at once: one wins, the other is told', async () => {
  const asking = (subject: string) => aWorkflow({ form, write: { ...letter(subject), mode: 'suggest' } }, ['form -> write'])
  const { here, id } = await inside(asking('Old'))
  const [one] = await here.suggestions()
  await here.publishes(asking('New'))

  const [moved, decided] = await Promise.all([
    here.engine.pump.perform(moveRun(id, everybody('w:2'), vera)),
    here.engine.pump.perform(decide(one?.id ?? '', { kind: 'approve', hash: one?.hash ?? '' }, nikita)),
  ])
  await here.passes('PT1M')

  expect(moved.value).toEqual({ ok: true, became: 'moved' })
  expect(decided.value).toMatchObject({ ok: false, problem: 'changed' })
  expect(here.sent).toEqual([])
})

test('a way that the new version does not know ends, and the others meet without it', async () => {
  const ways = (more: Parameters<typeof aWorkflow>[0], lines: readonly string[]) =>
    aWorkflow(
      {
        form,
        both: { type: 'logic.parallel', params: { branches: [{ id: 'a' }, { id: 'b' }] } },
        left: wait('P1D'),
        join: { type: 'logic.join', params: { mode: 'all' } },
        end: set('city', 'met'),
        ...more,
      },
      ['form -> both', 'both:a -> left', 'left -> join', 'join -> end', ...lines],
    )
  const right = { right: { ...set('position', 'suggested'), mode: 'suggest' as const } }
  const { here, id } = await inside(ways(right, ['both:b -> right', 'right -> join']))
  await here.publishes(ways({}, []))

  const lost = await move(here, id)
  const moved = await move(here, id, { version: 'w:2', places: { right: { deed: 'stop' } }, rest: 'move' })
  await here.passes('P1D')

  expect([lost, moved]).toEqual([
    { ok: false, problem: 'no-place', node: 'right' },
    { ok: true, became: 'moved' },
  ])
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'moved-version' } }])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'met', position: null })
  expect((await here.runs())[0]?.run.state).toBe('finished')
})

test('a way whose step is being carried out is not ended by a move: nothing is changed', async () => {
  const ways = aWorkflow(
    {
      form,
      both: { type: 'logic.parallel', params: { branches: [{ id: 'a' }, { id: 'b' }] } },
      left: wait('P1D'),
      right: { ...letter('Hello'), mode: 'suggest' as const },
    },
    ['form -> both', 'both:a -> left', 'both:b -> right'],
  )
  const { here, id } = await inside(ways)
  const [one] = await here.suggestions()
  if (one) await here.decides(one, { kind: 'approve' })
  await here.publishes(ways)

  const late = await move(here, id, { version: 'w:2', places: { right: { deed: 'stop' } }, rest: 'move' })
  await here.passes('PT1M')

  expect(late).toEqual({ ok: false, problem: 'already-started', node: 'right' })
  expect(subjects(here)).toEqual(['Hello'])
})

test("nobody goes to a version that is not there, or is another workflow's, and of a run that is not there so is said", async () => {
  const { here, id } = await inside(flow('Hello'))
  await here.publishes({ ...flow('Other'), id: 'other' })
  await here.publishes({ ...flow('Other'), id: 'other' })

  expect(await move(here, id, everybody('w:7'))).toEqual({ ok: false, problem: 'not-found' })
  expect(await move(here, id, everybody('other:2'))).toEqual({ ok: false, problem: 'not-found' })
  expect(await move(here, 'none')).toEqual({ ok: false, problem: 'not-found' })
  expect((await here.runs())[0]?.run.version).toBe('w:1')
})
