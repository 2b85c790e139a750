import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useSwipe } from './use-swipe.ts'

function Row({ act, press }: { readonly act: (side: string) => void; readonly press: () => void }) {
  const { by, side, handlers } = useSwipe(act)
  return (
    <button type="button" {...handlers} onClick={press} data-by={by} data-side={side ?? ''}>
      Row
    </button>
  )
}

/** A finger or a mouse goes over the row by these steps from where it went down. */
function draws(row: HTMLElement, steps: readonly (readonly [x: number, y: number])[], pointerType = 'touch') {
  row.setPointerCapture = () => {}
  const at = ([x, y]: readonly [number, number]) => ({ pointerType, pointerId: 1, clientX: 100 + x, clientY: 100 + y })
  fireEvent.pointerDown(row, at([0, 0]))
  for (const step of steps) fireEvent.pointerMove(row, at(step))
  fireEvent.pointerUp(row, at(steps.at(-1) ?? [0, 0]))
  fireEvent.click(row)
}

test('far enough to a side does one thing, and is no press; too short, upwards or with a mouse it does nothing', () => {
  const [act, press] = [vi.fn(), vi.fn()]
  vi.useFakeTimers()
  render(<Row act={act} press={press} />)
  const row = screen.getByRole('button')
  const after = (...given: Parameters<typeof draws> extends [unknown, ...infer Rest] ? Rest : never) => {
    draws(row, ...given)
    vi.runAllTimers()
    return [act.mock.calls.flat(), press.mock.calls.length]
  }

  expect(
    after([
      [60, 2],
      [120, 4],
    ]),
  ).toEqual([['right'], 0])
  expect(
    after([
      [-60, 2],
      [-120, 4],
    ]),
  ).toEqual([['right', 'left'], 0])
  expect(
    after([
      [40, 2],
      [60, 2],
    ]),
  ).toEqual([['right', 'left'], 0])
  expect(
    after([
      [4, 60],
      [10, 200],
    ]),
  ).toEqual([['right', 'left'], 1])
  expect(
    after(
      [
        [60, 2],
        [120, 4],
      ],
      'mouse',
    ),
  ).toEqual([['right', 'left'], 2])
  vi.useRealTimers()
})
