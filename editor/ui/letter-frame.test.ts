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
