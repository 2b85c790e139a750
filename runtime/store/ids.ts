/** Ids of everything we store: UUIDv7, made by us, so that they grow with time and need no round trip. */
import { randomFillSync } from 'node:crypto'

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const pool = new Uint8Array(4096)
let used = pool.length
let lastTime = 0
let counter = 0

/** A new id. Ids of one process grow strictly, also within a millisecond and when the clock is set back. */
export function newId(): string {
  const time = Date.now()
  if (time > lastTime) {
    lastTime = time
    counter = randomByte() & 0x7f
  } else if (++counter > 0xfff) {
    lastTime += 1
    counter = 0
  }
  const stamp = lastTime.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  const variant = byteText((randomByte() & 0x3f) | 0x80)
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count}-${variant}${randomHex()}-${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}`
}

const randomHex = (): string => byteText(randomByte())

const byteText = (byte: number): string => hex[byte] ?? '00'

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++] ?? 0
}
