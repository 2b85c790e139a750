import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoder, encoder, type Table } from './table.ts'

const table: Table = {
  name: 'gathered',
  columns: { id: { kind: 'text', required: true }, outputs: { kind: 'parts', required: false } },
  key: ['id'],
  indexes: [],
}
const encode = encoder(table)
const decode = decoder<{ readonly outputs: unknown }>(table)

test('an object that is written in parts is the same JSON as one that is written whole', () => {
  const values = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined)), { noNullPrototype: true })
  fc.assert(
    fc.property(values, (outputs) => {
      const [id = null, cell = null] = encode({ id: 'one', outputs })

      expect(cell).toBe(JSON.stringify(outputs))
      expect(decode({ id, outputs: cell }).outputs).toEqual(JSON.parse(JSON.stringify(outputs)))
    }),
  )
})

test('a large part is written out once, however often what it is part of is written', () => {
  const items = Array.from({ length: 1_000 }, (_, n) => ({ n }))
  let written = 0
  const body = { items, toJSON: () => ++written && { items } }

  const [, first] = encode({ id: 'one', outputs: { body, step: { n: 1 } } })
  const [, second] = encode({ id: 'one', outputs: { body, step: { n: 2 } } })

  expect(written).toBe(1)
  expect(first).toBe(JSON.stringify({ body: { items }, step: { n: 1 } }))
  expect(second).toBe(JSON.stringify({ body: { items }, step: { n: 2 } }))
})

test('nothing is stored where there is nothing', () => {
  expect(encode({ id: 'one', outputs: null })).toEqual(['one', null])
  expect(decode({ id: 'one', outputs: null }).outputs).toBeNull()
})
