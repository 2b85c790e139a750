/** A letter as its author writes it: subject, preheader, blocks. What makes the bytes of it is in `letter-render.ts`. */

/** A block that also fits into a column. */
export type SmallBlock<Value> =
  /** The text may hold marks (`letter-marks.ts`); a line break in it is a line break in the letter. */
  | { readonly kind: 'text'; readonly text: Value }
  | { readonly kind: 'heading'; readonly text: Value }
  | { readonly kind: 'button'; readonly text: Value; readonly url: Value }
  | Picture<Value>
  | { readonly kind: 'divider' }

/** A picture with the words for those who do not see it. */
export interface Picture<Value> {
  readonly kind: 'picture'
  /** `/p/…` for one of this installation's own, or a whole https address. */
  readonly src: string
  readonly alt: Value
  /** In pixels; wider than there is room, it takes the room. */
  readonly width: number
  /** Where it leads; left out, it is no link. */
  readonly url?: Value
  /** Of the file, as far as it is known; large ones are warned of. */
  readonly bytes?: number
}

/** The parts of a letter. `Value` is a template while it is drawn and a plain text once it is filled. */
export type Block<Value> =
  | SmallBlock<Value>
  /** Side by side, on a phone one above the other. */
  | { readonly kind: 'columns'; readonly left: readonly SmallBlock<Value>[]; readonly right: readonly SmallBlock<Value>[] }
  | { readonly kind: 'questions' }
  | { readonly kind: 'signature' }

/** Subject and body in one language. */
export interface LetterText<Value> {
  readonly subject: Value
  /** What a mailbox shows after the subject, before the letter is opened. */
  readonly preheader?: Value
  readonly blocks: readonly Block<Value>[]
}

/** Pictures and columns are made for a letter of this width, in pixels. */
export const letterWidth = 600

/** `marked`: a text in which marks mean something, so that a value that is put into it has to be told apart from them. */
type Made<From, To> = (text: From, marked: boolean) => To

/** The same block with each of its texts made into another. */
export function withTexts<From, To>(block: Block<From>, made: Made<From, To>): Block<To> {
  switch (block.kind) {
    case 'columns':
      return { kind: 'columns', left: small(block.left, made), right: small(block.right, made) }
    case 'questions':
    case 'signature':
      return block
    default:
      return smallWithTexts(block, made)
  }
}

/** What somebody wrote by hand may lack a column. */
const small = <From, To>(blocks: readonly SmallBlock<From>[] | undefined, made: Made<From, To>) =>
  (blocks ?? []).map((block) => smallWithTexts(block, made))

function smallWithTexts<From, To>(block: SmallBlock<From>, made: Made<From, To>): SmallBlock<To> {
  switch (block.kind) {
    case 'text':
      return { kind: 'text', text: made(block.text, true) }
    case 'heading':
      return { kind: 'heading', text: made(block.text, false) }
    case 'button':
      return { kind: 'button', text: made(block.text, false), url: made(block.url, false) }
    case 'picture': {
      const { alt, url, ...rest } = block
      return { ...rest, alt: made(alt, false), ...(url === undefined ? {} : { url: made(url, false) }) }
    }
    default:
      return block
  }
}

/** The same letter with each of its texts made into another. */
export function withLetterTexts<From, To>({ subject, preheader, blocks }: LetterText<From>, made: Made<From, To>): LetterText<To> {
  return {
    subject: made(subject, false),
    ...(preheader === undefined ? {} : { preheader: made(preheader, false) }),
    blocks: blocks.map((block) => withTexts(block, made)),
  }
}

/** All texts of a letter, in the order in which they are read. */
export function textsOf<Value>(letter: LetterText<Value>): readonly Value[] {
  const texts: Value[] = []
  withLetterTexts(letter, (text) => texts.push(text))
  return texts
}
