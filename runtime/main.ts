/** Starts the program: reads the settings, opens the app, prints where it is. The only place that ends the process. */
import closeWithGrace from 'close-with-grace'
import { openApp } from './app.ts'
import { sealPrototypes } from './sealed-prototypes.ts'
import { loadEnvFile, readSettings, SettingProblem } from './settings.ts'
import { atStart, StoreProblem } from './store/store-problem.ts'

async function start(): Promise<void> {
  loadEnvFile()
  const settings = readSettings(process.env)
  const app = await openApp(settings)
  sealPrototypes()
  // Ten seconds for what is under way, and a little for the store.
  closeWithGrace({ delay: 12_000, logger: app.server.log }, async ({ err }) => {
    if (err) app.server.log.error({ err }, 'Ending because of an error nobody caught')
    await app.close()
  })
  await app.server.listen({ port: settings.port, host: settings.host }).catch(async (error: NodeJS.ErrnoException) => {
    await app.close()
    throw error.code === 'EADDRINUSE'
      ? new SettingProblem('PORT', `is ${settings.port}, where another program listens. Stop it, or choose another.`)
      : error
  })
  print(`Tandem is ready at ${settings.baseUrl}`)
  const link = app.setupLink()
  if (link) print(`Set it up here, once: ${link}`)
}

const print = (line: string) => process.stdout.write(`${line}\n`)

start().catch((error: unknown) => {
  const told = error instanceof StoreProblem ? atStart(error) : error
  const isKnown = told instanceof StoreProblem || told instanceof SettingProblem
  process.stderr.write(`${isKnown ? told.message : told instanceof Error ? told.stack : String(told)}\n`)
  process.exit(1)
})
