/** An installation as a user has it: the built program as a process on a data folder, which can be killed and started again. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { vi } from 'vitest'
import { freePort, isReady, type Program, startProgram } from '../runtime/testing/program.ts'

/** The process may be gone between `kill` and `restart`; the data folder stays until `remove`. */
export interface Installation {
  readonly url: string
  /** What the process printed since it was started last. */
  printed(): string
  /** `kill -9`, without a warning. */
  kill(): Promise<void>
  /** Starts it again on the same data. */
  restart(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

const root = join(import.meta.dirname, '..')

/** Starts the program on an empty folder and resolves when it is ready. `env` adds settings. */
export async function anInstallation(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
  const build = `import { buildIfNeeded } from ${JSON.stringify(pathToFileURL(join(root, 'scripts', 'build-if-needed.js')).href)}; buildIfNeeded()`
  execFileSync(process.execPath, ['--input-type=module', '--eval', build], { cwd: root, stdio: 'ignore' })
  const folder = mkdtempSync(join(tmpdir(), 'tandem-browser-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // A machine that is busy with other tests must not turn requests away.
  const settings = { PORT: String(port), BASE_URL: url, LOG_LEVEL: 'warn', BUSY_AFTER_MS: '0', ...env }
  let program: Program

  async function start(): Promise<void> {
    program = startProgram({ folder, env: settings })
    await isReady(url, program)
    // The link to the first page is among what it prints.
    await vi.waitUntil(() => program.said().includes('is ready at'))
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    program.child.kill(signal)
    await program.gone
  }

  await start()
  return {
    url,
    printed: () => program.said(),
    kill: () => end('SIGKILL'),
    restart: start,
    async remove() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
