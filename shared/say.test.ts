import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phrase, slotsOf } from './phrase.ts'
import { hasWords, say, sayWords, sayWould } from './say.ts'

const all = sayWords.flatMap((words) => Object.entries(words))

test('every code is said in both languages with the same values', () => {
  for (const [code, words] of all) expect([code, slotsOf(words.ru)]).toEqual([code, slotsOf(words.en)])
})

test('no code is said in two places', () => {
  const codes = all.map(([code]) => code)

  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

test('a Russian sentence has no English words in it', () => {
  const allowed =
    /\bJSON\b|\bn8n\b|\bGET\b|\bPOST\b|\bHTML\b|\bNODE_EXTRA_CA_CERTS\b|\bCALLS_ALLOWED\b|\b(PNG|JPEG|GIF)\b|\bTandem\b|https:\/\/|\bHTTP(\/1\.1)?|\bSMTP_URL\b/g

  for (const [code, words] of all) {
    const values = Object.fromEntries(slotsOf(words.ru).map((slot) => [slot, 5]))
    expect([code, phrase(words.ru, values, { language: 'ru' }).replace(allowed, '')]).toEqual([code, expect.not.stringMatching(/[A-Za-z]/)])
  }
})

test('a code that this version does not know is named, in the language of the reader', () => {
  expect(say({ code: 'brand-new' }, 'en')).toBe('Something happened that this version has no words for. Its code is “brand-new”.')
  expect(say({ code: 'brand-new' }, 'ru')).toContain('brand-new')
  expect(hasWords('brand-new')).toBe(false)
  expect(hasWords('goal')).toBe(true)
})

test.each([
  { count: 1, ru: '1 предложение ждёт вашего решения.', en: '1 suggestion waits for your decision.' },
  { count: 2, ru: '2 предложения ждут вашего решения.', en: '2 suggestions wait for your decision.' },
  { count: 5, ru: '5 предложений ждут вашего решения.', en: '5 suggestions wait for your decision.' },
  { count: 11, ru: '11 предложений ждут вашего решения.', en: '11 suggestions wait for your decision.' },
  { count: 21, ru: '21 предложение ждёт вашего решения.', en: '21 suggestions wait for your decision.' },
])('$count agrees with its noun', ({ count, ru, en }) => {
  const said = { code: 'suggestions-wait', with: { count } }

  expect(say(said, 'ru')).toBe(ru)
  expect(say(said, 'en')).toBe(en)
})

test('an instant is said in the zone of the reader', () => {
  const said = { code: 'waits-until', with: { until: '2026-03-03T07:00:00Z' } }

  expect(say(said, 'en', 'Europe/Moscow')).toBe('Waiting until Tue 3 Mar, 10:00.')
  expect(say(said, 'ru', 'Europe/Moscow')).toBe('Ждёт до вт, 3 мар., 10:00.')
})

test('what was only tried is said in the conditional, and what is so in any case as it is', () => {
  const said = { code: 'waits-until', with: { until: '2026-03-03T07:00:00Z' } }

  expect(sayWould(said, 'en', 'Europe/Moscow')).toBe('Would wait until Tue 3 Mar, 10:00.')
  expect(sayWould(said, 'ru', 'Europe/Moscow')).toBe('Ждали бы до вт, 3 мар., 10:00.')
  expect(sayWould({ code: 'no-case' }, 'en')).toBe('No case fits.')
  const conditional = all.map(([code]) => code).filter((code) => code.startsWith('would-'))
  expect(conditional.filter((code) => !hasWords(code.slice('would-'.length)))).toEqual([])
})

test('a field is called by its title and never by its path', () => {
  const said = { code: 'warn-empty-value', with: { field: 'subject.firstName' } }

  expect(say(said, 'ru')).toBe('Для «Имя» ничего не известно. Впишите сами или измените фразу.')
  expect(say({ code: 'empty-value', with: { field: 'node.x.free' } }, 'en')).toBe('“free” is empty.')
})

test('a reason inside a notice is said too', () => {
  const said = { code: 'delivery-failed', with: { reason: { code: 'mail-no-such-address' } } }

  expect(say(said, 'en')).toBe('It did not go out: This address does not exist. Correct it or drop the letter.')
})

test('a value that looks like a pattern is only text', () => {
  expect(say({ code: 'text', with: { text: '{text} {count, plural, one {x} other {y}}' } }, 'en')).toBe(
    '{text} {count, plural, one {x} other {y}}',
  )
})

test('nothing that was stored makes a sentence fail', () => {
  const code = fc.oneof(fc.constantFrom(...all.map(([each]) => each)), fc.string())
  const said = fc.record({
    code,
    with: fc.dictionary(fc.oneof(fc.constantFrom('reason', 'until', 'count', 'at', 'user'), fc.string()), fc.jsonValue()),
  })

  fc.assert(fc.property(said, fc.constantFrom('en', 'ru'), (each, language) => say(each as never, language).length >= 0))
})
