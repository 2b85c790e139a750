import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, SmallBlock } from './letter.ts'
import { safeUrl } from './letter-html.ts'
import { escapeMarks } from './letter-marks.ts'
import { type LetterContent, type LetterSurroundings, renderLetter } from './letter-render.ts'

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
  const open = html.replaceAll('<!--[if mso]>', '<mso>').replaceAll('<![endif]-->', '</mso>')
  const rest = open.replace(/<(\/?!?[a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>/g, (_, name: string, attributes: string) => {
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
        preheader: text,
        category: 'offers',
        blocks: [
          { kind: 'heading', text },
          { kind: 'text', text: escapeMarks(`${text}\n${text}`) },
          { kind: 'picture', src: '/p/1', alt: text, width: 100, url },
          { kind: 'columns', left: [{ kind: 'heading', text }], right: [{ kind: 'button', text, url }] },
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
    { numRuns: 150 },
  )
})

const word = fc.stringMatching(/^[a-z]{3,12}$/)
const smallBlock: fc.Arbitrary<SmallBlock<string>> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.array(word, { minLength: 1 }).map((all) => all.join(' ')) }),
  fc.record({ kind: fc.constant('heading' as const), text: word }),
  fc.record({ kind: fc.constant('button' as const), text: word, url: fc.constantFrom('https://shop.example/', '/offer', 'nonsense', '') }),
  fc.record({
    kind: fc.constant('picture' as const),
    src: fc.constantFrom('/p/abc', 'https://shop.example/a.png', '', 'javascript:x'),
    alt: word,
    width: fc.oneof(fc.integer({ min: -10, max: 5_000 }), fc.constant(Number.NaN)),
  }),
  fc.constant({ kind: 'divider' as const }),
)
const block: fc.Arbitrary<Block<string>> = fc.oneof(
  { weight: 3, arbitrary: smallBlock },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('columns' as const),
      left: fc.array(smallBlock, { maxLength: 4 }),
      right: fc.array(smallBlock, { maxLength: 4 }),
    }),
  },
)

const wordsOf = (blocks: readonly Block<string>[]): string[] =>
  blocks.flatMap((each) => {
    if (each.kind === 'columns') return wordsOf([...each.left, ...each.right])
    return 'alt' in each ? [each.alt] : 'text' in each ? each.text.split(' ') : []
  })

test('whatever blocks a letter has, both parts hold all words, and nothing is wider than the letter', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), fc.constantFrom('personal', 'service', 'offers'), (blocks, category) => {
      const { html, text } = renderLetter(aLetter({ blocks, category }), around)

      for (const each of wordsOf(blocks)) {
        expect(html).toContain(each)
        expect(text).toContain(each)
      }
      expect(html).not.toMatch(/<div|<script|undefined|null|NaN/)
      for (const [, width] of html.matchAll(/ width="(\d+)"/g)) expect(Number(width)).toBeLessThanOrEqual(600)
    }),
    { numRuns: 200 },
  )
})

test('an offer is tables with inlined styles, has a room of its own in Outlook, and colours for the dark', () => {
  const column = [{ kind: 'heading', text: 'One' }] as const
  const blocks = [
    { kind: 'picture', src: '/p/abc', alt: 'Our new pump', width: 2_000 },
    { kind: 'columns', left: column, right: column },
    { kind: 'button', text: 'See it', url: '/pump' },
    { kind: 'divider' },
  ] as const

  const { html } = renderLetter(aLetter({ category: 'offers', preheader: 'Ten pumps left', blocks }), around)

  const [, body = ''] = html.split('<body')
  for (const [, tag = '', attributes = ''] of body.matchAll(/<(td|p|h2|a|img|span|table)\b([^>]*)>/g))
    if (!attributes.includes('cellpadding') && !(tag === 'td' && attributes === '')) expect(`${tag}${attributes}`).toContain('style="')
  for (const [, attributes = ''] of body.matchAll(/<table\b([^>]*)>/g)) expect(attributes).toContain('role="presentation"')
  expect(html).toContain('src="https://crm.example/p/abc" alt="Our new pump" width="536"')
  expect(html).toContain('<!--[if mso]><table role="presentation" width="600"')
  expect(html).toContain('mso-padding-alt:12px 24px')
  expect(html).toMatch(/@media \(max-width:480px\)\{\.column\{display:block!important/)
  expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{.*\.card\{background-color:#1f2023!important\}/)
  expect(body.indexOf('Ten pumps left')).toBeLessThan(body.indexOf('<table'))
})

test('a picture that is not on the web leaves its words in the letter', () => {
  const { html, text } = renderLetter(
    aLetter({ blocks: [{ kind: 'picture', src: 'file:///etc/passwd', alt: 'A pump', width: 100 }] }),
    around,
  )

  expect(html).not.toContain('<img')
  expect(html).toContain('A pump</p>')
  expect(text).toBe('A pump\n')
})

test('marks make bold, italic, links and lists, and the plain text keeps their words and addresses', () => {
  const written = 'Dear **Anna**, our __new__ [list](/prices):\n- pumps\n- **spare** parts'

  const { html, text } = renderLetter(aLetter({ blocks: [{ kind: 'text', text: written }] }), { ...around, clickUrl: (url) => url })

  expect(html).toContain('Dear <strong>Anna</strong>, our <em>new</em> <a class="link" href="https://crm.example/prices"')
  expect(html).toMatch(/<ul style="[^"]+"><li style="[^"]+">pumps<\/li><li style="[^"]+"><strong>spare<\/strong> parts<\/li><\/ul>/)
  expect(text).toBe('Dear Anna, our new list (https://crm.example/prices):\n\n- pumps\n- spare parts\n')
})
