/** What every kind of effect has: a preview that shows all that can be edited, an edit that is taken, and a hash that names it. */
import { expect, test } from 'vitest'
import { type EditableField, editableFields } from '../../shared/effect-fields.ts'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import { editEffects, effectSchemas, isEffect } from '../../shared/effect-schemas.ts'
import { type Effect, isOutside } from '../../shared/effects.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { sampleEffects } from '../../shared/sample-effects.ts'
import type { Asking } from '../engine/asking.ts'
import { hashOf } from '../engine/hash.ts'
import { heldBefore } from '../engine/held-before.ts'
import { carryOutInside } from './index.ts'

const names: PreviewNames = {
  known: { names: { users: { 'nikita@demo.example': 'Nikita' } } },
  links: [
    { entity: 'contact', id: 'anna', title: 'Anna Weber' },
    { entity: 'user', id: 'valera', title: 'Valera' },
    { entity: 'user', id: 'nikita', title: 'Nikita' },
  ],
  before: { anna: { city: 'Perm', position: null, owner: 'nikita', score: 40 } },
  zone: 'UTC',
}

const kinds = Object.values(sampleEffects) as readonly Effect[]
const shown = (effect: Effect) => JSON.stringify(previewOf(effect, 'en', names))

test('there is a sample of every kind, and it is well formed', () => {
  expect(Object.keys(sampleEffects).toSorted()).toEqual(Object.keys(effectSchemas).toSorted())
  expect(kinds.filter((effect) => !isEffect(effect))).toEqual([])
})

test.each(kinds)('$kind is shown in both languages, and no secret of it is', (effect) => {
  for (const language of ['en', 'ru'] as const) {
    const preview = previewOf(effect, language, names)
    expect(preview.headline).not.toBe('')
    expect(JSON.stringify(preview)).not.toContain('hunter2')
  }
})

test.each(kinds)('each field of $kind that may be edited is taken from an edit, is seen in the preview and changes the hash', (effect) => {
  const fields = editableFields(effect.kind)
  expect(fields).not.toEqual([])

  for (const field of fields) {
    const edited = { ...effect, [field.field]: another(field, effect) } as Effect
    const { effects, problems } = editEffects([effect], [edited])
    expect([field.field, problems, effects]).toEqual([field.field, [], [edited]])
    expect([field.field, shown(edited)]).not.toEqual([field.field, shown(effect)])
    expect(hashOf([edited], null)).not.toBe(hashOf([effect], null))
  }
})

test.each(kinds)('whatever of $kind an operator may not edit is named by the hash as well, and an edit of it is refused', (effect) => {
  const editable = new Set(editableFields(effect.kind).map(({ field }) => field))
  const others = Object.keys(effect).filter((name) => !editable.has(name) && name !== 'kind' && name !== 'empty')

  for (const name of others) {
    const forged = { ...effect, [name]: 'forged' }
    expect(hashOf([forged as unknown as Effect], null)).not.toBe(hashOf([effect], null))
    expect([name, editEffects([effect], [forged]).effects]).toEqual([name, [effect]])
  }
})

test.each(kinds)('what $kind shows of the values before is what its hash names', (effect) => {
  const { before } = answered(heldBefore([effect]), { id: 'anna', ...names.before['anna'] })
  const written = Object.keys(before['anna'] ?? {})
  const withOther = (name: string) => shownWith({ anna: { ...names.before['anna'], [name]: 'Another' } }, effect)

  // The score is added to, whatever it is by then: it is shown for the eye alone.
  const seen = Object.keys(names.before['anna'] ?? {}).filter((name) => name !== 'score' && withOther(name) !== shown(effect))
  expect(written.toSorted()).toEqual(seen.toSorted())
  if (written.length > 0) expect(hashOf([effect], before)).not.toBe(hashOf([effect], { anna: {} }))
})

test.each(kinds)('$kind is carried out by somebody', (effect) => {
  const context = {} as Parameters<typeof carryOutInside>[1]
  if (isOutside(effect)) expect(() => carryOutInside(effect, context)).toThrow('leaves the house')
  else expect(carryOutInside(effect, context)).toHaveProperty('next')
})

/** Whoever asks for a record is given this one. */
function answered<Result>(asking: Asking<Result>, record: Fields): Result {
  let next = asking.next([])
  while (!next.done) next = asking.next(next.value.map(() => record))
  return next.value
}

const shownWith = (before: PreviewNames['before'], effect: Effect): string => JSON.stringify(previewOf(effect, 'en', { ...names, before }))

/** Another value of a field, of its own kind. */
function another({ as, field, options = {} }: EditableField, effect: Effect): Json {
  const now = (effect as unknown as JsonObject)[field] ?? null
  switch (as) {
    case 'line':
    case 'text':
      return 'Another text'
    case 'email':
      return 'anna@home.example'
    case 'time':
      return '2026-03-09T10:00:00.000Z'
    case 'number':
      return 7
    case 'choice':
      return Object.keys(options).find((key) => key !== now) ?? null
    case 'person':
      return { who: 'user', email: 'nikita@demo.example' }
    case 'user':
      return 'nikita'
    case 'tags':
      return ['vip']
    case 'blocks':
      return [{ kind: 'text', text: 'Dear Anna' }, { kind: 'questions' }]
    case 'questions':
      return [{ id: 'need', text: { en: 'What is missing?', ru: 'Чего не хватает?' }, answer: 'text', field: null }]
    case 'record-fields':
      return { ...(now as JsonObject), city: 'Tomsk' }
    case 'many':
      return (now as readonly JsonObject[]).map((item) => ({ ...item, included: !item['included'] }))
    case 'json':
      return { order: 2 }
  }
}
