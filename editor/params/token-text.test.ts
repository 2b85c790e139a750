import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Template } from '../../shared/template.ts'
import { afterTyping, joined, referenceAt, replaceRange, shownText, tokensOf } from './token-text.ts'

const name = { ref: 'subject.firstName', or: 'there' }
const greeting: Template = ['Hi ', name, ', how are you?']
const tokens = (template: Template) => tokensOf(template, ({ ref }) => ref)
/** Types into the text of a template, as a person would: replaces what is selected. */
const type = (template: Template, from: number, to: number, typed: string) => {
  const text = shownText(tokens(template))
  return afterTyping(tokens(template), text.slice(0, from) + typed + text.slice(to), from + typed.length)
}

test('letters typed beside a value leave it as it is', () => {
  expect(type(greeting, 2, 2, '!').template).toEqual(['Hi! ', name, ', how are you?'])
})

test('one backspace behind a value takes the whole value', () => {
  const end = tokens(greeting)[1]?.end ?? 0

  const { template, caret } = type(greeting, end - 1, end, '')

  expect(template).toEqual(['Hi , how are you?'])
  expect(caret).toBe(3)
})

test('a selection over a value and text beside it is replaced by what is typed', () => {
  expect(type(greeting, 1, shownText(tokens(greeting)).length - 1, 'ow are ').template).toEqual(['How are ?'])
})

test('a value is put in where the cursor stands', () => {
  expect(replaceRange(tokens(['Hi !']), 3, 3, [name])).toEqual(['Hi ', name, '!'])
})

test('the name of a value that is pasted as text is only text', () => {
  const copied = tokens(greeting)[1]?.text ?? ''

  expect(type(['Hi'], 2, 2, copied).template).toEqual(['Hi subject.firstName '])
})

test('the cursor inside a value finds it, beside it finds none', () => {
  const { start = 0, end = 0 } = tokens(greeting)[1] ?? {}

  expect(referenceAt(tokens(greeting), start + 2)?.reference).toBe(name)
  expect(referenceAt(tokens(greeting), start)).toBeNull()
  expect(referenceAt(tokens(greeting), end)).toBeNull()
})

const piece = fc.oneof(fc.string(), fc.constantFrom(name, { ref: 'owner.name' }))

test('whatever is typed wherever, the text is what was typed and untouched values stay', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.nat(), fc.nat(), fc.string(), (pieces, a, b, typed) => {
      const template = joined(pieces)
      const length = shownText(tokens(template)).length
      const [from, to] = [Math.min(a % (length + 1), b % (length + 1)), Math.max(a % (length + 1), b % (length + 1))]

      const after = replaceRange(tokens(template), from, to, [typed])

      const kept = tokens(template).filter(({ reference, start, end }) => reference && (end <= from || start >= to))
      expect(after.filter((each) => typeof each !== 'string')).toEqual(kept.map(({ reference }) => reference))
      expect(after).toEqual(joined(after))
      expect(after.filter((each) => typeof each === 'string').join('')).toContain(typed)
    }),
  )
})
