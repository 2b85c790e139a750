import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openUnderWay } from './under-way.ts'

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-under-way-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'notes', 'under-way.json')
}

test('what was asked when the process died is known in the next, as often as it died', () => {
  const file = aFile()

  const counted = [1, 2, 3].map(() => {
    const notes = openUnderWay(file)
    notes.begins('print run')
    return notes.deaths('print run')
  })

  expect(counted).toEqual([0, 1, 2])
})

test('what was answered counts no more', () => {
  const file = aFile()
  openUnderWay(file).begins('print run')

  openUnderWay(file).ends('print run')
  const after = openUnderWay(file)

  expect([after.deaths('print run'), after.hasSuspects()]).toEqual([0, false])
})

test('a file of nodes that has changed begins anew, another keeps its deaths', () => {
  const file = aFile()
  const before = openUnderWay(file)
  for (const name of ['old run', 'other run']) before.begins(name)

  const notes = openUnderWay(file)
  notes.forgetOthers(['other', 'new'])

  expect([notes.deaths('old run'), notes.deaths('other run'), notes.hasSuspects()]).toEqual([0, 1, true])
})

test('a file that was being written when the process died tells nothing', () => {
  const file = aFile()
  openUnderWay(file).begins('print run')
  writeFileSync(file, '{"present":["print r')

  expect(openUnderWay(file).hasSuspects()).toBe(false)
})
