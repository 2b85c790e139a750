import { expect, test } from 'vitest'
import { compareFlows, placeOfChange } from '../../shared/compare-flows.ts'
import { moveNodes, removeNodes } from '../workflow/commands.ts'
import { addNote, noteStep, renameNode, setParam, setSetting } from '../workflow/node-commands.ts'
import { facts, secondChase } from '../workflow/sample-workflow.ts'

test('a moved step and notes, on the canvas or on a step, are no difference', () => {
  const drawn = addNote(moveNodes(secondChase, { form: [500, 500] }), { id: 'n1', text: 'Ask Vera', at: [0, 0] })
  const moved = noteStep(drawn, 'letter', 'Ask Vera')

  expect(compareFlows(secondChase, moved)).toEqual([])
})

test('added, removed and changed steps are told apart, with the parameters that changed', () => {
  const changed = removeNodes(setParam(renameNode(secondChase, 'letter', 'Ask'), 'letter', 'text', ['Hi']), ['pause'], facts)

  const changes = compareFlows(secondChase, changed)

  expect(changes.map((change) => [change.kind, placeOfChange(change)])).toEqual([
    ['changed', 'letter'],
    ['removed', 'pause'],
    ['line', 'letter'],
  ])
  expect(changes[0]).toMatchObject({ params: ['text'] })
})

test('a way that leads elsewhere is one difference; the lines of steps that came or went belong to those', () => {
  const healed = removeNodes(secondChase, ['pause'], facts)

  expect(compareFlows(secondChase, healed).filter(({ kind }) => kind === 'line')).toMatchObject([
    { port: 'out', before: 'pause', after: 'task' },
  ])
  expect(compareFlows(healed, secondChase).map(({ kind }) => kind)).toEqual(['added', 'line'])
})

test('the order of keys is no difference, a setting is', () => {
  const turned = { ...secondChase, settings: { enrolment: secondChase.settings.enrolment, subject: 'contact' } }

  expect(compareFlows(secondChase, turned)).toEqual([])
  expect(compareFlows(secondChase, setSetting(turned, 'everythingSuggests', true))).toEqual([{ kind: 'settings' }])
})
