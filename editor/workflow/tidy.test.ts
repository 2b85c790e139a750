import { expect, test } from 'vitest'
import type { Workflow } from '../../shared/workflow.ts'
import { addNote } from './node-commands.ts'
import { cardSize } from './placing.ts'
import { facts, secondChase } from './sample-workflow.ts'
import { applyTidy, tidyPlaces, tidySpots, tidySteps } from './tidy.ts'

const spotsOf = (workflow: Workflow, chosen: readonly string[] = []) =>
  tidySpots(workflow, tidyPlaces(tidySteps(workflow, new Set(chosen), facts)))

const untidy = addNote(
  { ...secondChase, layout: { form: [96, 32], it: [100, 40], letter: [90, 50], pause: [96, 32], task: [96, 33], note: [97, 32] } },
  { id: 'n1', text: 'Ask Vera', at: [400, 32] },
)

test('a tidied flow overlaps nothing and its first step stays where it was', () => {
  const tidied = applyTidy(untidy, spotsOf(untidy))

  const spots = Object.values(tidied.layout)
  for (const [at, [x, y]] of spots.entries())
    for (const [ox, oy] of spots.slice(at + 1)) expect(Math.abs(x - ox) >= cardSize.width || Math.abs(y - oy) >= cardSize.height).toBe(true)
  expect(tidied.layout['form']).toEqual([96, 32])
})

test('yes stands left of no, as the ports are drawn', () => {
  const spots = spotsOf(untidy)

  expect(spots['letter']?.[0]).toBeLessThan(spots['note']?.[0] ?? 0)
})

test('a note keeps its distance to the step nearest to it', () => {
  const tidied = applyTidy(untidy, spotsOf(untidy))

  const [it, note] = [tidied.layout['it'], tidied.notes[0]?.at]
  expect([(note?.[0] ?? 0) - (it?.[0] ?? 0), (note?.[1] ?? 0) - (it?.[1] ?? 0)]).toEqual([300, -8])
})

test('with some steps chosen the others stay, and none is covered', () => {
  const spots = spotsOf(secondChase, ['pause', 'task'])

  expect(Object.keys(spots).sort()).toEqual(['pause', 'task'])
})

test('nearest is the step whose card is nearest, also where another one begins nearer', () => {
  const layout = { ...secondChase.layout, letter: [-640, 352] as const }
  const beside = addNote({ ...secondChase, layout }, { id: 'n1', text: 'Left of the letter', at: [-640 - 220 - 16, 400] })

  const tidied = applyTidy(beside, spotsOf(beside))

  const [letter, note] = [tidied.layout['letter'], tidied.notes[0]?.at]
  expect([(note?.[0] ?? 0) - (letter?.[0] ?? 0), (note?.[1] ?? 0) - (letter?.[1] ?? 0)]).toEqual([-236, 48])
})
