import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { SignedIn } from '../testing/signed-in.tsx'
import { ShowMore } from './show-more.tsx'

afterEach(cleanup)

test('a list that has more loads its next page; one that is whole offers nothing', async () => {
  const fetchNextPage = vi.fn()
  const list = { isFetchingNextPage: false, fetchNextPage }
  const { rerender } = render(<ShowMore of={{ ...list, hasNextPage: true }} />, { wrapper: SignedIn })

  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  rerender(<ShowMore of={{ ...list, hasNextPage: false }} />)

  expect(fetchNextPage).toHaveBeenCalledOnce()
  expect(screen.queryByRole('button')).toBeNull()
})
