/** Passwords, kept as scrypt hashes with their own parameters, so that these can be raised later. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const usualCost = 32_768
const blockSize = 8
const bytes = 32

/** `scrypt$N$r$salt$hash`, for `User.passwordHash`. `cost` is its N, a power of two: tests that do not wait give less. */
export async function hashPassword(password: string, cost = usualCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost, blockSize)
  return ['scrypt', cost, blockSize, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Is this the password? Takes as long for a person who does not exist (`null`), so that nobody learns who does. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, salt, hash] = (stored ?? nobody).split('$')
  if (!N || !r || !salt || !hash) return false
  const wanted = Buffer.from(hash, 'base64url')
  const given = await derive(password, Buffer.from(salt, 'base64url'), Number(N), Number(r))
  return timingSafeEqual(given, wanted) && stored !== null
}

const nobody = ['scrypt', usualCost, blockSize, randomBytes(16).toString('base64url'), randomBytes(bytes).toString('base64url')].join('$')

const derive = (password: string, salt: Buffer, N: number, r: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { N, r, p: 1, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
