/** Puts the parts together. `main.ts` starts it, the tests and the command line open it too. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { nodeTypes } from '../nodes/index.ts'
import { hostOfSealed } from '../shared/sealed-text.ts'
import { handOverKind, handOverWork } from './crm/belongings.ts'
import { openCatalogue } from './crm/catalogue.ts'
import { defaultGraceSeconds, openCompany } from './crm/company.ts'
import { openErasures } from './crm/erasures.ts'
import { openJobs } from './crm/jobs.ts'
import { recountWork } from './crm/recount-points.ts'
import { realClock, travellingClock } from './engine/clock.ts'
import type { Company as EngineCompany, OwnFields } from './engine/context.ts'
import { openCustomNodes } from './engine/custom-nodes.ts'
import { type Engine, openEngine, storedClock, turnClock } from './engine/engine.ts'
import { migrationKind, migrationWork } from './engine/migration.ts'
import { replayWork } from './engine/replay-job.ts'
import { type HealthWatch, newHealth, watchHealth } from './health.ts'
import { openHousekeeping } from './housekeeping.ts'
import { openLateness } from './http/lateness.ts'
import { openLive } from './http/live.ts'
import type { Parts } from './http/parts.ts'
import { openServer } from './http/server.ts'
import { isSetupNeeded, setUp } from './http/setup.ts'
import { openDoors } from './intake/doors.ts'
import { hearOfBackups } from './last-backup.ts'
import { openMail } from './mail/open-mail.ts'
import type { Servers } from './mail/post.ts'
import { openAnnouncer } from './notices/announcer.ts'
import { openDigest } from './notices/digest.ts'
import { openPush } from './notices/push.ts'
import { callDeliverer } from './outside/call-deliverer.ts'
import { openWayOut } from './outside/way-out.ts'
import { openSealing } from './sealed.ts'
import { checkSecretKey, openSecretKey } from './secret-key.ts'
import { type Settings, settingsInLog } from './settings.ts'
import { openStore } from './store/open.ts'
import type { Store, Unit } from './store/port.ts'
import { StoreProblem } from './store/store-problem.ts'
import { version } from './version.ts'
import { openEngineLog } from './watching/engine-log.ts'
import { keptFigures } from './watching/kept-figures.ts'
import { type LogTarget, openLog } from './watching/log.ts'
import { openMeasures } from './watching/measures.ts'

/** An open installation. Whoever opens one closes it, or the folder stays locked. */
export interface App {
  readonly server: FastifyInstance
  readonly store: Store
  readonly parts: Parts
  /** The one-time link of a new installation; null once it has an admin. */
  setupLink(): string | null
  /** Stops taking requests, lets what is under way end, and closes the store. */
  close(): Promise<void>
}

/** What a test gives in the place of the machine's own. */
export interface Outside {
  readonly log?: LogTarget
  /** Free bytes on the disk of a folder. */
  readonly room?: (folder: string) => Promise<number>
}

