import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart, named, readPart, whole } from './large-parts.ts'

const items = Array.from({ length: 2_000 }, (_, n) => ({ n, name: `Item ${n}` }))
const partOf = (parts: readonly { readonly hash: string; readonly text: string }[]) => (hash: string) =>
  readPart(parts.find((part) => part.hash === hash) ?? { hash, text: 'null' })

test('what is small is written as it always was', () => {
  const values = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined)), { noNullPrototype: true })
  fc.assert(
    fc.property(values, (outputs) => {
      expect(apart(outputs)).toEqual({ text: JSON.stringify(outputs), parts: [] })
    }),
  )
})

test('what is large is named, and comes back in its place', () => {
  const outputs = { form: { items }, step: { n: 1 }, list: { items } }

  const { text, parts } = apart(outputs)
  const read = JSON.parse(text)

  expect(text.length).toBeLessThan(200)
  expect(new Set(parts.map(({ hash }) => hash)).size).toBe(1)
  expect(named(read, Object.keys(read))).toHaveLength(2)
  expect(whole(read, Object.keys(read), partOf(parts))).toEqual(outputs)
})

test('a part that was written or read is not written out again', () => {
  let written = 0
  const body = { items, toJSON: () => ++written && { items } }
  const first = apart({ body, step: { n: 1 } })
  const second = apart({ body, step: { n: 2 } })
  const read = whole(JSON.parse(first.text), ['body'], partOf(first.parts))

  expect(written).toBe(1)
  expect(second.parts[0]).toBe(first.parts[0])
  expect(apart(read).parts[0]?.text).toBe(first.parts[0]?.text)
})
