import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyPathText, pathToward, readBodyPath, valueAtPath } from './intake.ts'
import type { Json } from './json.ts'

const body = {
  'data.json': { city: ['Riga'] },
  answers: [
    { type: 'text', text: 'Anna', field: { ref: 'name' } },
    { type: 'email', email: 'anna@example.test', field: { ref: 'email' } },
  ],
  questions: [
    { label: 'Your name [full]', value: 'Anna' },
    { label: 'Phone', value: '+4915123456789' },
  ],
}

test.each([
  ['answers[field.ref=email].email', 'anna@example.test'],
  ['questions[label="Your name [full]"].value', 'Anna'],
  ['questions[1].value', '+4915123456789'],
  ['["data.json"].city[0]', 'Riga'],
  ['answers[field.ref=phone].phone', undefined],
  ['answers.email', undefined],
])('%s finds %s', (path, value) => {
  expect(valueAtPath(body, readBodyPath(path) ?? [])).toBe(value)
})

test.each(['', '.', 'a..b', '[', 'a[', 'a[]', 'a[b', 'a[b=]]', '["a]', 'a b.'])('%j is no path', (path) => {
  expect(readBodyPath(path)).toBe(null)
})

test('who points at an answer finds the same question in the next body, wherever it stands', () => {
  const path = pathToward(body, ['questions', 1, 'value'])
  const next = { questions: [{ label: 'Phone', value: '+4930123456' }, ...body.questions.slice(0, 1)] }

  expect(path).toBe('questions[label=Phone].value')
  expect(valueAtPath(next, readBodyPath(path) ?? [])).toBe('+4930123456')
})

test('records in a list are found by their place: the next one has another name and id', () => {
  const sent = (id: string, name: string, phone: string) => ({
    contacts: { add: [{ id, name, custom_fields: [{ id: '7', name: 'Phone', values: [{ value: phone, enum: '1' }] }] }] },
  })

  const path = pathToward(sent('1', 'Anna', '+4915123456789'), ['contacts', 'add', 0, 'custom_fields', 0, 'values', 0, 'value'])

  expect(path).toBe('contacts.add[0].custom_fields[name=Phone].values[0].value')
  expect(valueAtPath(sent('2', 'Vera', '+4930123456'), readBodyPath(path) ?? [])).toBe('+4930123456')
})

test('a list whose elements are called the same is read by place', () => {
  const twice = {
    items: [
      { label: 'Phone', value: '1' },
      { label: 'Phone', value: '2' },
    ],
  }

  expect(pathToward(twice, ['items', 1, 'value'])).toBe('items[1].value')
})

test('every value of every body can be pointed at, and is found again', async () => {
  await fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      for (const [at, leaf] of leavesOf(value as Json)) {
        if (at.length === 0) continue
        const steps = readBodyPath(pathToward(value as Json, at))

        expect(steps && valueAtPath(value as Json, steps)).toEqual(leaf)
        expect(steps && readBodyPath(bodyPathText(steps))).toEqual(steps)
      }
    }),
    { numRuns: 300 },
  )
})

test('no text throws when it is read as a path', async () => {
  await fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readBodyPath(text)))
})

function leavesOf(value: Json, at: readonly (string | number)[] = []): [readonly (string | number)[], Json][] {
  if (typeof value !== 'object' || value === null) return [[at, value]]
  const entries: [string | number, Json][] = Array.isArray(value) ? [...(value as readonly Json[]).entries()] : Object.entries(value)
  return entries.flatMap(([key, inner]) => leavesOf(inner, [...at, key]))
}
