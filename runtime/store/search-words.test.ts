import { expect, test } from 'vitest'
import { searchedWords, wordsOf } from './search-words.ts'

test.each([
  ['Müller, ЁЛКА', ['muller', 'елка']],
  ['anna.berg@client.test', ['anna', 'berg', 'client', 'test']],
  ['+371 20 000-001', ['371', '20', '000', '001']],
  [`'"*:&|!()`, []],
  ['да да Да', ['да']],
  ['Yıldırım YILDIRIM', ['yildirim']],
  ['Weiß Łukasz Søren', ['weiss', 'lukasz', 'soren']],
  ['Смирно́в', ['смирнов']],
])('the words of %s', (text, words) => {
  expect(wordsOf(text)).toEqual(words)
})

test.each([
  ['+49 302 31', ['4930231']],
  ['(030) 901-820', ['030901820']],
  ['Anna 2026', ['anna', '2026']],
])('%s is looked for as %j', (text, words) => {
  expect(searchedWords(text)).toEqual(words)
})
