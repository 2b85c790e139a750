import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeMarks, readMarks } from './letter-marks.ts'

const spansOf = (text: string) => readMarks(text).flatMap(({ lines }) => lines.flat())
const shown = (text: string) => spansOf(text).map((span) => span.text)

test.each([
  ['2 ** 3 is a power', ['2 ** 3 is a power']],
  ['snake__case', ['snake__case']],
  ['a [note] and (brackets)', ['a [note] and (brackets)']],
  ['C:\\temp', ['C:\\temp']],
  ['\\**not bold\\**', ['**not bold**']],
  ['\\- no list', ['- no list']],
])('%s has no marks', (text, expected) => {
  const spans = spansOf(text)

  expect(spans.map((span) => span.text)).toEqual(expected)
  expect(spans.some(({ bold, italic, url }) => bold || italic || url !== null)).toBe(false)
})

test('marks may lie inside each other, and end with their line', () => {
  expect(spansOf('**a __b__ [c](d)** e\n**f')).toEqual([
    { text: 'a ', bold: true, italic: false, url: null },
    { text: 'b', bold: true, italic: true, url: null },
    { text: ' ', bold: true, italic: false, url: null },
    { text: 'c', bold: true, italic: false, url: 'd' },
    { text: ' e', bold: false, italic: false, url: null },
    { text: '**f', bold: false, italic: false, url: null },
  ])
})

const hostile = fc.oneof(
  fc.constantFrom('**', '__', '*', '_', '\\', '[x](https://evil.example)', '](https://evil.example)', '(https://evil.example)', '- x', '-'),
  fc.array(fc.constantFrom('*', '_', '[', ']', '(', ')', '\\', '-', 'a', ' '), { maxLength: 20 }).map((signs) => signs.join('')),
  fc.string({ unit: 'binary' }).map((text) => text.replace(/\n/g, ' ')),
)

test('what a contact is called stays what it is, beside whatever marks its author has made', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom('**', '__', '*', '_', '[', '[x]', '(', ']', ''), (value, mark) => {
      const safe = escapeMarks(value)

      expect(shown(`Hi ${mark}${safe}${mark}!`).join('')).toBe(
        shown(`Hi ${mark}\u0001${mark}!`)
          .join('')
          .replace('\u0001', () => value),
      )
      expect(spansOf(`Hi ${mark}${safe}${mark}!`).every(({ url }) => url === null)).toBe(true)
      expect(readMarks(`${safe}z`).every(({ kind }) => kind === 'paragraph')).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('a hundred thousand signs are read at once', () => {
  for (const sign of ['[', '**', '[a](', '\\', '__[', '](']) expect(readMarks(sign.repeat(100_000 / sign.length)).length).toBe(1)
}, 2_000)
