import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyRule } from '../runtime/testing/rule-arbitraries.ts'
import { entities } from './entities.ts'
import { keptExpression } from './kept.ts'
import { comparisonsFor } from './rule-fields.ts'
import { comparisonWords, ruleWords } from './rule-words.ts'
import { comparisons, type Rule } from './rules.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const both = (rule: Rule, entity: string | null = 'contact', speech = {}) => [
  plain(ruleWords(rule, entity, 'en', speech)),
  plain(ruleWords(rule, entity, 'ru', speech)),
]

test('a segment is called by its name, and by its key where the name is not known', () => {
  const nameOf = (entity: string, key: string) => (entity === 'segment' && key === 'debtors' ? 'Owes us money' : null)

  expect(both({ segment: 'debtors', is: 'in' }, 'contact', { nameOf })).toEqual([
    'is in the segment “Owes us money”',
    'входит в сегмент «Owes us money»',
  ])
  expect(both({ segment: 'gone', is: 'not-in' }, 'contact', { nameOf })).toEqual([
    'is not in the segment “gone”',
    'не входит в сегмент «gone»',
  ])
  expect(both({ segment: '', is: 'in' })).toEqual(['is in the segment …', 'входит в сегмент …'])
})

test('what was asked in another tool, and has yet to be asked here, is said in its own words', () => {
  expect(both({ field: keptExpression('$json.total'), is: 'not-empty' })).toEqual([
    '“$json.total” is filled in',
    'заполнено: «$json.total»',
  ])
})

test('a rule is said as one would say it', () => {
  const rule: Rule = {
    all: [
      { field: 'score', is: 'over', value: 50 },
      { none: 'orders', last: 'P90D' },
    ],
  }

  expect(both(rule)).toEqual([
    'score is over 50 and has no orders in the last 90 days',
    'баллы больше 50 и нет заказов за последние 90 дней',
  ])
})

