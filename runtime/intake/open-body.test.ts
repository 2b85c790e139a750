import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBodyPath, valueAtPath } from '../../shared/intake.ts'
import { Refused } from '../http/problem.ts'
import { eventsIn, openBody } from './open-body.ts'

const form = 'application/x-www-form-urlencoded'
const open = (text: string, type: string) => JSON.parse(JSON.stringify(openBody(Buffer.from(text), type)))

test.each([
  ['a=1&b=two+words', { a: '1', b: 'two words' }],
  ['leads%5Badd%5D%5B0%5D%5Bname%5D=Anna', { leads: { add: [{ name: 'Anna' }] } }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
  ['a[7][id]=1', { a: { '7': { id: '1' } } }],
  ['a[b=1', { 'a[b': '1' }],
  ['a=1&a[b]=2', { a: '1', 'a[b]': '2' }],
  ['data.json={"city":["Riga"]}', { 'data.json': { city: ['Riga'] } }],
  ['text={not json}', { text: '{not json}' }],
  ['a=100%&b=%D0%90%D0%BD%D0%BD%D0%B0', { a: '100%', b: 'Анна' }],
  ['{"a":1}', { a: 1 }],
  ['', {}],
])('the form %s is opened', (text, body) => {
  expect(open(text, form)).toEqual(body)
})

test('a form in another character set is read in it', () => {
  expect(open('name=%C0%ED%ED%E0', `${form}; charset=windows-1251`)).toEqual({ name: 'Анна' })
})

test.each([['\r\n'], ['\n']])('a multipart form is opened: fields as they are, files only named', (end) => {
  const text = [
    '--x',
    'Content-Disposition: form-data; name="rawRequest"',
    '',
    '{"q3_name":{"first":"Anna"}}',
    '--x',
    'Content-Disposition: form-data; name="note"',
    '',
    'two',
    'lines',
    '--x',
    'Content-Disposition: form-data; name="cv"; filename="anna.pdf"',
    'Content-Type: application/pdf',
    '',
    'abc',
    '--x--',
    '',
  ].join(end)

  expect(open(text, 'multipart/form-data; boundary=x')).toEqual({
    rawRequest: { q3_name: { first: 'Anna' } },
    note: `two${end}lines`,
    cv: { file: 'anna.pdf', type: 'application/pdf', bytes: 3 },
  })
})

test.each([
  ['{"a":{"b":1}}', 'application/json'],
  ['a[b]=1', form],
  ['a={"b":1}', form],
])('no path into %s leads to what every object has', (text, type) => {
  const body = openBody(Buffer.from(text), type)

  for (const path of ['constructor', 'a.constructor', 'a.toString', 'a["__proto__"]', '["__proto__"].a']) {
    expect(valueAtPath(body, readBodyPath(path) ?? [])).toBe(undefined)
  }
})

test.each([
  ['{"a":[{"__proto__":{"b":1}}]}', 'application/json'],
  ['a[__proto__][b]=1', form],
  ['a={"__proto__":{"b":1}}', form],
  ['{"a":{"constructor":{"prototype":{}}}}', 'application/json'],
])('a key that reaches for a prototype is refused: %s', (text, type) => {
  expect(() => openBody(Buffer.from(text), type)).toThrow(Refused)
})

test('a list of objects is a batch of events, everything else is one', () => {
  expect(eventsIn([{ a: 1 }, { a: 2 }])).toHaveLength(2)
  expect(eventsIn({ a: 1 })).toEqual([{ a: 1 }])
  expect(eventsIn([1, 2])).toMatchObject([{ value: [1, 2] }])
  expect(eventsIn('text')).toMatchObject([{ value: 'text' }])
})

test('whatever comes is opened or refused with a reason', async () => {
  const types = fc.constantFrom(
    'application/json',
    form,
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
    'application/xml',
    `${form}; charset=nonsense`,
  )
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc.array(fc.tuple(fc.string(), fc.string())).map((pairs) => Buffer.from(pairs.map((pair) => pair.join('=')).join('&'))),
    fc.string().map((text) => Buffer.from(`--x\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n${text}\r\n--x--`)),
  )

  await fc.assert(
    fc.property(bodies, types, (bytes, type) => {
      try {
        JSON.stringify(openBody(bytes, type))
      } catch (problem) {
        expect(problem).toBeInstanceOf(Refused)
      }
    }),
    { numRuns: 1000 },
  )
})
