/** How the built program ends when it is asked to. */
import { existsSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { databaseFile } from './store/sqlite.ts'
import { checkLeftBehind } from './testing/kill-loop/checks.ts'
import { Ledger } from './testing/kill-loop/ledger.ts'
import { loadOn } from './testing/kill-loop/load.ts'
import { openOutside } from './testing/kill-loop/outside.ts'
import { prepare } from './testing/kill-loop/prepare.ts'
import { buildProduct, startProduct } from './testing/product.ts'
import { testFolder } from './testing/test-app.ts'

beforeAll(buildProduct, 120_000)

/** A program that has answered some orders and is in the midst of more. */
async function underLoad() {
  const folder = testFolder()
  const outside = await openOutside()
  onTestFinished(outside.close)
  const product = await startProduct(folder, outside.env)
  onTestFinished(() => void product.signal('SIGKILL'))
  const ledger = new Ledger()
  await prepare(product, ledger, outside.target)
  const load = loadOn(product, ledger, 10_000, () => false)
  await expect.poll(() => ledger.accepted().length, { timeout: 20_000 }).toBeGreaterThan(20)
  return { folder, product, ledger, load }
}

const walOf = (folder: string) => {
  const file = join(folder, `${databaseFile}-wal`)
  return existsSync(file) ? statSync(file).size : 0
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s under load: the program ends by itself, has kept all it answered, and leaves one whole file',
  async (signal) => {
    const { folder, product, ledger, load } = await underLoad()

    const { code, ms } = await product.end(signal)
    await load.done

    expect(code).toBe(0)
    expect(ms).toBeLessThan(15_000)
    expect(load.complaints).toEqual([])
    expect(checkLeftBehind(folder, ledger)).toEqual([])
    expect(walOf(folder)).toBe(0)
  },
  60_000,
)

test('a client that never finishes its request and one that listens for news hold nobody up', async () => {
  const { folder, product, ledger, load } = await underLoad()
  const half = connect(product.port, '127.0.0.1')
  half.on('error', () => {})
  half.write('POST /hooks/orders HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"number":')
  const listening = product.ask('GET', '/api/live').catch(() => null)
  const before = ledger.accepted().length
  await expect.poll(() => ledger.accepted().length, { timeout: 20_000 }).toBeGreaterThan(before + 20)

  const { code, ms } = await product.end('SIGTERM')
  await Promise.all([load.done, listening])

  expect([code, ms < 15_000]).toEqual([0, true])
  expect(checkLeftBehind(folder, ledger)).toEqual([])
}, 60_000)

test('who asks a second time is obeyed at once, and what was answered is there', async () => {
  const { folder, product, ledger, load } = await underLoad()

  product.signal('SIGTERM')
  const { ms } = await product.end('SIGINT')
  await load.done

  expect(ms).toBeLessThan(15_000)
  expect(checkLeftBehind(folder, ledger)).toEqual([])
  const again = await startProduct(folder)
  await again.end('SIGKILL')
}, 60_000)
