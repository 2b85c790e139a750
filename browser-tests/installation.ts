/** An installation as a user has it: the built program as a process on a data folder, which can be killed and started again. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

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
  const dataDir = mkdtempSync(join(tmpdir(), 'tandem-browser-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // A machine that is busy with other tests must not turn requests away.
  const settings = { PORT: String(port), BASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'warn', BUSY_AFTER_MS: '0', ...env }
  let running: ChildProcess
  let output = ''

  async function start(): Promise<void> {
    output = ''
    const child = spawn(process.execPath, [join(root, 'dist', 'runtime', 'main.js')], {
      cwd: dataDir,
      env: { PATH: process.env['PATH'] ?? '', ...settings },
    })
    running = child
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('is ready at')) resolve()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${output}`)))
    })
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill(signal)
    await ended
  }

  await start()
  return {
    url,
    printed: () => output,
    kill: () => end('SIGKILL'),
    restart: start,
    async remove() {
      await end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
