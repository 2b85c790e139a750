import { expect, test } from 'vitest'
import { blockKeys, duplicated, emptyBlock, moved, withBlock } from './letter-edits.ts'

test('a new block comes last, but a signature closes the letter', () => {
  const [text, signature] = [emptyBlock('text'), emptyBlock('signature')]

  expect(withBlock([text], emptyBlock('divider')).map(({ kind }) => kind)).toEqual(['text', 'divider'])
  expect(withBlock([text, signature], emptyBlock('divider')).map(({ kind }) => kind)).toEqual(['text', 'divider', 'signature'])
  expect(withBlock([], signature)).toEqual([signature])
})

test('a block is moved over several others, and nowhere outside of the letter', () => {
  const list = ['a', 'b', 'c', 'd']

  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(list, 3, 0)).toEqual(['d', 'a', 'b', 'c'])
  for (const [from, to] of [
    [0, -1],
    [3, 4],
    [1, 1],
    [7, 0],
  ] as const)
    expect(moved(list, from, to)).toBe(list)
})

test('a copy stands behind its original, and a block keeps its name when another kind is moved past it', () => {
  const blocks = [emptyBlock('text'), emptyBlock('divider'), emptyBlock('text')]

  expect(duplicated(blocks, 1).map(({ kind }) => kind)).toEqual(['text', 'divider', 'divider', 'text'])
  expect(blockKeys(blocks)).toEqual(['text-1', 'divider-1', 'text-2'])
  expect(blockKeys(moved(blocks, 1, 0))).toEqual(['divider-1', 'text-1', 'text-2'])
})
