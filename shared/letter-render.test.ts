import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LetterContent, type LetterSurroundings, renderLetter, safeUrl } from './letter-render.ts'

const around: LetterSurroundings = {
  language: 'en',
  signature: 'Valera\nDemo company',
  baseUrl: 'https://crm.example',
  unsubscribeUrl: null,
  clickUrl: (url, index) => `https://crm.example/c/${index}?to=${encodeURIComponent(url)}`,
  openPixelUrl: null,
  questionsUrl: null,
}

const aLetter = (given: Partial<LetterContent>): LetterContent => ({
  subject: 'Hello',
  blocks: [],
  questions: [],
  category: 'personal',
  ...given,
})

/** Tag and attribute names in their order; nothing outside of them may look like a tag. */
function tagTree(html: string): string[] {
  const tags: string[] = []
  const rest = html.replace(/<(\/?!?[a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>/g, (_, name: string, attributes: string) => {
    const names = [...attributes.matchAll(/\s([a-zA-Z-]+)(?:="[^"]*")?/g)].map(([, each]) => each)
    tags.push([name, ...names].join(' '))
    return ''
  })
  expect(rest).not.toMatch(/[<>]/)
  return tags
}

test('a personal letter looks typed: no frame, no picture, no unsubscribing', () => {
  const { html, text } = renderLetter(
    aLetter({ blocks: [{ kind: 'text', text: 'Hi Anna,\n\nthree questions.\nValera' }, { kind: 'signature' }] }),
    around,
  )

  expect(html).toContain('Hi Anna,</p>')
  expect(html).toContain('three questions.<br>\nValera</p>')
  expect(html).not.toMatch(/<img|bgcolor|nsubscribe|max-width/)
  expect(html).toContain('name="color-scheme" content="light dark"')
  expect(text).toBe('Hi Anna,\n\nthree questions.\nValera\n\n-- \nValera\nDemo company\n')
})

test('an offer has a button, a way to unsubscribe and, if wanted, one pixel', () => {
  const blocks = [{ kind: 'button', text: 'See the offer', url: '/offers/1' }] as const
  const offer = { ...around, unsubscribeUrl: 'https://crm.example/u/abc', openPixelUrl: 'https://crm.example/o/abc' }

  const { html, text } = renderLetter(aLetter({ category: 'offers', blocks }), offer)

  expect(html).toContain('href="https://crm.example/c/0?to=https%3A%2F%2Fcrm.example%2Foffers%2F1"')
  expect(html).toContain('href="https://crm.example/u/abc"')
  expect(html.match(/<img/g)).toHaveLength(1)
  expect(text).toContain('See the offer: https://crm.example/c/0?to=')
  expect(text).toContain('Unsubscribe: https://crm.example/u/abc')
})

test('questions are numbered, can be answered in the reply or on a page whose link nobody counts, and are never left out', () => {
  const questions = [
    { id: 'need', text: { en: 'What do you need?', ru: 'Что вам нужно?' }, answer: 'text', field: 'need' },
    { id: 'when', text: { ru: 'К какому сроку?' }, answer: 'choice', options: ['May', 'June'], field: null },
  ] as const
  const letter = aLetter({ blocks: [{ kind: 'text', text: 'Hi' }, { kind: 'signature' }], questions })

  const { text } = renderLetter(letter, { ...around, questionsUrl: 'https://crm.example/q/1' })

  expect(text).toMatch(
    /Hi\n\nYou can answer right here.*\n\n1\. What do you need\?\n\n2\. К какому сроку\? \(May \/ June\)\n\nOr answer on one page: https:\/\/crm\.example\/q\/1\n\n-- \n/,
  )
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' java\tscript:alert(1)', 'nonsense', '//evil.example'])(
  'an address such as %s never becomes a link',
  (url) => {
    expect(renderLetter(aLetter({ blocks: [{ kind: 'button', text: 'x', url }] }), around).html).not.toContain('href')
  },
)

test('mail and phone links are let through as they are', () => {
  expect([safeUrl('mailto:valera@demo.example'), safeUrl('tel:+74951234567')]).toEqual(['mailto:valera@demo.example', 'tel:+74951234567'])
})

test('hostile data gives the same tags and attributes as harmless data', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "' onload='x",
      '<!--',
      ']]>',
      '&lt;b&gt;',
      '</td></table>',
      '<img src=x onerror=y>',
      '\u0000<\ud800b>',
    ),
    fc.string({ unit: 'binary' }),
  )
  const words = hostile.map((text) => `a${text.replace(/[\r\n]/g, ' ')}z`)
  const render = (subject: string, text: string, url: string, option: string) =>
    renderLetter(
      aLetter({
        subject,
        category: 'offers',
        blocks: [
          { kind: 'heading', text },
          { kind: 'text', text: `${text}\n${text}` },
          { kind: 'button', text, url },
          { kind: 'signature' },
        ],
        questions: [{ id: 'q', text: { en: text }, answer: 'choice', options: [option], field: null }],
      }),
      { ...around, signature: text, unsubscribeUrl: 'https://crm.example/u', clickUrl: (to) => to },
    ).html
  const harmless = tagTree(render('a', 'b', 'https://shop.example/', 'c'))

  fc.assert(
    fc.property(words, words, words, words, (subject, text, url, option) => {
      expect(tagTree(render(subject, text, `https://shop.example/?${url}`, option))).toEqual(harmless)
      expect(tagTree(render(subject, text, `mailto:${url}`, option))).toEqual(harmless)
    }),
    { numRuns: 300 },
  )
})
