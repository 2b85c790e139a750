/** `npm run tandem -- <command>`: what people do to an installation from a terminal. */
import { runCommand } from './commands/commands.ts'
import { loadEnvFile } from './settings.ts'

// Whoever reads on may have read enough: `tandem run … | head`.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem
})
loadEnvFile()
process.exitCode = await runCommand(
  process.argv.slice(2),
  { env: process.env, print: (text) => process.stdout.write(`${text}\n`) },
  (text) => process.stderr.write(`${text}\n`),
)
