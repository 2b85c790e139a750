/** The key that signs links and seals secrets. It lives outside the database, so that a copy of the database alone opens nothing. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

/** 32 bytes: from the setting, or from the data folder, where it is made once for its owner's eyes only. */
export function openSecretKey(settings: Pick<Settings, 'secretKey' | 'dataDir'>): Buffer {
  return createHash('sha256')
    .update(settings.secretKey ?? keptKey(settings.dataDir))
    .digest()
}

function keptKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    // 'wx' makes the file only where there is none: two processes that start together end up with the same key.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
