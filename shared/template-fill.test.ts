import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from './json.ts'
import { formats, longestFilled, type Reference, type Template } from './template.ts'
import { checkTemplate, type FillOptions, fillTemplate, fillValue, referencesOf, resolveIn } from './template-fill.ts'

const english: FillOptions = { language: 'en', zone: 'Europe/Berlin', currency: 'EUR' }
const russian: FillOptions = { language: 'ru', zone: 'Europe/Moscow', currency: 'RUB' }

const data: JsonObject = {
  subject: {
    firstName: 'анна-мария',
    lastName: ' ',
    birthday: '1992-02-29',
    lastReplyAt: '2026-03-02T22:30:00.000Z',
    score: 1234.5,
    agrees: true,
    tags: ['VIP', 'new', ['deep'], null],
    none: [],
    owner: { id: 'u1', name: 'Valera' },
    contact: { firstName: 'Anna', lastName: 'Weber' },
    empty: {},
    price: { cents: 123_456, currency: 'EUR' },
    yen: { cents: 5_000, currency: 'JPY' },
    odd: { cents: 5_000, currency: 'points' },
  },
  event: { amount: '1500.5', text: 'x', price: 1500, inherited: {} },
}

const one = (ref: string, format?: Reference['format'], options = english) =>
  fillTemplate([format ? { ref, format } : { ref }], resolveIn(data), options).text.replace(/[\u00a0\u202f]/g, ' ')

test('a choice is written as it is called in the language of the reader, and an unknown one as it stands', () => {
  const titles = { en: 'Client', ru: 'Клиент' }
  const labelOf = (path: string, value: string) => (path === 'subject.stage' && value === 'client' ? titles : null)
  const told = (stage: string, options: FillOptions, format?: Reference['format']) =>
    fillTemplate([{ ref: 'subject.stage', ...(format && { format }) }], resolveIn({ subject: { stage } }), { ...options, labelOf }).text

  expect([told('client', english), told('client', russian), told('client', russian, 'lower')]).toEqual(['Client', 'Клиент', 'клиент'])
  expect(told('former', russian)).toBe('former')
})

test('the plain pieces stay, and values are put between them', () => {
  const template: Template = [
    'Hi ',
    { ref: 'subject.firstName', format: 'title' },
    ', your score is ',
    { ref: 'subject.score', format: 'number' },
    '.',
  ]

  expect(fillTemplate(template, resolveIn(data), english)).toEqual({ text: 'Hi Анна-Мария, your score is 1,234.5.', empty: [] })
})

test.each<[string, Reference['format'], string, string]>([
  ['subject.firstName', 'upper', 'АННА-МАРИЯ', 'АННА-МАРИЯ'],
  ['subject.owner', 'lower', 'valera', 'valera'],
  ['subject.contact', undefined, 'Anna Weber', 'Anna Weber'],
  ['subject.birthday', undefined, '29 February 1992', '29 февраля 1992 г.'],
  ['subject.birthday', 'date', '29 February 1992', '29 февраля 1992 г.'],
  ['subject.birthday', 'date-time', '29 February 1992', '29 февраля 1992 г.'],
  ['subject.lastReplyAt', 'date', '2 March 2026', '3 марта 2026 г.'],
  ['subject.lastReplyAt', 'time', '23:30', '01:30'],
  ['subject.lastReplyAt', undefined, '2 March 2026 at 23:30', '3 марта 2026 г. в 01:30'],
  ['subject.score', undefined, '1234.5', '1234,5'],
  ['subject.score', 'number', '1,234.5', '1 234,5'],
  ['event.amount', 'number', '1,500.5', '1 500,5'],
  ['subject.agrees', undefined, 'yes', 'да'],
  ['subject.tags', undefined, 'VIP, new', 'VIP, new'],
  ['subject.price', undefined, '€1,234.56', '1 234,56 €'],
  ['subject.yen', 'money', '¥5,000', '5 000 ¥'],
  ['subject.odd', 'money', '50 points', '50 points'],
  ['event.price', 'money', '€1,500.00', '1 500,00 ₽'],
  ['event.amount', 'money', '€1,500.50', '1 500,50 ₽'],
])('%s as %s is "%s", "%s"', (ref, format, en, ru) => {
  expect([one(ref, format), one(ref, format, russian)]).toEqual([en, ru])
})

