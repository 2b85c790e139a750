import { expect, test } from 'vitest'
import { nothingKnown } from '../../shared/known.ts'
import { removeNodes } from '../workflow/commands.ts'
import { renameNode } from '../workflow/node-commands.ts'
import { facts, secondChase } from '../workflow/sample-workflow.ts'
import { brokenReference, nameOfDeleted, namingDeleted } from './broken-reference.ts'

const known = { ...nothingKnown, custom: {} }
const about = { ...secondChase, settings: { ...secondChase.settings, subject: 'contact' } }

test('a value of a step that was deleted is broken, one of a step that stands is not', () => {
  const without = removeNodes(about, ['letter'], facts)

  expect(brokenReference('node.letter.message', about, known)).toBeNull()
  expect(brokenReference('node.letter.message', without, known)).toEqual({ kind: 'step', id: 'letter' })
})

test('a field that is not there any more is broken, also of the owner and the company', () => {
  expect(brokenReference('subject.firstName', about, known)).toBeNull()
  expect(brokenReference('company.name', about, known)).toBeNull()
  expect(brokenReference('subject.shoeSize', about, known)).toEqual({ kind: 'field', field: 'shoeSize' })
  expect(brokenReference('owner.shoeSize', about, known)).toEqual({ kind: 'field', field: 'shoeSize' })
})

test('as long as the fields that people added are not known, no field is called missing', () => {
  expect(brokenReference('subject.shoeSize', about, nothingKnown)).toBeNull()
})

test('a deleted step keeps the name it had last', () => {
  const named = renameNode(about, 'letter', 'First letter')

  expect(nameOfDeleted('letter', [about, named], new Map())).toEqual({ en: 'First letter', ru: 'First letter' })
  expect(nameOfDeleted('gone-1a2b', [about, named], new Map())).toBeNull()
})

test('a problem names a deleted step as people knew it', () => {
  const said = { code: 'reference-to-deleted', with: { step: 'letter' } }
  const problem = { level: 'error', node: 'task', param: 'title', said } as const
  const named = renameNode(about, 'letter', 'First letter')

  expect(namingDeleted(problem, [named], new Map()).said.with).toEqual({ step: { en: 'First letter', ru: 'First letter' } })
  expect(namingDeleted({ ...problem, said: { ...said, with: { step: 'gone' } } }, [named], new Map()).said.with).toEqual({ step: 'gone' })
})
