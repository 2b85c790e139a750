import { expect, test } from 'vitest'
import { aStep } from '../testing/a-step.ts'
import { crmNote } from './note.ts'

test('the note is written about what the step acts on', () => {
  const item = { id: 'deal-1', title: 'Two ovens' }

  expect(crmNote.run(aStep(crmNote, { params: { text: 'Called' } }))).toMatchObject({
    effects: [{ kind: 'add-note', entity: 'contact', about: 'anna', text: 'Called' }],
  })
  expect(crmNote.run(aStep(crmNote, { item, itemEntity: 'deal' }))).toMatchObject({ effects: [{ entity: 'deal', about: 'deal-1' }] })
})
