import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Piece, textDifference } from './text-difference.ts'

const without = (pieces: readonly Piece[], kind: Piece['kind']) =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map(({ text }) => text)
    .join('')

test('a word that was changed is shown between the words that were not', () => {
  expect(textDifference('Dear friend, please answer soon', 'Dear Anna, please answer today')).toEqual([
    { kind: 'same', text: 'Dear ' },
    { kind: 'removed', text: 'friend' },
    { kind: 'added', text: 'Anna' },
    { kind: 'same', text: ', please answer ' },
    { kind: 'removed', text: 'soon' },
    { kind: 'added', text: 'today' },
  ])
})

test('words that stand side by side are replaced as one phrase', () => {
  expect(textDifference('Ответьте до конца недели', 'Ответьте завтра утром недели')).toEqual([
    { kind: 'same', text: 'Ответьте ' },
    { kind: 'removed', text: 'до конца' },
    { kind: 'added', text: 'завтра утром' },
    { kind: 'same', text: ' недели' },
  ])
})

test('equal texts have no difference, and an empty one is all added', () => {
  expect(textDifference('As it was', 'As it was')).toEqual([{ kind: 'same', text: 'As it was' }])
  expect(textDifference('', 'All new')).toEqual([{ kind: 'added', text: 'All new' }])
})

test('both texts can be read from their difference, whatever they are', () => {
  const text = fc.array(fc.constantFrom('a', 'б', '.', ' ', '\n', '‹name›', '  '), { maxLength: 30 }).map((parts) => parts.join(''))

  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = textDifference(before, after)

      expect([without(pieces, 'added'), without(pieces, 'removed')]).toEqual([before, after])
    }),
  )
})

test('texts too long to compare by words are replaced in one piece, at once', () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join(' ')

  expect(textDifference(`Hello ${long('a')}`, `Hello ${long('b')}`).map(({ kind }) => kind)).toEqual(['same', 'removed', 'added'])
})
