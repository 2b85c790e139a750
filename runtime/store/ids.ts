/** Ids of everything we store: UUIDv7, made by us, so that they grow with time and need no round trip. */
import { randomBytes } from 'node:crypto'

let pool = ''
let used = 0
let lastTime = 0
let counter = 0

/** A new id. Ids of one process grow strictly, also within a millisecond and when the clock is set back. */
export function newId(): string {
  const time = Date.now()
  if (time > lastTime) {
    lastTime = time
    counter = 0
  } else if (++counter > 0xfff) {
    lastTime += 1
    counter = 0
  }
  const stamp = lastTime.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  const random = randomHex()
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count}-${variants[random.charCodeAt(0) & 3]}${random.slice(1, 4)}-${random.slice(4)}`
}

/** The two bits that say which kind of UUID it is leave four beginnings of the last part. */
const variants = '89ab'

const digits = 16

/** 64 random bits; asked of the system many at a time. */
function randomHex(): string {
  if (used + digits > pool.length) {
    pool = randomBytes(4096).toString('hex')
    used = 0
  }
  used += digits
  return pool.slice(used - digits, used)
}