test('a value that is not there is named, each once, and a fallback takes its place', () => {
  const template: Template = [
    { ref: 'subject.lastName' },
    { ref: 'subject.nickname', or: 'friend' },
    { ref: 'subject.lastName' },
    { ref: 'subject.empty', or: '' },
    { ref: 'subject.none' },
  ]

  expect(fillTemplate(template, resolveIn(data), english)).toEqual({
    text: 'friend',
    empty: ['subject.lastName', 'subject.empty', 'subject.none'],
  })
})

test.each<[string, Reference['format']]>([
  ['event.text', 'date'],
  ['event.text', 'time'],
  ['event.text', 'number'],
  ['event.text', 'money'],
  ['subject.birthday', 'time'],
  ['subject.score', 'date'],
  ['subject.agrees', 'money'],
  ['subject.empty', 'money'],
  ['subject.agrees', 'number'],
])('%s cannot be written as %s, so it counts as empty', (ref, format) => {
  expect(fillTemplate([format ? { ref, format } : { ref }], resolveIn(data), english)).toEqual({ text: '', empty: [ref] })
})

test.each(['subject.__proto__', 'subject.constructor.name', 'event.toString', 'nowhere', '', 'subject.firstName.length', 'subject..'])(
  '%j leads nowhere',
  (ref) => {
    expect(fillTemplate([{ ref }], resolveIn(data), english)).toEqual({ text: '', empty: [ref] })
    expect(fillValue(ref, resolveIn(data))).toBeNull()
  },
)

test('data may name any number of currencies, known or not', () => {
  const codes = Array.from(
    { length: 300 },
    (_, i) => `Q${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(65 + Math.floor(i / 26))}`,
  )

  for (const currency of codes) {
    const { text } = fillTemplate([{ ref: 'event.a' }], resolveIn({ event: { a: { cents: 100, currency } } }), english)
    expect(text).toContain(currency)
  }
  expect(fillTemplate([{ ref: 'event.a' }], resolveIn({ event: { a: Number.NaN } }), english).empty).toEqual(['event.a'])
  expect(fillTemplate([JSON.parse('{"wrong":1}'), 'ok'], resolveIn({}), english)).toEqual({ text: 'ok', empty: [] })
})

test('a path that is kept as a value keeps its type', () => {
  expect(fillValue('subject.tags', resolveIn(data))).toEqual(['VIP', 'new', ['deep'], null])
  expect(fillValue('subject.price', resolveIn(data))).toEqual({ cents: 123_456, currency: 'EUR' })
})

test('a text of any length ends at 256 KiB, and never in the middle of a character', () => {
  const filled = (text: string) =>
    fillTemplate([text, { ref: 'event.long' }], resolveIn({ event: { long: '😀'.repeat(100_000) } }), english)

  expect(filled('').cut).toBe(true)
  expect(filled('').text).toBe('😀'.repeat(longestFilled / 4))
  expect(filled('a').text).toBe(`a${'😀'.repeat(longestFilled / 4 - 1)}`)
  expect(new TextEncoder().encode(filled('яй').text).length).toBeLessThanOrEqual(longestFilled)
  expect(fillTemplate(['я'.repeat(100_000)], resolveIn({}), english).cut).toBeUndefined()
  expect(
    fillTemplate(
      Array.from({ length: 3_000 }, () => 'a'),
      resolveIn({}),
      english,
    ).text,
  ).toHaveLength(2_000)
})

test('the paths of a template are found, each once', () => {
  expect(referencesOf(['a', { ref: 'subject.x' }, { ref: 'subject.y' }, { ref: 'subject.x', or: 'b' }])).toEqual(['subject.x', 'subject.y'])
})

