import { expect, test } from 'vitest'
import { wordsOf } from './search-words.ts'

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
