/** Puts the parts together. `main.ts` starts it, the tests and the command line open it too. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { nodeTypes } from '../nodes/index.ts'
import { openCatalogue } from './crm/catalogue.ts'
import { openCompany } from './crm/company.ts'
import { openJobs } from './crm/jobs.ts'
import { noticesOf, openLive } from './http/live.ts'
import type { Parts } from './http/parts.ts'
import { openServer } from './http/server.ts'
import { isSetupNeeded, setUp } from './http/setup.ts'
import { openSecretKey } from './secret-key.ts'
import type { Settings } from './settings.ts'
import { openStore } from './store/open.ts'
import type { Store, Unit } from './store/port.ts'

export interface App {
  readonly server: FastifyInstance
  readonly store: Store
  readonly parts: Parts
  /** The one-time link of a new installation; null once it has an admin. */
  setupLink(): string | null
  /** Stops taking requests, lets what is under way end, and closes the store. */
  close(): Promise<void>
}

/** Opens an installation, ready to listen. Throws `StoreProblem` and `SettingProblem` with sentences for the terminal. */
export async function openApp(settings: Settings): Promise<App> {
  const secretKey = openSecretKey(settings)
  const live = openLive()
  let zone = 'UTC'
  const store = telling(await openStore({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, zone: () => zone }))

  const submit: Parts['submit'] = async (unit) => {
    const [result] = await store.commit([unit])
    if (!result) throw new Error('The store gave no result for a unit')
    return result
  }
  const clock = { manual: false, now: () => new Date(), turn: async () => {} }
  const company = openCompany(store)
  const catalogue = openCatalogue(store)
  const readZone = async () => {
    zone = (await company.settings())?.zone ?? 'UTC'
  }
  let log: FastifyInstance['log'] | null = null
  const onError = (error: unknown) => log?.error({ err: error }, 'Something failed in the background')
  const jobs = openJobs({ store, submit, now: () => clock.now(), onError })
  const parts: Parts = {
    settings,
    secretKey,
    store,
    submit,
    clock,
    nodeTypes: () => nodeTypes,
    company,
    catalogue,
    jobs,
    live,
    setup: { token: null },
    routes: [],
    health: { problem: null, stopping: false },
  }
  /** Everybody who keeps something in memory hears of every commit, whoever made it. */
  function telling(opened: Store): Store {
    return {
      ...opened,
      async commit(units: readonly Unit[]) {
        const results = await opened.commit(units)
        const ops = units.flatMap((unit, index) => (results[index]?.ok ? unit.ops : []))
        if (ops.some(({ op }) => op === 'setting')) {
          company.changed()
          catalogue.changed()
          await readZone()
        }
        live.tell(...noticesOf(ops))
        return results
      },
    }
  }

  await readZone()
  await firstStart(parts)
  const server = await openServer(parts)
  log = server.log
  await jobs.resume()

  return {
    server,
    store,
    parts,
    setupLink: () => (parts.setup.token === null ? null : `${settings.baseUrl}/setup?token=${parts.setup.token}`),
    async close() {
      parts.health.stopping = true
      await jobs.close()
      await server.close()
      await store.close()
    },
  }
}

/** Without an admin there is a link that makes one, unless the settings name one already. */
async function firstStart(parts: Parts): Promise<void> {
  if (!(await isSetupNeeded(parts))) return
  const { admin, demo } = parts.settings
  if (!admin) {
    parts.setup.token = randomBytes(24).toString('base64url')
    return
  }
  await setUp(
    {
      ...admin,
      name: admin.email.split('@')[0] ?? admin.email,
      company: 'Tandem',
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      language: 'en',
      currency: 'EUR',
      region: 'DE',
      demo,
    },
    parts,
  )
}
