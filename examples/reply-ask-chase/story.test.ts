import { expect, test } from 'vitest'
import { answers, answersOnPage, approvesAll, exampleWorkflow, until } from '../../runtime/testing/story.ts'
import { aWorld, type World } from '../../runtime/testing/world.ts'
import type { Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'

const workflow = exampleWorkflow('reply-ask-chase')

test('whoever writes on Friday night gets the questions on Monday, in the name of their manager, after an operator has looked', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await until(world, '2026-03-06T23:40:00Z')

  await world.happens('form-submitted', { form: 'website' })
  await until(world, '2026-03-09T08:59:00Z')

  expect(await world.suggestions()).toEqual([])
  expect(world.sent).toEqual([])

  await until(world, '2026-03-09T09:30:00Z')
  expect(await world.suggestions('pending')).toMatchObject([
    { subject: 'anna', assignee: 'valera', effects: [{ to: 'anna@client.example' }] },
  ])
  expect(world.sent).toEqual([])

  await approvesAll(world)
  expect(subjects(world)).toEqual(['Your request: three short questions'])
  expect(world.sent[0]?.frozen?.from).toMatchObject({ name: 'Valera' })
  expect(world.sent[0]?.frozen?.replyTo).toMatch(/^office\+[\w-]+@tandem\.example$/)
  expect(world.sent[0]?.frozen?.text).toContain('Hello Anna')
  await world.close()
})

test.each([
  {
    how: 'in a letter',
    answering: (world: World) => answers(world, firstLetter(world), '1. Two ovens for the new bakery\n2.\n3. By the end of May'),
  },
  {
    how: 'on the page',
    answering: (world: World) => answersOnPage(world, firstLetter(world), ['Two ovens for the new bakery', '', 'By the end of May']),
  },
])('answers $how land in their fields, what was left out stays open, and the manager hears of it once', async ({ answering }) => {
  const world = await aWorld({ workflows: [workflow] })
  await isAsked(world)

  await world.passes('P1D')
  await answering(world)
  await world.passes('P30D')

  expect(await world.record('contact', 'anna')).toMatchObject({
    need: 'Two ovens for the new bakery',
    budget: null,
    deadline: 'By the end of May',
    stage: 'qualified',
    score: 20,
  })
  const values = new Map((await world.records('answer')).map(({ questionId, value }) => [questionId, value]))
  expect(values.get('need')).toBe('Two ovens for the new bakery')
  expect(values.get('budget')).toBeNull()
  expect((await world.records('answer')).filter(({ answeredAt }) => answeredAt === null)).toMatchObject([{ questionId: 'budget' }])
  expect(await texts(world)).toEqual([
    'Anna has written back. Need: Two ovens for the new bakery. Budget: not said. Wanted by: By the end of May. The letter itself is in the conversation.',
  ])
  const [notice] = await world.records('notification')
  expect(notice).toMatchObject({
    owner: 'valera',
    links: expect.arrayContaining([expect.objectContaining({ entity: 'contact', id: 'anna' })]),
  })
  expect(subjects(world)).toEqual(['Your request: three short questions'])
  await world.close()
})

test('the letter itself stays readable, as it was written and as it came', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await isAsked(world)

  await answers(world, firstLetter(world), 'Two ovens, please.\nBy May.')

  const [reply] = (await world.records('message')).filter(({ direction }) => direction === 'in')
  expect(reply).toMatchObject({ contact: 'anna', text: 'Two ovens, please.\nBy May.' })
  const raw = await world.store.file(String(reply?.['rawFile']))
  expect(raw).toMatchObject({ type: 'message/rfc822' })
  await world.close()
})

