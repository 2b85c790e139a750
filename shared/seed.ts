/**
 * Randomness that is the same every time it is asked: a step that is asked again names the same ids and takes the same
 * way. Quick and well mixed, not secret: nothing that must not be guessed may come from here.
 */

/**
 * The id of something a step will create: a UUIDv7 whose time is `since`, the moment the branch came to the node, and
 * whose rest follows from seed and label.
 */
export function idFor(seed: string, label: string, since: Date): string {
  const [a, b, c] = mixed(seed, label)
  const time = since.getTime().toString(16).padStart(12, '0')
  const version = (0x7000 | (a >>> 20)).toString(16)
  const variant = (0x8000 | (b >>> 18)).toString(16)
  const rest = hex(c) + (((a << 8) | (b & 0xff)) & 0xffff).toString(16).padStart(4, '0')
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-${version}-${variant}-${rest}`
}

/** A number from 0 up to but not including 1. */
export function chance(seed: string, label: string): number {
  const [a, b] = mixed(seed, label)
  return ((a >>> 5) * 67_108_864 + (b >>> 6)) / 9_007_199_254_740_992
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

/** Three 32-bit words of seed and label; their lengths keep ("ab", "c") and ("a", "bc") apart. */
function mixed(seed: string, label: string): readonly [number, number, number] {
  const words: [number, number, number] = [0x9e3779b9 ^ seed.length, 0x85ebca6b ^ label.length, 0xc2b2ae35]
  stir(words, seed)
  stir(words, label)
  const [a, b, c] = words
  return [finish(a ^ (b >>> 7) ^ c), finish(b ^ (c << 9) ^ Math.imul(a, 5)), finish(c ^ (a >>> 3) ^ Math.imul(b, 9))]
}

function stir(words: [number, number, number], text: string): void {
  let [a, b, c] = words
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    a = (a << 13) | (a >>> 19)
    b = Math.imul(b ^ a ^ code, 0x5bd1e995)
    b = (b << 17) | (b >>> 15)
    c = Math.imul(c ^ b, 0x27d4eb2d) + code
    c = (c << 7) | (c >>> 25)
  }
  words[0] = a
  words[1] = b
  words[2] = c
}

function finish(word: number): number {
  let mixing = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35)
  return (mixing ^ (mixing >>> 16)) >>> 0
}
