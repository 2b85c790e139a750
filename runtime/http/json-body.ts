/** Reads a JSON body that a stranger may have made: bounded in depth, number of values and length of texts, with no key that could reach a prototype. */
import { Refused } from './problem.ts'

interface JsonLimits {
  readonly values: number
  readonly text: number
}

/** What a route takes unless its config says otherwise. */
export const usualLimits: JsonLimits = { values: 10_000, text: 65_536 }

const deepest = 64

// With the u flag a surrogate matches only when it has lost its other half.
const lostSurrogate = /[\ud800-\udfff]/u

/** The value, or `Refused` with a code that says what is wrong with the text. An empty text is `undefined`. */
export function readJson(text: string, limits: JsonLimits = usualLimits): unknown {
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refused(400, 'bad-json')
  }
  checkJson(value, limits)
  return value
}

/** Throws `Refused` unless a value keeps within the limits. */
export function checkJson(whole: unknown, limits: JsonLimits): void {
  let seen = 0
  // Ends at the deepest level that is taken, so that a body of a million brackets does not end the stack.
  const check = (value: unknown, depth: number): void => {
    if (++seen > limits.values) throw new Refused(413, 'too-large')
    if (depth > deepest) throw new Refused(400, 'too-deep')
    if (typeof value === 'string') checkText(value, limits)
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const inner of value) check(inner, depth + 1)
      return
    }
    for (const [key, inner] of Object.entries(value)) {
      checkKey(key, inner, limits)
      check(inner, depth + 1)
    }
  }
  check(whole, 1)
}

function checkText(text: string, limits: JsonLimits): void {
  if (text.length > limits.text) throw new Refused(413, 'too-large')
  if (text.includes('\0') || lostSurrogate.test(text)) throw new Refused(400, 'bad-text')
}

function checkKey(key: string, inner: unknown, limits: JsonLimits): void {
  checkText(key, limits)
  if (key === '__proto__') throw new Refused(400, 'bad-key')
  if (key === 'constructor' && typeof inner === 'object' && inner !== null && Object.hasOwn(inner, 'prototype'))
    throw new Refused(400, 'bad-key')
}
