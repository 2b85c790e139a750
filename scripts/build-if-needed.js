// Builds what is missing, and in a clone what is older than its sources. Plain JavaScript: it runs before anything is built.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const parts = [
  { name: 'editor', made: 'dist/editor/index.html', from: ['editor', 'shared', 'vite.config.ts', 'package.json'], flags: [] },
  {
    name: 'server',
    made: 'dist/runtime/main.js',
    from: ['runtime', 'nodes', 'shared', 'vite.config.ts', 'package.json'],
    flags: ['--ssr', '--logLevel', 'warn'],
  },
]

/** @param {readonly string[]} wanted names of the parts that are needed */
export function buildIfNeeded(wanted = ['editor', 'server']) {
  const needed = () => parts.filter((part) => wanted.includes(part.name) && isNeeded(part))
  if (needed().length === 0 && !existsSync(turn)) return
  const release = takeTurn()
  const failed = needed()
    .map(build)
    .find((status) => status !== 0)
  release()
  if (failed !== undefined) process.exit(failed)
}

const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

function isNeeded({ made, from }) {
  const target = join(root, made)
  const isStale = !existsSync(target) || from.some((path) => newest(join(root, path)) > statSync(target).mtimeMs)
  return isStale && (!existsSync(target) || existsSync(vite))
}

function build({ name, flags }) {
  process.stderr.write(`Building the ${name}…\n`)
  // Whoever asks (a test, say), what is built is for people.
  const env = { ...process.env, NODE_ENV: 'production' }
  return spawnSync(process.execPath, [vite, 'build', ...flags], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1
}

const longestBuildMs = 5 * 60_000

/** Stands while somebody builds: what looks new may not be whole yet. */
const turn = join(root, 'dist', '.building')

/** Of two that need it at once one builds, and the other waits and finds it built. Answers with what ends the turn. */
function takeTurn() {
  mkdirSync(dirname(turn), { recursive: true })
  for (;;) {
    try {
      mkdirSync(turn)
      return () => rmSync(turn, { recursive: true, force: true })
    } catch {
      // Somebody builds, or was ended while building.
      if (existsSync(turn) && Date.now() - statSync(turn).mtimeMs > longestBuildMs) rmSync(turn, { recursive: true, force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
}

/** When anything in here was last changed; 0 for what is not there. Tests do not count. */
function newest(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stats.mtimeMs
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== 'node_modules')
      .map((name) => newest(join(path, name))),
  )
}
