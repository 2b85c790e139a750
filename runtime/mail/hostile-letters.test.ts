import { expect, test } from 'vitest'
import { readLetter } from './read-letter.ts'

const raw = (...lines: readonly string[]) => new TextEncoder().encode(lines.join('\r\n'))

/** Each of these took minutes when it was read from every letter anew; now it is read once, and the limit is far away. */
test.each([
  {
    what: 'a returned letter with one endless word',
    letter: raw('From: MAILER-DAEMON@x.test', 'Subject: failure notice 550', '', 'a'.repeat(500_000)),
  },
  {
    what: 'an endless name of a recipient',
    letter: raw('From: MAILER-DAEMON@x.test', `X-Failed-Recipients: ${'a'.repeat(250_000)}`, '', 'x'),
  },
  { what: 'tags inside tags without end', letter: raw('From: a@x.test', 'Content-Type: text/html', '', '<b>'.repeat(400_000)) },
])('$what holds nobody up', { timeout: 10_000 }, async ({ letter }) => {
  expect(await readLetter(letter)).not.toBeNull()
})

test('a text that is cut never ends in half a character, which could not be stored', async () => {
  const opened = await readLetter(raw('From: a@x.test', 'Content-Type: text/plain; charset=utf-8', '', `x${'😀'.repeat(50_000)}`))

  expect(opened?.text.length).toBeLessThanOrEqual(65_536)
  expect(opened?.text).not.toMatch(/\p{Surrogate}/u)
})
