import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { RecordLink } from './record-link.tsx'

afterEach(cleanup)

test('a record leads to its card', () => {
  render(<RecordLink entity="contact" id="anna" title="Anna" />)

  expect(screen.getByRole('link', { name: 'Anna' }).getAttribute('href')).toBe('/contacts/anna')
})

test('a record out of sight leads nowhere, and is named only where its title is known', () => {
  render(<RecordLink entity="contact" id="anna" title="" hidden />)
  render(<RecordLink entity="contact" id="boris" title="Boris" hidden />)

  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByText('hidden')).toBeTruthy()
  expect(screen.getByText('Boris')).toBeTruthy()
})

test('a record that is named by a choice is called as the choice is', () => {
  render(<RecordLink entity="submission" id="s1" title="quarantined" />)

  expect(screen.getByText('Set aside')).toBeTruthy()
})
