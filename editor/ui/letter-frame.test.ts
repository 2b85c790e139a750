import { expect, test } from 'vitest'
import { sealed } from './letter-frame.tsx'

test('looking at a letter does not count as opening it', () => {
  const html = '<html><head><title>x</title></head><body><p>Dear Anna</p><img src="https://tandem.example/o/1" width="1"></body></html>'

  const shown = sealed(html)

  expect(shown).not.toContain('/o/1')
  expect(shown).toContain("default-src 'none'")
  expect(shown).toContain('<p>Dear Anna</p>')
})

test('a letter without a head is sealed too', () => {
  expect(sealed('<p>Dear Anna</p>')).toMatch(/<head><meta http-equiv="Content-Security-Policy".*<p>Dear Anna<\/p>/s)
})

test('pictures of our own are shown, and nothing else is fetched in their name', () => {
  const own = 'https://tandem.example'
  const shown = sealed(`<img src="${own}/p/abc" alt="A pump"><img src="${own}/o/1"><img src="https://tandem.example.evil/p/abc">`, own)

  expect(shown.match(/<img/g)).toHaveLength(1)
  expect(shown).toContain(`${own}/p/abc`)
  expect(shown).toContain(`img-src data: ${own}/p/"`)
})
