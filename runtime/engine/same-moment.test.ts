/** Two things at one moment, each of which would move the same branch: which of them counts. */
import { expect, onTestFinished, test } from 'vitest'
import { form, inside, letter, set, wait } from '../testing/one-inside.ts'
import { aWorkflow, aWorld, is } from '../testing/world.ts'

test('a change that reaches the goal and moves the date that is waited for counts as the goal, and wakes the wait no more', async () => {
  const { here, id } = await inside(
    aWorkflow(
      {
        form,
        pause: wait('PT1H'),
        goal: { type: 'logic.goal', params: { goal: is('stage', 'client') } },
        greet: { type: 'wait.untilDate', params: { date: 'subject.birthday', when: 'on', time: '09:00' } },
        thanks: wait('P1D'),
        after: set('city', 'thanked'),
      },
      ['form -> pause', 'pause -> goal', 'goal -> greet', 'goal:reached -> thanks', 'thanks -> after'],
    ),
  )
  await here.changes('contact', 'anna', { birthday: '2026-06-01' })
  await here.passes('PT1H')

  await here.changes('contact', 'anna', { stage: 'client', birthday: '2026-03-02' })
  const outcomes = (await here.trail(id)).map(({ node, outcome }) => `${node} ${outcome}`).slice(-4)
  await here.passes('P1D')

  expect(outcomes).toEqual(['goal leave:out', 'greet wait', 'goal leave:reached', 'thanks wait'])
  expect(await here.record('contact', 'anna')).toMatchObject({ city: 'thanked' })
})

test('a letter whose grace ends at the moment at which another flow makes it irrelevant does not leave', async () => {
  const relevance = { segment: 'leads', is: 'in' } as const
  const asking = aWorkflow({ form, ask: { ...letter('Hello'), mode: 'suggest', common: { relevance } } }, ['form -> ask'])
  const winning = { ...aWorkflow({ form, later: wait('PT10S'), win: set('stage', 'client') }, ['form -> later', 'later -> win']), id: 'v' }
  const here = await aWorld({ workflows: [asking, winning] })
  onTestFinished(() => here.close())
  await here.creates('segment', 'leads', { key: 'leads', name: 'Leads', entity: 'contact', rule: is('stage', 'lead') })
  await here.happens('form-submitted', { form: 'website' })
  const [suggestion] = await here.suggestions('pending')
  if (suggestion) await here.decides(suggestion, { kind: 'approve' })

  await here.passes('PT10S')

  expect([here.sent, await here.store.deliveries({ limit: 5 })]).toEqual([[], []])
  expect(await here.suggestions()).toMatchObject([{ status: 'withdrawn', reason: { code: 'withdrawn-because' } }])
})