test.each<[Rule, string, string]>([
  [{ field: 'company.sector', is: 'is', value: 'Retail' }, "company's sector is “Retail”", 'отрасль (компания) — «Retail»'],
  [{ field: 'stage', is: 'one-of', value: ['lead', 'client'] }, 'stage is “Lead” or “Client”', 'стадия — «Лид» или «Клиент»'],
  [{ field: 'stage', is: 'one-of', value: [] }, 'stage is …', 'стадия — …'],
  [{ field: 'firstName', is: 'is-not', value: 'Anna' }, 'first name is not “Anna”', 'имя — не «Anna»'],
  [{ field: 'email', is: 'contains', value: '@x' }, 'e-mail contains “@x”', 'почта содержит «@x»'],
  [{ field: 'email', is: 'starts-with', value: 'a' }, 'e-mail starts with “a”', 'почта начинается с «a»'],
  [{ field: 'score', is: 'at-least', value: 1000 }, 'score is at least 1,000', 'баллы не меньше 1 000'],
  [{ field: 'score', is: 'over' }, 'score is over …', 'баллы больше …'],
  [{ field: 'birthday', is: 'before', value: '2000-03-02' }, 'birthday is before 2 March 2000', 'день рождения раньше 2 марта 2000 г.'],
  [
    { field: 'birthday', is: 'at-least', value: '2000-03-02' },
    'birthday is not before 2 March 2000',
    'день рождения не раньше 2 марта 2000 г.',
  ],
  [{ field: 'birthday', is: 'is', value: { in: 'P0D' } }, 'birthday is today', 'день рождения — сегодня'],
  [{ field: 'birthday', is: 'anniversary' }, 'birthday falls today in any year', 'день рождения — сегодня, в любом году'],
  [
    { field: 'birthday', is: 'anniversary', value: { in: 'P3D' } },
    'birthday falls in 3 days in any year',
    'день рождения — через 3 дня, в любом году',
  ],
  [
    { field: 'lastReplyAt', is: 'before', value: { ago: 'P2W' } },
    'last reply is earlier than 2 weeks ago',
    'последний ответ раньше, чем 2 недели назад',
  ],
  [{ field: 'lastReplyAt', is: 'over', value: { ago: 'P0D' } }, 'last reply is later than now', 'последний ответ позже, чем сейчас'],
  [{ field: 'lastReplyAt', is: 'within-last', value: 'P1M' }, 'last reply is in the last month', 'последний ответ — за последний месяц'],
  [{ field: 'birthday', is: 'within-next', value: 'P7D' }, 'birthday is in the next 7 days', 'день рождения — в ближайшие 7 дней'],
  [
    { field: 'lastReplyAt', is: 'at-most', value: '2026-03-02T09:00:00Z' },
    'last reply is not after 2 March 2026 at 09:00',
    'последний ответ не позже 2 марта 2026 г. в 09:00',
  ],
  [{ field: 'phone', is: 'empty' }, 'phone is empty', 'не заполнено: телефон'],
  [{ field: 'phone', is: 'not-empty' }, 'phone is filled in', 'заполнено: телефон'],
  [{ field: 'personalCare', is: 'yes' }, 'personal care is “yes”', 'личный подход — да'],
  [{ field: 'personalCare', is: 'no' }, 'personal care is “no”', 'личный подход — нет'],
  [{ field: 'tags', is: 'has', value: 'VIP' }, 'tags include “VIP”', 'метки включают «VIP»'],
  [{ field: 'tags', is: 'has-not', value: 'VIP' }, 'tags do not include “VIP”', 'метки не включают «VIP»'],
  [{ field: 'owner', is: 'is', value: 'u1' }, 'owner is “Valera”', 'ответственный — «Valera»'],
  [{ field: 'owner', is: 'is', value: 'u2' }, 'owner is the chosen record', 'ответственный — выбранная запись'],
  [{ field: 'owner', is: 'is', value: { ref: 'subject.owner' } }, 'owner is “subject.owner”', 'ответственный — «subject.owner»'],
  [{ field: 'nickname', is: 'is', value: true }, '“nickname” is yes', '«nickname» — да'],
  [{ field: 'event.url', is: 'contains', value: 'price' }, '“url” of the event contains “price”', '«url» события содержит «price»'],
  [{ field: 'vars.count', is: 'over', value: 3 }, 'the variable “count” is over 3', 'переменная «count» больше 3'],
  [{ field: 'item', is: 'not-empty' }, 'the item is filled in', 'заполнено: элемент списка'],
  [{ field: 'item.price', is: 'over', value: 3 }, '“price” of the item is over 3', '«price» элемента списка больше 3'],
  [{ field: 'node.n1.count', is: 'over', value: 3 }, '“count” of an earlier step is over 3', '«count» одного из прежних шагов больше 3'],
  [{ some: 'deals' }, 'has deals', 'есть сделки'],
  [
    { some: 'deals', where: { field: 'amount', is: 'over', value: { cents: 10_000, currency: 'EUR' } } },
    'has deals where amount is over €100.00',
    'есть сделки, где сумма больше 100,00 €',
  ],
  [
    { some: 'deals', where: { field: 'amount', is: 'over', value: 10_000 } },
    'has deals where amount is over 100',
    'есть сделки, где сумма больше 100',
  ],
  [
    { some: 'deals', where: { field: 'amount', is: 'over', value: { cents: 10_000, currency: 'JPY' } } },
    'has deals where amount is over ¥10,000',
    'есть сделки, где сумма больше 10 000 ¥',
  ],
  [
    { count: 'messages', is: 'over', value: 3, last: 'P1W' },
    'has more than 3 messages in the last week',
    'сообщений за последнюю неделю больше 3',
  ],
  [{ count: 'messages', is: 'under', value: 3 }, 'has fewer than 3 messages', 'сообщений меньше 3'],
  [{ count: 'messages', value: 3 }, 'has exactly 3 messages', 'сообщений ровно 3'],
  [{ count: 'parcels', is: 'at-most' }, 'has at most … “parcels”', '«parcels» не больше …'],
  [{ all: [] }, 'always', 'всегда'],
  [{ any: [] }, 'never', 'никогда'],
  [{ not: [] }, 'always', 'всегда'],
])('%j', (rule, en, ru) => {
  expect(both(rule, 'contact', { nameOf: (_: string, id: string) => (id === 'u1' ? 'Valera' : null) })).toEqual([en, ru])
})

