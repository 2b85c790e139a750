/** The same tests over SQLite and PostgreSQL: what every store promises, whatever is beneath it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, vi } from 'vitest'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/port.ts'
import { openPostgresOver } from '../store/postgres.ts'
import { startPglite, type TestPostgres } from './pglite-driver.ts'

const stores: Readonly<Record<string, { open(): Promise<Store>; removeAll(): void }>> = {
  SQLite: inTemporaryFolders(),
  PostgreSQL: inOnePglite(),
}

/** Declares the tests once per kind of store. `aStore` opens an empty one, which is closed after its test. */
export function onBothStores(declare: (aStore: () => Promise<Store>) => void): void {
  describe.each(Object.entries(stores))('On %s', (_, { open, removeAll }) => {
    vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 })
    const opened: Store[] = []
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })
    afterAll(removeAll)
    declare(async () => {
      const store = await open()
      opened.push(store)
      return store
    })
  })
}

function inTemporaryFolders() {
  const folders: string[] = []
  return {
    async open() {
      const dataDir = mkdtempSync(join(tmpdir(), 'tandem-'))
      folders.push(dataDir)
      return openStore({ dataDir })
    },
    removeAll() {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
    },
  }
}

/** It takes seconds to start: the files of tests that share a process share it, and it ends with the process. */
function inOnePglite() {
  let started: Promise<TestPostgres> | null = null
  return {
    async open() {
      started ??= startPglite()
      const postgres = await started
      await postgres.empty()
      return openPostgresOver(postgres.driver, 'pglite')
    },
    removeAll() {},
  }
}
