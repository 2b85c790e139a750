import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aLife, others, secretsOf } from '../testing/a-life.ts'
import { anna, change, create, now } from '../testing/sample-rows.ts'
import { testFolder } from '../testing/test-app.ts'
import { openStore } from './open.ts'
import type { Store } from './port.ts'

/** What of her stands in any file of a folder, with the file. Her id may: it is how the list of erasures knows her. */
function leftIn(folder: string): string[] {
  const { id: _, ...texts } = secretsOf
  const wanted = [...Object.values(texts), Buffer.from(secretsOf.said).toString('base64')]
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name), 'latin1').toLowerCase()
    return wanted.filter((text) => bytes.includes(text.toLowerCase())).map((text) => `${text} in ${name}`)
  })
}

/** Neighbours on the same pages, so that pages are split before and merged after. */
const crowd = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    ops: [
      change(
        create('contact', `contact-${from + index}`, { ...anna, email: `anna${from + index}@client.test`, need: 'a chair '.repeat(20) }),
      ),
      change(create('note', `note-${from + index}`, { text: 'Called, nobody there. '.repeat(30), entity: 'contact', record: 'x' })),
    ],
  }))

async function eraseHer(store: Store): Promise<void> {
  const person = await store.personOf(secretsOf.id)
  if (!person) throw new Error('She is not there')
  const erasure = { id: 'erasure', contacts: [secretsOf.id], at: now, by: others.vera, reason: 'letter 12', finishedAt: null }
  await store.commit([{ ops: [{ op: 'erase', traces: await store.tracesOf(person), erasure, marks: ['mark'] }] }])
  await store.scrub()
}

test('no byte of an erased person is left in the database and its journal, among many others and many changes', async () => {
  const folder = testFolder()
  const store = await openStore({ dataDir: folder })
  onTestFinished(() => store.close())
  await store.commit(crowd(0, 400))
  await store.commit([{ ops: aLife() }])
  for (let round = 0; round < 20; round++) {
    const fields = { need: `${secretsOf.said} ${'and again '.repeat(round * 40)}` }
    const at = { revision: null, cause: { kind: 'person', id: others.vera, depth: 0 }, at: now } as const
    await store.commit([{ ops: [change({ change: 'update', entity: 'contact', id: secretsOf.id, fields, ...at })] }])
    await store.commit(crowd(400 + round * 20, 420 + round * 20))
  }
  expect(leftIn(folder).length).toBeGreaterThan(6)

  await eraseHer(store)

  expect(leftIn(folder)).toEqual([])
  expect(await store.check()).toBeNull()
})
