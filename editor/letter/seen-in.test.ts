import { expect, test } from 'vitest'
import { renderLetter, surroundingsOfTrial } from '../../shared/letter-render.ts'
import { seenIn } from './seen-in.ts'

const content = { subject: 'Hi', category: 'offers', questions: [], blocks: [{ kind: 'button', text: 'Go', url: '/x' }] } as const
const around = surroundingsOfTrial(content, { language: 'en', signature: '', baseUrl: 'https://crm.example' })
const { html } = renderLetter(content, around)

test('in the colours of the computer a letter is shown in its very bytes', () => {
  expect(seenIn(html, 'light', 'light')).toBe(html)
  expect(seenIn(html, 'dark', 'dark')).toBe(html)
})

test('in others its dark dress is put on, or off, for certain', () => {
  expect(seenIn(html, 'dark', 'light')).toContain('@media all{.link')
  expect(seenIn(html, 'dark', 'light')).toContain('<meta name="color-scheme" content="dark">')
  expect(seenIn(html, 'light', 'dark')).toContain('@media not all{.link')
  expect(seenIn(html, 'light', 'dark')).not.toContain('prefers-color-scheme')
})
