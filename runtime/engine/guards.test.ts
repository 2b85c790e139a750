import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { SendEmail } from '../../shared/effects.ts'
import type { JsonObject } from '../../shared/json.ts'
import { type AnyNodeType, leaveBy } from '../../shared/node.ts'
import { form, inside } from '../testing/one-inside.ts'
import { aWorkflow, aWorld } from '../testing/world.ts'

const text = ['Dear ', { ref: 'subject.firstName', or: 'friend' }, ', three questions']

/** What an operator is to look at when a letter to Anna, who is so, is suggested. */
async function warnings(anna: JsonObject, more: { again?: boolean; blocks?: readonly JsonObject[] } = {}) {
  const letter = { en: { subject: ['Three questions'], blocks: more.blocks ?? [{ kind: 'text', text }] } } as unknown as JsonObject
  const flow = aWorkflow(
    {
      form: { type: 'trigger.form', params: { form: 'website' } },
      ask: { type: 'msg.email', mode: 'suggest', params: { letter, sender: 'company', category: 'personal' } },
    },
    ['form -> ask'],
  )
  const here = await aWorld({ workflows: [flow] })
  onTestFinished(() => here.close())
  if (Object.keys(anna).length > 0) await here.changes('contact', 'anna', anna)
  await here.happens('form-submitted', { form: 'website' })
  const [first] = await here.suggestions('pending')
  if (!more.again || !first) return first?.warnings
  await here.decides(first, { kind: 'approve' })
  await here.passes('P1D')
  await here.happens('form-submitted', { form: 'website' })
  return (await here.suggestions('pending'))[0]?.warnings
}

test('a letter as every other needs no second look', async () => {
  expect(await warnings({})).toEqual([])
})

test('that the address has been refused is said before a letter is approved', async () => {
  expect(await warnings({ bouncedAt: '2026-03-01T09:00:00.000Z' })).toEqual([{ code: 'warn-address-refused' }])
})

test('a letter in another language than the contact speaks is told', async () => {
  expect(await warnings({ language: 'ru' })).toEqual([{ code: 'warn-language', with: { letter: 'en', contact: 'ru' } }])
})

test('whose language nobody knows is written to without a word', async () => {
  expect(await warnings({ language: null })).toEqual([])
})

test.each([
  { name: 'ANNA', said: [{ code: 'warn-capitals', with: { name: 'ANNA' } }] },
  { name: 'A', said: [] },
  { name: '安娜', said: [] },
])('a name in capitals, as a form was filled in, is told: $name', async ({ name, said }) => {
  expect(await warnings({ firstName: name })).toEqual(said)
})

test('capitals that the letter does not say are no matter', async () => {
  expect(await warnings({ firstName: 'ANNA' }, { blocks: [{ kind: 'text', text: ['Hello'] }, { kind: 'signature' }] })).toEqual([])
})

test('the same letter within thirty days is told, with the time of the one before', async () => {
  expect(await warnings({}, { again: true })).toEqual([{ code: 'warn-same-letter', with: { at: '2026-03-02T09:00:10.000Z' } }])
})

test('a letter of an author that names no address is told before it is approved', async () => {
  const letter: SendEmail = {
    kind: 'send-email',
    id: 'letter',
    contact: 'anna',
    to: '',
    sender: 'company',
    category: 'personal',
    subject: 'Hello',
    blocks: [],
    questions: [],
    language: 'en',
    whenUnknown: 'hold',
    empty: [],
  }
  const own = { ...nodeTypes.find(({ type }) => type === 'crm.note'), type: 'custom.own', run: () => leaveBy('out', letter) } as AnyNodeType
  const { here } = await inside(aWorkflow({ form, own: { type: 'custom.own', mode: 'suggest' } }, ['form -> own']), {
    nodeTypes: [...nodeTypes, own],
  })

  expect((await here.suggestions())[0]?.warnings).toEqual([{ code: 'warn-no-address' }])
})
