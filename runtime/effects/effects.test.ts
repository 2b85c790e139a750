import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { defineNode, leaveBy, type Step } from '../../shared/node.ts'
import { params } from '../../shared/params.ts'
import { aWorkflow, aWorld, type World } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }

async function after(type: string, params: JsonObject, before?: (here: World) => Promise<void>): Promise<World> {
  const here = await aWorld({ workflows: [aWorkflow({ form, step: { type, params } }, ['form -> step'])] })
  onTestFinished(() => here.close())
  await before?.(here)
  await here.happens('form-submitted', { form: 'website' })
  return here
}

const task = { title: ['Call ', { ref: 'subject.firstName' }], kind: 'call', result: 'none' }

test('a task goes to the owner of the contact, due on the next working day', async () => {
  const here = await after('crm.createTask', { ...task, assignee: { who: 'owner' } })

  expect(await here.records('task')).toMatchObject([
    {
      title: 'Call Anna',
      owner: 'valera',
      contact: 'anna',
      department: 'sales',
      state: 'open',
      kind: 'call',
      dueAt: '2026-03-03T09:00:00.000Z',
    },
  ])
})

test('while its owner is away and somebody stands in, a task stays theirs; without a deputy it goes to whoever is there', async () => {
  const here = await after('crm.createTask', { ...task, assignee: { who: 'owner' } }, (here) =>
    here.changes('user', 'valera', { absentUntil: '2026-03-20', deputy: 'nikita' }),
  )

  const alone = await after('crm.createTask', { ...task, assignee: { who: 'department', key: 'sales' } }, async (here) => {
    await here.changes('user', 'valera', { absentFrom: '2026-03-01', absentUntil: '2026-03-20' })
    await here.changes('user', 'nikita', { absentUntil: '2026-03-20' })
  })

  expect(await here.records('task')).toMatchObject([{ owner: 'valera' }])
  expect(await alone.records('task')).toMatchObject([{ owner: 'vera' }])
})

test('a task for a department goes to somebody who is there, and leaves its head free to be told when it stays', async () => {
  const here = await after('crm.createTask', { ...task, assignee: { who: 'department', key: 'sales' } }, (here) =>
    here.changes('department', 'sales', { head: 'vera' }),
  )

  const [given] = await here.records('task')
  expect(given).toMatchObject({ department: 'sales' })
  expect(['valera', 'nikita']).toContain(given?.['owner'])
})

test('what the team reads is written in the language of the company, though the client speaks another', async () => {
  const here = await after('crm.createTask', { ...task, title: ['Has ', { ref: 'subject.score' }, ' points'] }, (here) =>
    here.changes('contact', 'anna', { language: 'ru', score: 12.5 }),
  )

  expect(await here.records('task')).toMatchObject([{ title: 'Has 12.5 points' }])
})

test('points are added with their reason, and the sum moves with them', async () => {
  const here = await after('crm.score', { points: 15, reason: ['Asked for a price'], counts: 'always' })
  await here.happens('form-submitted', { form: 'website' })

  expect(await here.record('contact', 'anna')).toMatchObject({ score: 30 })
  expect(await here.records('scoreEvent')).toMatchObject([{ points: 15, reason: 'Asked for a price', contact: 'anna' }, { points: 15 }])
})

test('by a rule nobody gets more than its bound, and what is over is written with no points', async () => {
  const here = await after('crm.score', { rule: 'letter', reason: ['Opened a letter'], counts: 'always' }, (here) =>
    here.changes('scoreRule', 'letter', { most: 25 }),
  )
  for (let more = 0; more < 3; more++) await here.happens('form-submitted', { form: 'website' })

  expect(await here.record('contact', 'anna')).toMatchObject({ score: 25 })
  expect((await here.records('scoreEvent')).map(({ points }) => Number(points)).sort((a, b) => b - a)).toEqual([10, 10, 5, 0])
})

