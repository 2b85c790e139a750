/** The store of this installation, for commands: opened without its engine, so that nothing falls due meanwhile. */
import { existsSync } from 'node:fs'
import type { Company } from '../engine/context.ts'
import { databaseFile, readSettings } from '../settings.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/port.ts'
import { CommandProblem, type Terminal } from './command.ts'

/** Throws `CommandProblem` where nothing is installed yet, and `StoreProblem` while the program runs on the same folder. */
export async function withInstallation<Result>(env: Terminal['env'], work: (store: Store) => Promise<Result>): Promise<Result> {
  const { dataDir, databaseUrl } = readSettings(env)
  if (!databaseUrl && !existsSync(databaseFile({ dataDir }))) {
    throw new CommandProblem(
      `Nothing is installed in ${dataDir} yet. Start Tandem once, or name the folder: DATA_DIR=… npm run tandem -- …`,
    )
  }
  const store = await openStore({ dataDir, databaseUrl })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** What the engine has to know of the company that a store belongs to. */
export async function companyOf(store: Store, baseUrl: string): Promise<Company> {
  const kept = await store.setting('company')
  const { zone, language, currency, region } = { ...unknown, ...(kept as Partial<Company> | null) }
  return { zone, language, currency, region, baseUrl }
}

const unknown = { zone: 'UTC', language: 'en', currency: 'EUR', region: 'DE' } as const