test('what belongs together stands in brackets', () => {
  const a: Rule = { field: 'score', is: 'over', value: 1 }
  const b: Rule = { field: 'tags', is: 'has', value: 'b' }

  expect(both({ all: [a, { any: [a, b] }] })[0]).toBe('score is over 1 and (score is over 1 or tags include “b”)')
  expect(both({ any: [a, { all: [b] }] })[0]).toBe('score is over 1 or tags include “b”')
  expect(both({ all: [a, { all: [b, a] }] })[0]).toBe('score is over 1 and tags include “b” and score is over 1')
  expect(both({ all: [{ not: [a] }, b] })).toEqual([
    '(it is not true that score is over 1) and tags include “b”',
    '(неверно, что баллы больше 1) и метки включают «b»',
  ])
  expect(both({ not: [a, { any: [a, b] }] })).toEqual([
    'none of these is true: score is over 1; (score is over 1 or tags include “b”)',
    'ни одно из этого не верно: баллы больше 1; (баллы больше 1 или метки включают «b»)',
  ])
})

test('the workflow may name its own values', () => {
  expect(both({ field: 'node.n1.count', is: 'over', value: 3 }, null, { labelOf: () => 'orders found' })[0]).toBe('orders found is over 3')
})

test.each(['contact', 'deal', 'task', 'product', 'invoice'])('every rule about a %s can be said, and shows no code', async (entity) => {
  await fc.assert(
    fc.property(anyRule(entity), (rule) => {
      for (const text of both(rule, entity)) {
        expect(text).not.toMatch(/undefined|null\b(?!”|»)|\[object|P\d+[DWMY]|partly-paid|lastReplyAt|orderedOn/)
        expect(text.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 100 },
  )
})

test('every comparison and every relation has its words in both languages', () => {
  for (const comparison of comparisons) {
    for (const type of ['text', 'day'] as const) {
      const words = comparisonWords(comparison, type)
      expect(words.en).toMatch(/^[a-z]/)
      expect(words.ru).toMatch(/^[а-я]/)
    }
  }
  for (const entity of entities) for (const { many } of Object.values(entity.relations ?? {})) expect(many).toMatch(/^[а-яё ]+$/)
  expect(comparisonsFor('day').map((comparison) => comparisonWords(comparison, 'day').ru)).toContain('не раньше')
})

test('a rule without an end is said as far as it is read', () => {
  const endless = (depth: number): Rule => (depth === 0 ? { all: [] } : { not: [endless(depth - 1)] })

  expect(both(endless(50))[0]).toContain('…')
})

test('a bare amount is one of the currency of the company', () => {
  const rule: Rule = { field: 'amount', is: 'over', value: 10_000 }

  expect(ruleWords(rule, 'deal', 'en', { currency: 'JPY' })).toBe('amount is over 10,000')
  expect(ruleWords(rule, 'deal', 'en')).toBe('amount is over 100')
})

test('what is half-way through being drawn is said with an ellipsis, and nothing breaks', () => {
  expect(both({} as Rule)[0]).toContain('“”')
  expect(both({ field: 'stage', is: 'one-of', value: [['lead']] })[0]).toBe('stage is …')
  expect(both({ field: 'birthday', is: 'anniversary', value: { in: 5 } } as Rule)[0]).toMatch(/^birthday falls /)
})

test('short words in capitals keep them inside a sentence', () => {
  const custom = (entity: string) =>
    entity === 'contact' ? { vat: { type: 'text', title: { en: 'VAT number', ru: 'ИНН' } } as const } : {}

  expect(both({ field: 'vat', is: 'empty' }, 'contact', { custom })).toEqual(['VAT number is empty', 'не заполнено: ИНН'])
})