test('points fade when their time is over, once, also after a restart, and a falling score is told of', async () => {
  const here = await after('crm.score', { rule: 'page', reason: ['Looked at a page'], counts: 'always' }, (here) =>
    here.changes('scoreRule', 'page', { lasts: 7 }),
  )
  await here.passes('P3D')
  await here.happens('form-submitted', { form: 'website' })
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 30 })

  await here.passes('P5D')
  expect(await here.record('contact', 'anna')).toMatchObject({ score: 15 })
  await here.restarts(new Date(here.now().getTime() + 7 * 86_400_000).toISOString())
  await here.passes('PT1M')

  expect(await here.record('contact', 'anna')).toMatchObject({ score: 0 })
  expect((await here.records('scoreEvent')).map(({ points, fadesAt }) => [points, fadesAt])).toEqual([
    [15, null],
    [15, null],
  ])
})

test('a notice reaches everybody of a department, with a link to the contact', async () => {
  const here = await after('human.notify', { to: { who: 'department', key: 'sales' }, text: ['Anna has written'] })

  const notices = await here.records('notification')
  expect(notices.map((notice) => notice['owner']).sort()).toEqual(['nikita', 'valera', 'vera'])
  expect(notices[0]).toMatchObject({ text: 'Anna has written', links: [{ entity: 'contact', id: 'anna', title: 'Anna Weber' }] })
})

test('where nobody looks after the contact, whoever is above hears and has the task, an admin when there is nobody else', async () => {
  const nobodys = async (here: World) => {
    for (const user of ['valera', 'nikita', 'vera']) await here.changes('user', user, { role: user === 'vera' ? 'admin' : 'operator' })
    await here.changes('contact', 'anna', { owner: null })
  }

  const told = await after('human.notify', { to: { who: 'owner' }, text: ['Anna has written'] }, nobodys)
  const given = await after('crm.createTask', { ...task, assignee: { who: 'owner' } }, nobodys)

  expect((await told.records('notification')).filter(({ text }) => text === 'Anna has written')).toMatchObject([{ owner: 'vera' }])
  expect(await given.records('task')).toMatchObject([{ owner: 'vera' }])
})

test('a note stands on the timeline of its contact', async () => {
  const here = await after('crm.note', { text: ['Wants a call in May'] })

  expect(await here.records('note')).toMatchObject([{ text: 'Wants a call in May', entity: 'contact', record: 'anna', contact: 'anna' }])
})

const tagging = defineNode({
  ...(nodeTypes.find(({ type }) => type === 'logic.stop') as object),
  type: 'test.tag',
  params: params({}),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  run: ({ subject, event }: Step) => {
    const { entity, add } = { ...event?.fields } as { entity: string; add: string }
    return leaveBy('out', { kind: 'change-tags', entity, id: String(subject?.['id']), add: [add], remove: ['cold'] })
  },
  sample: { params: {} },
} as never)

test('tags are added and taken away, also by two runs at once, and what has none is named', async () => {
  const flow = aWorkflow({ form, tag: { type: 'test.tag' } }, ['form -> tag'])
  const here = await aWorld({ workflows: [flow], nodeTypes: [...nodeTypes, tagging] })
  onTestFinished(() => here.close())
  await here.changes('contact', 'anna', { tags: ['cold'] })

  await Promise.all(['hot', 'vip'].map((add) => here.happens('form-submitted', { form: 'website', entity: 'contact', add })))
  await here.happens('form-submitted', { form: 'website', entity: 'note', add: 'lost' })

  expect(await here.record('contact', 'anna')).toMatchObject({ tags: ['hot', 'vip'] })
  const parked = (await here.runs()).flatMap(({ positions }) => positions).filter(({ state }) => state === 'parked')
  expect(parked).toMatchObject([
    { problem: { code: 'parked-error', with: { reason: { code: 'field-unknown', with: { entity: 'note', field: 'tags' } } } } },
  ])
})
