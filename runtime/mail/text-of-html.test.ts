import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReply } from '../../shared/unquote.ts'
import { textOfHtml } from './text-of-html.ts'

const textOf = (html: string) => textOfHtml(html, 10_000)

test.each([
  { html: '<p>Hello,</p><p>tomorrow at&nbsp;nine &amp; not later.</p>', text: 'Hello,\ntomorrow at nine & not later.' },
  { html: 'one<br>two<br/>three', text: 'one\ntwo\nthree' },
  { html: '<style>p { color: red }</style><script>alert(1)</script><p>seen</p>', text: 'seen' },
  { html: 'Preis &euro; 5 &lt; 6, 3 < 4', text: 'Preis € 5 < 6, 3 < 4' },
  { html: '<ul><li>red</li><li>blue</li></ul>', text: 'red\nblue' },
  { html: '<p>never closed <b>nor this', text: 'never closed nor this' },
  { html: '&#1055;&#x440;ивет &#0;&#xd800;&bogus;', text: 'Привет &bogus;' },
  { html: '<!-- <p>hidden</p> -->shown', text: 'shown' },
  { html: 'seen<script>hidden</script', text: 'seen' },
  { html: 'seen<style>hidden', text: 'seen' },
])('$html reads "$text"', ({ html, text }) => {
  expect(textOf(html)).toBe(text)
})

test('of a reply in HTML only what its author wrote is left, the quotation is told from it', () => {
  const html =
    '<div>Yes, please.</div><div>On Monday Valera &lt;valera@tandem.test&gt; wrote:<br></div><blockquote><p>Shall we?</p></blockquote>'

  expect(textOf(html)).toContain('> Shall we?')
  expect(readReply(textOf(html))).toBe('Yes, please.')
})

test('no HTML makes it throw, and no text is longer than it may be', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<blockquote>',
    '</blockquote>',
    '<br>',
    '<!--',
    '-->',
    '<style>',
    '&amp;',
    '&#',
    '<',
    '>',
    'x',
    ' ',
  )
  fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => textOfHtml(pieces.join(''), 50).length <= 50))
})