test.each([
  [['Hi ', { ref: 'subject.firstName', format: 'upper', or: 'you' }, { ref: 'item' }, { ref: 'node.n1.count' }], []],
  ['Hi', ['template-wrong']],
  [
    [5, null, {}, { ref: 5 }],
    ['template-wrong', 'template-wrong', 'template-wrong', 'template-wrong'],
  ],
  [[{ ref: 'subject.x', format: 'loud' }], ['template-wrong']],
  [[{ ref: 'subject.x', or: 5 }], ['template-wrong']],
  [
    [{ ref: 'process.env' }, { ref: 'node.n1' }, { ref: 'subject.' }],
    ['reference-unreadable', 'reference-unreadable', 'reference-unreadable'],
  ],
  [Array.from({ length: 2_001 }, () => ''), ['template-too-long']],
  [['x'.repeat(longestFilled + 1)], ['template-too-long']],
])('a template %# is checked when it is saved', (template, codes) => {
  expect(checkTemplate(template).map(({ code }) => code)).toEqual(codes)
})

const hostile = fc.oneof(
  fc.json({ maxDepth: 3 }).map((text): Json => JSON.parse(text)),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<Json>(
    '{{ subject.x }}',
    '<script>',
    '["a",{"ref":"subject.secret"}]',
    '\r\nBcc: evil@z.test',
    '2026-03-02',
    '9'.repeat(400),
    -0,
    1e308,
  ),
  fc.record({ cents: fc.oneof(fc.double(), fc.string()), currency: fc.string() }),
)

test('hostile data is only ever text between the plain pieces, and nothing throws', async () => {
  const marks = ['\u0001begin\u0001', '\u0001middle\u0001', '\u0001end\u0001']
  const reference = fc.record({
    ref: fc.constantFrom('event.a', 'event.__proto__', 'event', 'nowhere'),
    format: fc.constantFrom(...formats),
  })

  await fc.assert(
    fc.property(hostile, reference, reference, fc.constantFrom(english, russian), (a, first, second, options) => {
      const [begin = '', middle = '', end = ''] = marks
      const { text, empty } = fillTemplate([begin, first, middle, second, end], resolveIn({ event: { a, secret: 'TOP-SECRET' } }), options)

      expect(text.split('\u0001').filter((part) => ['begin', 'middle', 'end'].includes(part))).toEqual(['begin', 'middle', 'end'])
      expect(text.startsWith(begin) && text.endsWith(end)).toBe(true)
      if (!JSON.stringify(a).includes('TOP-SECRET')) expect(text).not.toContain('TOP-SECRET')
      for (const path of empty) expect([first.ref, second.ref]).toContain(path)
    }),
    { numRuns: 1_000 },
  )
})

test('whatever is stored as a template is checked and filled without throwing', async () => {
  await fc.assert(
    fc.property(fc.anything(), (template) => {
      const problems = checkTemplate(template)

      if (Array.isArray(template)) fillTemplate(template, resolveIn(data), english)
      for (const { code } of problems) expect(code).toMatch(/^(template|reference)-/)
    }),
    { numRuns: 1_000 },
  )
})

test('a text is cut by its bytes, and never within a character', () => {
  for (const [char, bytes] of [
    ['a', 1],
    ['é', 2],
    ['я', 2],
    ['ࡀ', 3],
    ['€', 3],
    ['😀', 4],
  ] as const) {
    const { text, cut } = fillTemplate([{ ref: 'event.a' }], resolveIn({ event: { a: char.repeat(longestFilled) } }), english)
    expect([Buffer.byteLength(text), cut]).toEqual([Math.floor(longestFilled / bytes) * bytes, bytes > 1 ? true : undefined])
  }
})

test('nothing more is written when the text is long enough', () => {
  const long = 'x'.repeat(longestFilled)
  const asked: string[] = []
  const { text } = fillTemplate(['', long, 'y', { ref: 'event.a' }], (path) => void asked.push(path), english)

  expect(text).toBe(long)
  expect(asked).toEqual([])
})
