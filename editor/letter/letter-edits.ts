/** Edits of the blocks of a letter. Pure: each answers with another list, or with the same where nothing changes. */
import type { Block, SmallBlock } from '../../shared/letter.ts'
import { letterWidth } from '../../shared/letter.ts'
import type { Template } from '../../shared/template.ts'

/** What can be added to a letter, in the order of the menu. */
export const blockKinds = ['text', 'heading', 'button', 'picture', 'columns', 'divider', 'questions', 'signature'] as const

/** What can be added to a column. */
export const columnKinds = ['text', 'heading', 'button', 'picture', 'divider'] as const

/** A block of a letter that is being drawn. */
export type DrawnBlock = Block<Template>

/** A block that nothing is written into yet. */
export function emptyBlock(kind: (typeof columnKinds)[number]): SmallBlock<Template>
export function emptyBlock(kind: DrawnBlock['kind']): DrawnBlock
export function emptyBlock(kind: DrawnBlock['kind']): DrawnBlock {
  switch (kind) {
    case 'text':
    case 'heading':
      return { kind, text: [] }
    case 'button':
      return { kind, text: [], url: ['https://'] }
    case 'picture':
      return { kind, src: '', alt: [], width: letterWidth }
    case 'columns':
      return { kind, left: [emptyBlock('text')], right: [emptyBlock('text')] }
    default:
      return { kind }
  }
}

/** With a new block after all others, but before the signature, which closes a letter. */
export function withBlock<Each extends { readonly kind: string }>(blocks: readonly Each[], block: Each): readonly Each[] {
  const closes = blocks.at(-1)?.kind === 'signature' && block.kind !== 'signature'
  return blocks.toSpliced(closes ? -1 : blocks.length, 0, block)
}

/** With the block at `from` standing at `to`, and the others closed up. */
export function moved<Each>(blocks: readonly Each[], from: number, to: number): readonly Each[] {
  const block = blocks[from]
  if (block === undefined || from === to || to < 0 || to >= blocks.length) return blocks
  return blocks.toSpliced(from, 1).toSpliced(to, 0, block)
}

/** With a copy right after the block at `at`. */
export function duplicated<Each>(blocks: readonly Each[], at: number): readonly Each[] {
  const block = blocks[at]
  return block === undefined ? blocks : blocks.toSpliced(at + 1, 0, block)
}

/**
 * A name for each block by which the page knows it again: its kind and which of that kind it is. It follows a block that
 * is moved past others, and stays while the block is written in.
 */
export function blockKeys(blocks: readonly { readonly kind: string }[]): readonly string[] {
  const seen = new Map<string, number>()
  return blocks.map(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    return `${kind}-${count}`
  })
}
