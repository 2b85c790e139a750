import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { DecimalInput } from './decimal-input.tsx'

afterEach(cleanup)

test.each([
  ['12.50', 12.5],
  ['12.05', 12.05],
  ['0.5', 0.5],
  ['1975', 1975],
  ['-3.25', -3.25],
])('%s is what was typed', async (typed, number) => {
  const { field, values } = aField()

  await userEvent.type(field, typed)

  expect(values.at(-1)).toBe(number)
})

test.each([
  ['12,50', 12.5],
  ['1.234,50 €', 1234.5],
  ['1,234.50', 1234.5],
])('%s is read when it is pasted', async (pasted, number) => {
  const { field, values } = aField()
  await userEvent.click(field)

  await userEvent.paste(pasted)

  expect(values.at(-1)).toBe(number)
})

/** A field as forms have it: what it tells is what it shows. */
function aField() {
  const values: (number | null)[] = []
  const Held = () => {
    const [value, setValue] = useState<number | null>(null)
    return (
      <DecimalInput
        aria-label="Amount"
        grouped
        decimalScale={2}
        suffix=" EUR"
        value={value}
        onChange={(next) => {
          values.push(next)
          setValue(next)
        }}
      />
    )
  }
  render(
    <MantineProvider env="test">
      <Held />
    </MantineProvider>,
  )
  return { field: screen.getByLabelText<HTMLInputElement>('Amount'), values }
}