test.each([{ restarting: false }, { restarting: true }])(
  'of two leads the one who answers a minute before the time is over is not chased, the silent one is chased once and then called (restarting: $restarting)',
  async ({ restarting }) => {
    const world = await aWorld({ workflows: [workflow] })
    const restart = async () => (restarting ? world.restarts() : undefined)
    await world.changes('contact', 'anna', { phone: '+49 30 123456' })
    await world.creates('contact', 'boris', { firstName: 'Boris', email: 'boris@client.example', owner: 'valera', stage: 'lead', score: 0 })

    await world.happens('form-submitted', { form: 'website' })
    await world.happens('form-submitted', { form: 'website' }, { contact: 'boris' })
    await world.passes('PT30M')
    await restart()
    await approvesAll(world)
    await restart()
    await world.passes('P1DT23H59M')
    await answers(world, letterTo(world, 'boris@client.example'), 'Next week suits me. We need flour, about 200 euros, in March.')
    await restart()
    await world.passes('P10D')
    await restart()
    await world.passes('P30D')

    expect(lettersTo(world, 'boris@client.example')).toEqual(['Your request: three short questions'])
    expect(lettersTo(world, 'anna@client.example')).toEqual(['Your request: three short questions', 'Did my questions reach you?'])
    expect(await world.records('task')).toMatchObject([
      { kind: 'call', contact: 'anna', owner: 'valera', text: expect.stringContaining('+49') },
    ])
    expect((await world.runs()).map(({ run }) => run.state)).toEqual(['finished', 'finished'])
    await world.close()
  },
)

test.each([
  { how: 'writes', answering: (world: World) => answers(world, firstLetter(world), 'Sorry, I was away. Two ovens, please, in May.') },
  { how: 'fills in the page', answering: (world: World) => answersOnPage(world, firstLetter(world), ['Two ovens', '', 'May']) },
])('a lead who $how after all need not be called: the task is taken back, with its reason', async ({ answering }) => {
  const world = await aWorld({ workflows: [workflow] })
  await world.changes('contact', 'anna', { phone: '+49 30 123456' })
  await isAsked(world)
  await world.passes('P5D')
  expect(await world.records('task')).toMatchObject([{ kind: 'call', state: 'open' }])

  await answering(world)

  expect(await world.records('task')).toMatchObject([{ state: 'withdrawn' }])
  const notices = (await world.records('notification')).map(({ said }) => say(said as unknown as Said, 'en'))
  expect(notices).toContain('You need not do “Call Anna: two letters, no answer” any more. No longer relevant: the contact wrote.')
  expect(await world.record('contact', 'anna')).toMatchObject({ stage: 'qualified' })
  await world.close()
})

test('without a phone nobody is told to call, the lead is marked as silent', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await isAsked(world)

  await world.passes('P14D')

  expect(subjects(world)).toEqual(['Your request: three short questions', 'Did my questions reach you?'])
  expect(await world.records('task')).toEqual([])
  expect(await world.record('contact', 'anna')).toMatchObject({ stage: 'silent' })
  await world.close()
})

test('an out-of-office notice is no answer', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await isAsked(world)

  await answers(world, firstLetter(world), 'I am away until Friday.', true)
  await world.passes('P3D')

  expect(subjects(world)).toEqual(['Your request: three short questions', 'Did my questions reach you?'])
  await world.close()
})

test('a call of another program begins the same, and a second form while it lasts begins nothing', async () => {
  const world = await aWorld({ workflows: [workflow] })

  await world.happens('webhook-received', { hook: 'demo-site', body: {} })
  await world.happens('form-submitted', { form: 'website' })
  await world.passes('PT30M')

  expect(await world.suggestions('pending')).toHaveLength(1)
  await world.close()
})

test('a Russian client is written to in Russian', async () => {
  const world = await aWorld({ workflows: [workflow] })
  await world.changes('contact', 'anna', { firstName: 'Анна', language: 'ru' })

  await isAsked(world)

  expect(subjects(world)).toEqual(['Ваша заявка: три коротких вопроса'])
  expect(world.sent[0]?.frozen?.text).toContain('Здравствуйте, Анна!')
  await world.close()
})

/** Anna fills in the form on Monday morning, and the questions leave. */
async function isAsked(world: World): Promise<void> {
  await world.happens('form-submitted', { form: 'website' })
  await world.passes('PT30M')
  await approvesAll(world)
}

const subjects = (world: World) => world.sent.map(({ subject }) => subject)
const lettersTo = (world: World, address: string) => world.sent.filter(({ to }) => to === address).map(({ subject }) => subject)
const texts = async (world: World) => (await world.records('notification')).map(({ text }) => text)

function letterTo(world: World, address: string) {
  const letter = world.sent.find(({ to }) => to === address)
  if (!letter) throw new Error(`No letter to ${address}`)
  return letter
}

const firstLetter = (world: World) => letterTo(world, 'anna@client.example')
