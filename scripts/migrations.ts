/**
 * `npm run migrations -- NAME`: writes what the description of the tables has and the migrations have not, for both
 * databases. drizzle-kit compares with its picture of the tables after the last migration; pictures before that go.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const [name] = process.argv.slice(2)

for (const dialect of ['sqlite', 'postgres']) {
  const naming = name === undefined ? [] : ['--name', name]
  const config = ['--config', join('runtime', 'store', `drizzle.${dialect}.ts`)]
  const { status } = spawnSync('npx', ['drizzle-kit', 'generate', ...config, ...naming], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  const folder = join(root, 'runtime', 'store', 'migrations', dialect, 'meta')
  const pictures = readdirSync(folder).filter((file) => file.endsWith('_snapshot.json'))
  for (const before of pictures.sort().slice(0, -1)) rmSync(join(folder, before))
}
