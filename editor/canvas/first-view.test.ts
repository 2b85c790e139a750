import { expect, test } from 'vitest'
import { cardSize, type Layout, rowStep } from '../workflow/placing.ts'
import { firstView, keepView, keptView, readableZoom, showsSomething } from './first-view.ts'

const room = [1000, 700] as const
const tall: Layout = Object.fromEntries(Array.from({ length: 14 }, (_, row) => [`step${row}`, [0, row * rowStep] as const]))

test('a small flow is seen whole and never larger than life', () => {
  const view = firstView({ a: [0, 0], b: [0, rowStep] }, room, null)

  expect(view).toEqual({ zoom: 1, x: 500 - cardSize.width / 2, y: 350 - (rowStep + cardSize.height) / 2 })
})

test('a long flow is opened at its beginning, large enough to be read', () => {
  const view = firstView(tall, room, null)

  expect(view?.zoom).toBe(readableZoom)
  expect(view?.y).toBeGreaterThan(0)
  expect(view?.y).toBeLessThan(100)
})

test('a long flow that is opened for a step shows this step', () => {
  const view = firstView(tall, room, 'step10')

  expect(view && showsSomething({ step10: tall['step10'] ?? [0, 0] }, view, room)).toBe(true)
})

test('a flow with a step that a file put far away opens at what stands at its beginning', () => {
  const layout: Layout = { form: [0, 0], ask: [0, rowStep], lost: [1e9, 5] }

  const view = firstView(layout, room, null)

  expect(view && showsSomething(layout, view, room)).toBe(true)
})

test('an empty page has nothing to show', () => {
  expect(firstView({}, room, null)).toBeNull()
})

test('what was seen of a flow is remembered, for the latest of very many flows', () => {
  localStorage.clear()
  const view = { x: 1, y: 2, zoom: 0.5 }

  for (let each = 0; each < 150; each++) keepView(`flow${each}`, view, localStorage)
  keepView('flow149', { ...view, zoom: 1 }, localStorage)

  expect(keptView('flow149', localStorage)).toEqual({ ...view, zoom: 1 })
  expect(keptView('flow0', localStorage)).toBeNull()
})

test('what cannot be read is forgotten', () => {
  localStorage.setItem('tandem.views', 'not json')

  expect(keptView('flow', localStorage)).toBeNull()
})
