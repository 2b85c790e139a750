import { expect, test } from 'vitest'
import { moveNodes, removeNodes } from '../workflow/commands.ts'
import { addNote, renameNode, setParam, setSetting } from '../workflow/node-commands.ts'
import { facts, secondChase } from '../workflow/sample-workflow.ts'
import { compareFlows } from './compare-flows.ts'

test('a moved step and a note are no difference', () => {
  const moved = addNote(moveNodes(secondChase, { form: [500, 500] }), { id: 'n1', text: 'Ask Vera', at: [0, 0] })

  expect(compareFlows(secondChase, moved)).toEqual([])
})

test('added, removed and changed steps are told apart, with the parameters that changed', () => {
  const changed = removeNodes(setParam(renameNode(secondChase, 'letter', 'Ask'), 'letter', 'text', ['Hi']), ['pause'], facts)

  const changes = compareFlows(secondChase, changed)

  expect(changes.map(({ kind }) => kind)).toEqual(['changed', 'removed', 'lines'])
  expect(changes[0]).toMatchObject({ params: ['text'] })
  expect(changes[2]).toEqual({ kind: 'lines', count: 3 })
})

test('the order of keys is no difference, a setting is', () => {
  const turned = { ...secondChase, settings: { enrolment: secondChase.settings.enrolment, subject: 'contact' } }

  expect(compareFlows(secondChase, turned)).toEqual([])
  expect(compareFlows(secondChase, setSetting(turned, 'everythingSuggests', true))).toEqual([{ kind: 'settings' }])
})
