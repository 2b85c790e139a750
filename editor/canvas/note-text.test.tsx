import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NoteText } from './note-text.tsx'

test('headings, bold and italic words, lists and links are read; line breaks stay', () => {
  const { container } = render(
    <NoteText text={'# Calls\n**Ask Vera** before\nanybody __calls__:\n- the price\n- the [contract](https://example.test)'} />,
  )

  expect(container.querySelector('.note-text__heading')?.textContent).toBe('Calls')
  expect([container.querySelector('strong')?.textContent, container.querySelector('em')?.textContent]).toEqual(['Ask Vera', 'calls'])
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['the price', 'the contract'])
  expect(screen.getByRole('link', { name: 'contract' }).getAttribute('href')).toBe('https://example.test')
  expect(container.textContent).toContain('before\nanybody')
})

test('markup stays text, and nothing that a browser would run becomes a link', () => {
  const { container } = render(<NoteText text={'<img src=x onerror=alert(1)> [here](javascript:alert(1))\n[there](data:text/html,x)'} />)

  expect(container.querySelectorAll('img, a')).toHaveLength(0)
  expect(container.textContent).toContain('<img src=x')
})
