/** Small edits of lists of ways and questions. */

/** The list with two neighbours changed about; the same list where there is no such neighbour. */
export function swapped<Item>(list: readonly Item[], at: number, other: number): readonly Item[] {
  const [one, two] = [list[at], list[other]]
  if (one === undefined || two === undefined) return list
  return list.map((item, index) => (index === at ? two : index === other ? one : item))
}

/** A name for a new way that none of the others has: a, b, c … It is the name of its port and never changes. */
export function newPortId(list: readonly { readonly id: string }[]): string {
  const taken = new Set(list.map(({ id }) => id))
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  for (const letter of letters) if (!taken.has(letter)) return letter
  let number = list.length + 1
  while (taken.has(`way-${number}`)) number++
  return `way-${number}`
}

/** Whole percents that add up to 100, as equal as they can be. */
export function equalShares(count: number): readonly number[] {
  const each = Math.floor(100 / count)
  return Array.from({ length: count }, (_, at) => each + (at < 100 - each * count ? 1 : 0))
}
