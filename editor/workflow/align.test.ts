import { expect, test } from 'vitest'
import { aligned, alignments, boxesOf, distributed } from './align.ts'
import { secondChase } from './sample-workflow.ts'

const card = [260, 84] as const
const boxes = [
  { id: 'letter', at: [0, 0], size: card },
  { id: 'paper', at: [96, 320], size: [220, 120] },
  { id: 'task', at: [400, 176], size: card },
] as const

test.each([
  { alignment: 'left', spots: { letter: [0, 0], paper: [0, 320], task: [0, 176] } },
  { alignment: 'centre', spots: { letter: [200, 0], paper: [220, 320], task: [200, 176] } },
  { alignment: 'right', spots: { letter: [400, 0], paper: [440, 320], task: [400, 176] } },
  { alignment: 'top', spots: { letter: [0, 0], paper: [96, 0], task: [400, 0] } },
  { alignment: 'middle', spots: { letter: [0, 178], paper: [96, 160], task: [400, 178] } },
  { alignment: 'bottom', spots: { letter: [0, 356], paper: [96, 320], task: [400, 356] } },
] as const)('steps and notes of any size come into line: $alignment', ({ alignment, spots }) => {
  expect(aligned(boxes, alignment)).toEqual(spots)
})

test('what is aligned once stays where it is when it is aligned again', () => {
  for (const alignment of alignments) {
    const once = aligned(boxes, alignment)

    expect(
      aligned(
        boxes.map((box) => ({ ...box, at: once[box.id] ?? box.at })),
        alignment,
      ),
    ).toEqual(once)
  }
})

test('the outer ones stay, and the gaps between neighbours become equal', () => {
  expect(distributed(boxes, 'down')).toEqual({ letter: [0, 0], task: [400, 160], paper: [96, 320] })
  expect(distributed(boxes, 'across')).toEqual({ letter: [0, 0], paper: [220, 320], task: [400, 176] })
})

test('only what is chosen has a box', () => {
  const workflow = { ...secondChase, notes: [{ id: 'paper', text: '', at: [5, 6] as const }] }

  expect(boxesOf(workflow, new Set(['it', 'paper', 'gone'])).map(({ id }) => id)).toEqual(['it', 'paper'])
})
