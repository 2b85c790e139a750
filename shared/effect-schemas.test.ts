import fc from 'fast-check'
import type { Static } from 'typebox'
import { expect, expectTypeOf, test } from 'vitest'
import { editableFields } from './effect-fields.ts'
import { editEffects, effectSchemas, isEffect } from './effect-schemas.ts'
import type { Effect, EffectKind, SendEmail } from './effects.ts'
import { sampleEffects } from './sample-effects.ts'

const letter: SendEmail = {
  kind: 'send-email',
  id: 'm1',
  contact: 'anna',
  to: 'anna@client.example',
  sender: 'owner',
  category: 'personal',
  subject: 'Three quick questions',
  blocks: [{ kind: 'text', text: 'Hi Anna' }],
  questions: [],
  language: 'en',
  whenUnknown: 'hold',
  empty: [],
}

const task = sampleEffects['create-task']

const record: Effect = { kind: 'change-record', entity: 'contact', id: 'anna', change: 'update', fields: { city: 'Perm' } }

test('every schema gives exactly its effect', () => {
  expectTypeOf<{ [Kind in EffectKind]: Static<(typeof effectSchemas)[Kind]> }[EffectKind]>().toExtend<Effect>()
  for (const effect of [letter, record, ...Object.values(sampleEffects)]) expect(isEffect(effect), effect.kind).toBe(true)
  expect(isEffect({ ...letter, surprise: 1 })).toBe(false)
})

test('every editable field is a field of its effect', () => {
  for (const [kind, schema] of Object.entries(effectSchemas)) {
    for (const { field } of editableFields(kind as EffectKind)) expect(Object.keys(schema.properties)).toContain(field)
  }
})

test('an operator may change the subject, the text and the recipient of a letter', () => {
  const edited = { ...letter, subject: 'Two questions', to: 'anna@home.example', blocks: [{ kind: 'text', text: 'Dear Anna' }] }

  expect(editEffects([letter], [edited])).toEqual({ effects: [edited], problems: [] })
})

test.each([
  { what: 'another contact', edited: [{ ...letter, contact: 'vera' }], code: 'edit-not-allowed' },
  { what: 'another category', edited: [{ ...letter, category: 'offers' }], code: 'edit-not-allowed' },
  { what: 'another kind', edited: [task], code: 'edit-other-kind' },
  { what: 'one more letter', edited: [letter, letter], code: 'edit-other-number' },
  { what: 'a subject that is no text', edited: [{ ...letter, subject: { path: '/etc/passwd' } }], code: 'edit-bad-value' },
  { what: 'a block of an unknown kind', edited: [{ ...letter, blocks: [{ kind: 'script', text: 'x' }] }], code: 'edit-bad-value' },
])('an edit cannot make $what', ({ edited, code }) => {
  const { effects, problems } = editEffects([letter], edited)

  expect(problems.map(({ said }) => said.code)).toContain(code)
  expect(effects).toEqual([letter])
})

test('an edit changes the values of a record, and adds no field to it', () => {
  expect(editEffects([record], [{ ...record, fields: { city: 'Omsk' } }]).effects).toEqual([{ ...record, fields: { city: 'Omsk' } }])
  expect(editEffects([record], [{ ...record, fields: { city: 'Omsk', owner: 'vera' } }]).problems[0]?.field).toBe('[0].fields.owner')
})

test('the frozen bytes and what was empty are never taken from an edit', () => {
  const frozen = {
    from: { name: 'Valera', address: 'valera@demo.example' },
    replyTo: 'reply+x@demo.example',
    mailbox: 'valera',
    messageId: '<x@demo.example>',
    inReplyTo: null,
    headers: {},
    links: [],
    html: '<p>Hi Anna</p>',
    text: 'Hi Anna',
  }
  const shown = { ...letter, frozen, empty: ['subject.firstName'] }

  const edited = editEffects([shown], [{ ...shown, frozen: { ...frozen, html: 'forged' }, empty: [] }])

  expect(edited).toEqual({ effects: [shown], problems: [] })
})

test('nothing that can be sent makes an edit fail', () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => editEffects([letter, task, record], json).effects.length === 3))
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 1 }), (json) => editEffects([letter], json).effects.length === 1),
  )
})
