/** The beginning of a text, at most `most` UTF-16 units long and never ending in half a character, which could not be stored. */
export function cut(text: string, most: number): string {
  const kept = text.slice(0, most)
  return kept.length < text.length && /[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept
}
