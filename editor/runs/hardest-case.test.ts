import { expect, test } from 'vitest'
import { setParam } from '../workflow/node-commands.ts'
import { secondChase } from '../workflow/sample-workflow.ts'
import { hardestCase } from './hardest-case.ts'

const flow = setParam(secondChase, 'letter', 'letter', {
  en: {
    subject: ['Hi ', { ref: 'subject.firstName' }],
    blocks: [{ kind: 'text', text: [{ ref: 'subject.city' }, { ref: 'owner.name' }] }],
  },
})

test('the hardest case has the fewest of the values that the flow uses', () => {
  const full = { id: 'full', firstName: 'Anna', city: 'Kazan', phone: null, birthday: null }
  const hard = { id: 'hard', firstName: '', city: null, phone: '+7', birthday: '2000-01-01' }

  expect(hardestCase(flow, [full, hard])).toEqual({ id: 'hard', empty: ['firstName', 'city'] })
})

test('between equals, the one with the fewest values at all', () => {
  const some = { id: 'some', firstName: 'Anna', city: 'Kazan', phone: '+7' }
  const few = { id: 'few', firstName: 'Ivan', city: 'Perm', phone: null }

  expect(hardestCase(flow, [some, few])?.id).toBe('few')
  expect(hardestCase(flow, [])).toBeNull()
})
