/** What is different between two texts, word by word. Pure. */

/** A stretch of the later text (`same`, `added`), or of the earlier one (`removed`). */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Above this many comparisons of words a stretch is shown as replaced in one piece: nobody reads such a difference by words. */
const mostComparisons = 4_000_000

/**
 * The pieces of both texts in their order; those that are not `removed` make up the later text, those that are not `added`
 * the earlier one. As few words as can be are added and removed.
 */
export function textDifference(before: string, after: string): readonly Piece[] {
  const [a, b] = [words(before), words(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))])
}

/** Words, the space between them and marks each by themselves, so that a comma changes no word. */
const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+|\n|[^\S\n]+|[^\p{L}\p{N}_\s]/gu) ?? []

const same = (texts: readonly string[]): Piece[] => texts.map((text) => ({ kind: 'same', text }))

function between(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length > mostComparisons) return replaced(a, b)
  const common = commonAfter(a, b)
  const width = b.length + 1
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [was, is] = [a[i], b[j]]
    if (was !== undefined && was === is) {
      pieces.push({ kind: 'same', text: was })
      i++
      j++
    } else if (was !== undefined && (is === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      pieces.push({ kind: 'removed', text: was })
      i++
    } else {
      pieces.push({ kind: 'added', text: is ?? '' })
      j++
    }
  }
  return pieces
}

/** How many words are common to what follows from each pair of places on, row by row of `a`. */
function commonAfter(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j
      common[at] = a[i] === b[j] ? (common[at + width + 1] ?? 0) + 1 : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0)
    }
  }
  return common
}

const replaced = (a: readonly string[], b: readonly string[]): Piece[] => [
  { kind: 'removed', text: a.join('') },
  { kind: 'added', text: b.join('') },
]

/** Neighbours of one kind become one piece, and a single space between two replaced words is replaced with them. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: { kind: Piece['kind']; text: string }[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const [at, { kind, text }] of pieces.entries()) {
    const isGap =
      kind === 'same' &&
      /^[^\S\n]+$/.test(text) &&
      removed !== '' &&
      added !== '' &&
      pieces[at + 1]?.kind !== 'same' &&
      at + 1 < pieces.length
    if (kind === 'removed' || isGap) removed += text
    if (kind === 'added' || isGap) added += text
    if (kind !== 'same' || isGap) continue
    flush()
    const last = result.at(-1)
    if (last?.kind === 'same') last.text += text
    else result.push({ kind, text })
  }
  flush()
  return result
}
