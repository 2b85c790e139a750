import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { later } from './later.tsx'

afterEach(cleanup)

const Panel = ({ name }: { readonly name: string }) => <p>Panel of {name}</p>
const Meanwhile = () => <p>Loading</p>

test('until it is loaded something stands there, then it is drawn', async () => {
  const Later = later(async () => ({ default: Panel }), Meanwhile)

  render(<Later name="Anna" />)

  expect(screen.getByText('Loading')).toBeTruthy()
  expect(await screen.findByText('Panel of Anna')).toBeTruthy()
})

test('what was loaded before is drawn at once', async () => {
  const Later = later(async () => ({ default: Panel }), Meanwhile)
  await Later.load()

  render(<Later name="Anna" />)

  expect(screen.getByText('Panel of Anna')).toBeTruthy()
})

test('when it cannot be loaded its place says so, what stands around it stays, and the next try loads it', async () => {
  let online = false
  const Later = later(async () => {
    if (!online) throw new TypeError('Failed to fetch')
    return { default: Panel }
  })
  render(
    <MantineProvider env="test">
      <p>Canvas</p>
      <Later name="Anna" />
    </MantineProvider>,
  )
  const again = await screen.findByRole('button', { name: 'Try again' })
  expect(screen.getByText('Canvas')).toBeTruthy()

  online = true
  await userEvent.click(again)

  expect(await screen.findByText('Panel of Anna')).toBeTruthy()
})
