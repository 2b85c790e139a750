// Builds what is missing, and in a clone what is older than its sources. Plain JavaScript: it runs before anything is built.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
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
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  for (const { name, made, from, flags } of parts) {
    if (!wanted.includes(name)) continue
    const target = join(root, made)
    const isStale = !existsSync(target) || from.some((path) => newest(join(root, path)) > statSync(target).mtimeMs)
    if (!isStale || (existsSync(target) && !existsSync(vite))) continue
    process.stderr.write(`Building the ${name}…\n`)
    // Whoever asks (a test, say), what is built is for people.
    const env = { ...process.env, NODE_ENV: 'production' }
    const { status } = spawnSync(process.execPath, [vite, 'build', ...flags], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) process.exit(status ?? 1)
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
