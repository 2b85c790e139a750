/** When the last backup was made: kept beside the database, because the command that makes it is a process of its own. */
import { type Stats, unwatchFile, watchFile } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The file in the data folder that says so. */
export const lastBackupFile = (dataDir: string): string => join(dataDir, 'last-backup')

/** A sound backup of this data folder was made. */
export const noteBackup = (dataDir: string, at: Date): Promise<void> => writeFile(lastBackupFile(dataDir), `${at.toISOString()}\n`)

/** Null when none was made yet. */
export async function lastBackup(dataDir: string): Promise<Date | null> {
  const text = await readFile(lastBackupFile(dataDir), 'utf8').catch(() => '')
  const at = new Date(text.trim())
  return Number.isNaN(at.getTime()) ? null : at
}

/** Calls when a backup was made from now on; the returned function stops it. Looks as often as it is told, in milliseconds. */
export function hearOfBackups(dataDir: string, hear: () => void, everyMs = 30_000): () => void {
  const file = lastBackupFile(dataDir)
  const look = ({ mtimeMs }: Stats, before: Stats) => {
    if (mtimeMs > before.mtimeMs) hear()
  }
  watchFile(file, { interval: everyMs, persistent: false }, look)
  return () => unwatchFile(file, look)
}
