import { expect, test } from 'vitest'
import { aboutOf, actedOn, contactIdOf, contactNeeds, contactOf, linksOf } from './acted-on.ts'
import { anna, aStep } from './testing/a-step.ts'
import { waitDelay } from './wait/delay.ts'

const deal = { id: 'deal-1', contact: 'anna', company: { id: 'bakery' } }
const aboutDeal = { subject: deal, subjectEntity: 'deal' }

test('of a deal the contact is looked up, of a contact nothing is', () => {
  expect(contactNeeds(aStep(waitDelay, aboutDeal))).toEqual({ contact: { kind: 'record', entity: 'contact', id: 'anna' } })
  expect(contactNeeds(aStep(waitDelay))).toEqual({})
  expect(contactOf(aStep(waitDelay, { ...aboutDeal, found: { contact: anna } }))).toEqual(anna)
  expect(contactIdOf(aStep(waitDelay, aboutDeal))).toBe('anna')
})

test('inside a loop over records the item is meant, not the subject', () => {
  const otto = { id: 'otto', email: 'otto@client.example' }
  const step = aStep(waitDelay, { item: otto, itemEntity: 'contact' })

  expect(actedOn(step)).toEqual({ entity: 'contact', record: otto })
  expect(contactOf(step)).toEqual(otto)
})

test('an item that belongs to nobody leaves the contact to the subject', () => {
  const step = aStep(waitDelay, { item: { id: 'flour', name: 'Flour' }, itemEntity: 'product' })

  expect(contactOf(step)).toEqual(anna)
  expect(aboutOf(step)).toEqual({ product: 'flour', contact: 'anna', company: 'bakery' })
})

test('an item of a plain list changes nothing', () => {
  expect(actedOn(aStep(waitDelay, { item: 'flour' }))).toEqual({ entity: 'contact', record: anna })
})

test('a run about nobody links to nothing', () => {
  expect(aboutOf(aStep(waitDelay, { subject: null, subjectEntity: null }))).toEqual({})
})

test('a task links what earlier steps have found, too, but never instead of what the step is about', () => {
  const step = aStep(waitDelay, { around: { order: 'order-1', contact: 'boris', message: 'letter-1' } })

  expect(linksOf(step)).toEqual({ contact: 'anna', company: 'bakery', order: 'order-1' })
})