/** Opens an installation, ready to listen. Throws `StoreProblem` and `SettingProblem` with sentences for the terminal. */
export async function openApp(settings: Settings, outside: Outside = {}): Promise<App> {
  const log = openLog(settings.logLevel, outside.log)
  const tell = openEngineLog(log)
  const secretKey = openSecretKey(settings)
  const live = openLive()
  const lateness = openLateness()
  let zone = 'UTC'
  const health = newHealth()
  const measures = openMeasures()
  let watch: HealthWatch | null = null
  const onProblem = (problem: StoreProblem) => watch?.met(problem)
  const store = telling(await openStore({ dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, zone: () => zone, onProblem }))

  const company = openCompany(store)
  const catalogue = openCatalogue(store)
  const doors = openDoors(store)
  let facts = unknownCompany(settings)
  let ownFields: OwnFields = {}
  let graceMs = defaultGraceSeconds * 1000
  const readFacts = async () => {
    const known = await company.settings()
    if (known) facts = { ...facts, zone: known.zone, language: known.language, currency: known.currency, region: known.region }
    zone = facts.zone
    ownFields = await catalogue.all()
    graceMs = (await company.graceSeconds()) * 1000
  }
  const onError = (error: unknown) => {
    // What ails the disk is said once, when it begins.
    if (!(error instanceof StoreProblem && health.problem)) log.error({ err: error }, 'Something failed in the background')
  }
  const manual = settings.clock === 'manual' ? await storedClock(store, new Date()) : null
  const home = manual ?? realClock()
  // The demo company lives through its last month on this clock, then it shows the time of here again.
  const ticking = travellingClock(home)
  const sealing = openSealing(secretKey)
  const servers: Servers = {
    usual: settings.smtpUrl,
    onlyThisMachine: settings.clock === 'manual',
    async ofMailbox(id) {
      const sealed = String((await store.record('mailbox', id))?.['smtp'] ?? '')
      const host = hostOfSealed(sealed)
      return host === null ? null : sealing.open(sealed, host)
    },
  }
  const mail = openMail(servers, secretKey.toString('hex'))
  const custom = await openCustomNodes({
    folder: settings.customNodes,
    bundles: join(settings.dataDir, 'custom-nodes'),
    builtIn: nodeTypes.map(({ type }) => type),
    wake: (run) => engine.pump.wake(run),
  })
  const wayOut = openWayOut({ allowed: settings.callsAllowed })
  const installed = () => [...nodeTypes, ...custom.types()]
  const engine: Engine = openEngine({
    store,
    clock: ticking,
    nodeTypes: installed,
    away: custom.away,
    company: () => facts,
    ownFields: () => ownFields,
    graceMs: () => graceMs,
    deliverers: [mail.deliverer, callDeliverer(wayOut, sealing.open)],
    onError,
    around: measures.turn,
  })
  const { submit } = engine.pump
  const clock = {
    manual: manual !== null,
    now: home.now,
    turn: async (to: Date) => void (manual && (await turnClock(engine, manual, to))),
  }
  const erasures = openErasures({ store, submit, dataDir: settings.dataDir, markOf: mail.markOf, now: home.now })
  const jobs = openJobs({ store, submit, now: home.now, onError })
  const push = openPush({ store, submit, sealing, wayOut, baseUrl: settings.baseUrl })
  const parts: Parts = {
    settings,
    secretKey,
    store,
    engine,
    mail,
    submit,
    clock,
    nodeTypes: installed,
    customNodes: custom,
    company,
    catalogue,
    doors,
    jobs,
    erasures,
    live,
    push,
    get announcer() {
      return announcer
    },
    get digest() {
      return digest
    },
    lateness,
    measures,
    log,
    figures: keptFigures(() => store.figures(ticking.now())),
    setup: { token: null },
    routes: [],
    health,
  }
  const announcer = openAnnouncer(parts, push, onError)
  const digest = openDigest(parts, onError)
  engine.pump.accompany(announcer)
  engine.pump.accompany(digest)
  /** Everybody who keeps something in memory hears of every commit, whoever made it. */
  function telling(opened: Store): Store {
    return {
      ...opened,
      async commit(units: readonly Unit[]) {
        const results = await measures.commit(units, () => opened.commit(units))
        const ops = units.flatMap((unit, index) => (results[index]?.ok ? unit.ops : []))
        if (ops.some(({ op }) => op === 'setting')) {
          company.changed()
          catalogue.changed()
          await readFacts()
        }
        tell(ops)
        doors.hear(ops)
        live.hear(ops)
        return results
      },
    }
  }

  const importing = { store, submit, company, catalogue, now: home.now }
  jobs.register('import', async (context) => (await import('./import/import-job.ts')).importWork(importing)(context))
  jobs.register('import-undo', async (context) => (await import('./import/undo-import.ts')).undoImportWork(importing)(context))

  jobs.register(migrationKind, migrationWork({ store, pump: engine.pump }))
  jobs.register('replay', replayWork({ store, pump: engine.pump, now: home.now }))
  jobs.register(handOverKind, handOverWork({ store, pump: engine.pump, now: home.now }))
  jobs.register('recount', recountWork({ store, pump: engine.pump, now: home.now }))
  jobs.register('demo', async (context) => (await import('./demo/load-demo.ts')).demoWork(parts, ticking)(context))

  const refuse = (error: unknown) => refuseIfDamaged(error, store, settings.dataDir)
  await checkSecretKey(secretKey, settings, store).catch(refuse)
  await readFacts()
  await erasures.resume().catch(refuse)
  await engine.start().catch(refuse)
  await announcer.start()
  await digest.start()
  await firstStart(parts)
  const server = await openServer(parts)
  for (const { file, message } of custom.problems()) log.warn({ file }, `A node of this installation could not be loaded: ${message}`)
  watch = watchHealth({
    health,
    dataDir: settings.dataDir,
    ...(outside.room && { room: outside.room }),
    check: store.check,
    async tryToWrite() {
      await store.commit([{ ops: [{ op: 'setting', key: 'last-written', value: new Date().toISOString() }] }])
    },
    onChange(problem) {
      if (problem) log.fatal(problem.message)
      else log.warn('The disk can be written again. Everything goes on.')
      if (health.problem === 'store-damaged') void engine.close()
    },
  })
  const stopHearing = hearOfBackups(settings.dataDir, () => log.info('A backup was made'))
  const housekeeping = openHousekeeping(submit, home.now, onError)
  await jobs.resume()
  log.info({ version, node: process.versions.node, database: store.dialect, settings: settingsInLog(settings) }, 'Started')

  return {
    server,
    store,
    parts,
    setupLink: () => (parts.setup.token === null ? null : `${settings.baseUrl}/setup?token=${parts.setup.token}`),
    async close() {
      log.info('Stopping')
      health.stopping = true
      watch?.close()
      housekeeping.close()
      stopHearing()
      await jobs.close()
      await server.close()
      await engine.close()
      await custom.close()
      mail.close()
      lateness.close()
      await store.close()
      log.info('Stopped')
    },
  }
}

/** What was left over could not be read: a damaged database is refused with the way out, anything else is told as it is. */
async function refuseIfDamaged(error: unknown, store: Store, dataDir: string): Promise<never> {
  const why = error instanceof StoreProblem ? null : await store.check()
  await store.close()
  throw why === null ? error : new StoreProblem('damaged', { where: dataDir, why })
}

/** Before the first set-up nothing runs; this is what a new installation starts from. */
const unknownCompany = ({ baseUrl }: Settings): EngineCompany => ({ zone: 'UTC', language: 'en', currency: 'EUR', region: 'DE', baseUrl })

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
