/** `npm run fuzz -- --requests 2000 --inputs 100000 --seed 1`: the random tests of the edges, with more of everything than `npm test`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '2000' },
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'runtime', 'fuzz'], {
  cwd: root,
  env: { ...process.env, FUZZ_REQUESTS: values.requests, FUZZ_INPUTS: values.inputs, FUZZ_SEED: values.seed },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
