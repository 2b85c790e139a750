import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StoreFigures } from '../store/figures.ts'
import { keptFigures } from './kept-figures.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Counts that take so many milliseconds each; how many were made. */
function counting(tookMs: number) {
  let made = 0
  const figures = keptFigures(async () => {
    made++
    await new Promise((resolve) => setTimeout(resolve, tookMs))
    return { suggestions: made } as StoreFigures
  })
  const ask = async () => {
    const asked = figures()
    await vi.advanceTimersByTimeAsync(tookMs)
    return (await asked).suggestions
  }
  return { figures, ask, made: () => made }
}

test('those who ask at once share one count', async () => {
  const { figures, made } = counting(100)
  const both = [figures(), figures()]
  await vi.advanceTimersByTimeAsync(100)

  expect(await Promise.all(both)).toEqual([{ suggestions: 1 }, { suggestions: 1 }])
  expect(made()).toBe(1)
})

test.each([
  { tookMs: 10, keptMs: 2_000 },
  { tookMs: 400, keptMs: 20_000 },
])('what took $tookMs ms to count is kept for $keptMs ms', async ({ tookMs, keptMs }) => {
  const { ask } = counting(tookMs)
  await ask()

  await vi.advanceTimersByTimeAsync(keptMs - 2 * tookMs - 1)
  const kept = await ask()
  await vi.advanceTimersByTimeAsync(keptMs)

  expect([kept, await ask()]).toEqual([1, 2])
})

test('after a count that failed the next one is made', async () => {
  const count = vi.fn(async (): Promise<StoreFigures> => ({}) as StoreFigures).mockRejectedValueOnce(new Error('The database is away'))
  const figures = keptFigures(count)

  await expect(figures()).rejects.toThrow('away')
  await figures()

  expect(count).toHaveBeenCalledTimes(2)
})
