/** The key that signs links and seals secrets. It lives outside the database, so that a copy of the database alone opens nothing. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'
import type { Store } from './store/port.ts'
import { StoreProblem } from './store/store-problem.ts'

/** Its name in the data folder, where `SECRET_KEY` does not give it. */
export const keyFile = 'secret.key'

/**
 * 32 bytes: from the setting, or from the data folder, where it is made once for its owner's eyes only. Throws
 * `StoreProblem` where the folder cannot be used.
 */
export function openSecretKey(settings: Pick<Settings, 'secretKey' | 'dataDir'>): Buffer {
  return createHash('sha256')
    .update(settings.secretKey ?? keptKey(settings.dataDir))
    .digest()
}

function keptKey(dataDir: string): string {
  const file = join(dataDir, keyFile)
  try {
    mkdirSync(dataDir, { recursive: true })
    makeKey(file)
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'ENOSPC'
      ? new StoreProblem('no-room', { where: dataDir })
      : new StoreProblem('folder-unusable', { where: dataDir, why: message })
  }
}

function makeKey(file: string): void {
  try {
    // 'wx' makes the file only where there is none: two processes that start together end up with the same key.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const markSetting = 'secret-key-mark'

/**
 * The database remembers by which key it was written last, though not the key. Throws `StoreProblem` `wrong-key` for
 * another, unless the settings say that the old one is lost.
 */
export async function checkSecretKey(key: Buffer, { newSecretKey, dataDir }: Settings, store: Store): Promise<void> {
  const mark = createHmac('sha256', key).update('the key of this database').digest('base64url')
  const known = await store.setting(markSetting)
  if (known === mark) return
  if (known !== undefined && !newSecretKey) throw new StoreProblem('wrong-key', { where: dataDir, file: join(dataDir, keyFile) })
  await store.commit([{ ops: [{ op: 'setting', key: markSetting, value: mark }] }])
}
