import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literalOf, momentOf, namedValue, piecesOf } from './n8n-expression.ts'
import { shapeOf } from './n8n-literal.ts'

test('a text is split into what is plain and what is an expression', () => {
  expect(piecesOf('=Hey {{ $json.name }}, {{ "}}" + $json.x }}!')).toEqual([
    'Hey ',
    { code: '$json.name' },
    ', ',
    { code: '"}}" + $json.x' },
    '!',
  ])
  expect(piecesOf('={{ { a: { b: 1 } } }}')).toEqual([{ code: '{ a: { b: 1 } }' }])
  expect(piecesOf('no {{ braces }} here')).toEqual(['no {{ braces }} here'])
  expect(piecesOf("{{ $('A').item.json.b }}")).toEqual([{ code: "$('A').item.json.b" }])
  expect(piecesOf("={{ // don't\n$json.a }} and {{ $json.b }}")).toEqual([{ code: "// don't\n$json.a" }, ' and ', { code: '$json.b' }])
  expect(piecesOf('=open {{ for ever')).toEqual(['open {{ for ever'])
  expect(piecesOf('')).toEqual([])
})

test.each([
  ['$json.email', null, ['email']],
  ['$json["What is your name?"]', null, ['What is your name?']],
  ["$json['What\\'s up?'].a[0]?.b", null, ["What's up?", 'a', '0', 'b']],
  ['$node["Get it"].json["body"].x', 'Get it', ['body', 'x']],
  ["$('Get it').item.json.x", 'Get it', ['x']],
  ["$('Get it').first().json.x.toString()", 'Get it', ['x']],
  ['$input.first().json.x', null, ['x']],
  ['$json', null, []],
])('%s names a value', (code, step, path) => {
  expect(namedValue(code)).toEqual({ step, path })
})

test('a text that stands for an empty value is kept with it', () => {
  expect(namedValue('$json.name || "there"')).toEqual({ step: null, path: ['name'], or: 'there' })
  expect(namedValue('$json.name ?? null')).toEqual({ step: null, path: ['name'] })
})

test.each(['$json.name.split(" ")', '$json.a + 1', '$jsonx.a', "$('A').all()", '$now', 'a.b', '', '$json[$json.x]', '$json.a ? 1 : 2'])(
  '%s does more than name a value',
  (code) => {
    expect(namedValue(code)).toBeNull()
  },
)

test('numbers, truths and texts that stand there are what they are', () => {
  expect(['3.5', 'true', 'null', '"a\\nb"', "'it\\'s'", '// why\n7'].map(literalOf)).toEqual([3.5, true, null, 'a\nb', "it's", 7])
  expect(['$json.a', '1 + 1', '[]', ''].map(literalOf)).toEqual([undefined, undefined, undefined, undefined])
})

test('a moment counted from now is one of ours', () => {
  expect(momentOf('DateTime.now().minus({days: 30})')).toEqual({ ago: 'P30D' })
  expect(momentOf('$now.plus({ hours: 2 })')).toEqual({ in: 'PT2H' })
  expect(momentOf("$today.minus(1, 'week')")).toEqual({ ago: 'P1W' })
  expect(momentOf('$now')).toEqual({ ago: 'PT0S' })
  expect(momentOf('$now.minus({ days: $json.x })')).toBeNull()
  expect(momentOf('$json.at')).toBeNull()
})

test('the shape of an object in an expression is read, and each value keeps its source', () => {
  expect(shapeOf('{ name: $json.name, "tags": [$json.a, "x"], n: 1, deep: { "é-1": f(1, 2) } }')).toEqual({
    name: '={{ $json.name }}',
    tags: ['={{ $json.a }}', 'x'],
    n: 1,
    deep: { 'é-1': '={{ f(1, 2) }}' },
  })
  expect(shapeOf('JSON.stringify([{ a: 1 }])')).toEqual([{ a: 1 }])
  expect(['{ ...$json }', '{ a }', '{ [key]: 1 }', '(() => 1)()', '{ a: 1', '$json'].map(shapeOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})

test('no text is too strange to be read', () => {
  const strange = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('{{', '}}', '=', '$json', '.', '["', '"]', "'", '\\', '(', ')', '\n', 'a')).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(strange, (text) => {
      for (const piece of piecesOf(text)) {
        if (typeof piece === 'string') continue
        namedValue(piece.code)
        literalOf(piece.code)
        momentOf(piece.code)
        shapeOf(piece.code)
      }
    }),
  )
})
