/**
 * A letter: what its author writes, and the one renderer that makes the bytes which the operator previews, the
 * effect freezes and SMTP sends. Tables and inlined styles, because mail clients know nothing newer.
 */

/** The parts of a letter. `Value` is a template while it is drawn and a plain text once it is filled. */
export type Block<Value> =
  | { readonly kind: 'text'; readonly text: Value }
  | { readonly kind: 'heading'; readonly text: Value }
  | { readonly kind: 'button'; readonly text: Value; readonly url: Value }
  | { readonly kind: 'divider' }
  | { readonly kind: 'questions' }
  | { readonly kind: 'signature' }

/** The same block with each of its texts made into another. */
export function withTexts<From, To>(block: Block<From>, made: (text: From) => To): Block<To> {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return { kind: block.kind, text: made(block.text) }
    case 'button':
      return { kind: 'button', text: made(block.text), url: made(block.url) }
    default:
      return block
  }
}

/** Subject and body in one language. A line break inside a text block is a line break in the letter. */
export interface LetterText<Value> {
  readonly subject: Value
  readonly blocks: readonly Block<Value>[]
}
