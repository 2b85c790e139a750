import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../store/open.ts'
import { manualClock } from './clock.ts'
import { openPump } from './pump.ts'

test('whoever waits for an engine to come to rest that was never started, or is closing, is not kept waiting', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-pump-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = await openStore({ dataDir: folder })
  const pump = openPump({
    store,
    clock: manualClock(new Date()),
    typeNamed: () => null,
    parts: () => expect.fail(),
    onError: () => expect.fail(),
    turnMs: 50,
  })

  await pump.idle()
  const waits = expect(pump.submit({ ops: [] })).rejects.toThrow('closing')
  await pump.idle()
  await pump.close()
  await waits
  await pump.idle()
  await store.close()

  await expect(pump.submit({ ops: [] })).rejects.toThrow('closing')
})
