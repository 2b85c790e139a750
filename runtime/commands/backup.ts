/** `backup` and `restore` of the SQLite database. A copy is proved before it counts as one, and nothing is ever overwritten. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { erasureListFile } from '../erasure-list.ts'
import { noteBackup } from '../last-backup.ts'
import { keyFile } from '../secret-key.ts'
import { databaseFile, readSettings } from '../settings.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { type Command, CommandProblem, wanted } from './command.ts'

/** SQLite only, also while the program runs. Throws `StoreProblem` for PostgreSQL, which has tools of its own. */
export const backup: Command = {
  usage: 'FILE',
  about: 'copy the database, while the program runs or stands',
  more: 'The copy is of one moment, and is checked before it counts. A file that is there already is not overwritten.',
  async run([file], _, { env, print }) {
    const target = wanted(file, 'where the copy goes')
    const settings = readSettings(env)
    if (settings.databaseUrl) throw new StoreProblem('backup-elsewhere')
    if (!existsSync(databaseFile(settings))) throw new CommandProblem(`There is no database in ${settings.dataDir}.`)
    if (existsSync(target)) throw new CommandProblem(`${target} is there already. Name another file, or move it away first.`)
    if (!existsSync(dirname(resolve(target)))) throw new CommandProblem(`There is no folder ${dirname(resolve(target))}.`)
    const { default: Sqlite } = await import('better-sqlite3')
    const database = new Sqlite(databaseFile(settings), { readonly: true })
    try {
      await database.backup(target, { progress: () => allPages })
    } catch (problem) {
      rmSync(target, { force: true })
      throw new CommandProblem(
        `The copy could not be written (${problem instanceof Error ? problem.message : String(problem)}). Check the disk of ${target}.`,
      )
    } finally {
      database.close()
    }
    const copy = new Sqlite(target, { readonly: true })
    const verdict: unknown = copy.pragma('quick_check', { simple: true })
    copy.close()
    if (verdict !== 'ok')
      throw new CommandProblem(`The copy is not sound (${String(verdict)}). Check the disk of ${target} and of the database.`)
    await noteBackup(settings.dataDir, new Date())
    print(`${target}: a sound copy. Put it in place with: npm run tandem -- restore ${target}`)
    if (existsSync(join(settings.dataDir, erasureListFile)))
      print(
        `Keep ${join(settings.dataDir, erasureListFile)} too, elsewhere: whoever was erased since is erased again from a restored copy by it alone.`,
      )
    if (!settings.secretKey) print(`Keep ${join(settings.dataDir, keyFile)} too, elsewhere: what is sealed in the copy opens only with it.`)
    return 0
  },
}

/** In one step: whatever the program writes between two steps makes SQLite begin anew. It holds no writer up. */
const allPages = 0x7fffffff

/** Throws `StoreProblem` `folder-in-use` while the program runs. */
export const restore: Command = {
  usage: 'FILE',
  about: 'put a backup in place; the present database is kept beside it',
  more: 'Stop the program first. What was there before is kept beside the restored database until somebody throws it away.',
  async run([file], _, { env, print }) {
    const source = wanted(file, 'the backup')
    const settings = readSettings(env)
    if (settings.databaseUrl) throw new CommandProblem('A PostgreSQL database is restored with pg_restore.')
    if (!existsSync(source)) throw new CommandProblem(`There is no file ${source}.`)
    const { default: Sqlite } = await import('better-sqlite3')
    if (!isSound(source, Sqlite)) throw new CommandProblem(`${source} is not a sound backup of Tandem, so nothing was changed.`)
    mkdirSync(settings.dataDir, { recursive: true })
    const target = databaseFile(settings)
    const { lockFolder } = await import('../store/folder-lock.ts')
    const unlock = lockFolder(settings.dataDir, Sqlite)
    try {
      const isThere = existsSync(target)
      const aside = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
      for (const suffix of ['', '-wal', '-shm']) if (existsSync(target + suffix)) renameSync(target + suffix, aside + suffix)
      await copyFile(source, target)
      print(`Restored.${isThere ? ` What was there before is kept as ${aside}` : ''}`)
    } finally {
      unlock()
    }
    return 0
  },
}

/** A whole SQLite file that holds our tables. */
function isSound(file: string, Sqlite: typeof import('better-sqlite3')): boolean {
  if (!readFileSync(file).subarray(0, 15).equals(Buffer.from('SQLite format 3'))) return false
  const database = new Sqlite(file, { readonly: true })
  try {
    const hasTables = database.prepare(`select 1 from sqlite_master where name = 'migrations'`).get() !== undefined
    return hasTables && database.pragma('quick_check', { simple: true }) === 'ok'
  } catch {
    return false
  } finally {
    database.close()
  }
}
