import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { packageFolder } from '../package-folder.ts'

const script = join(packageFolder(), 'runtime', 'testing', 'zone-answers.ts')

async function answersIn(zone: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, TZ: zone } })
  return stdout
}

test('the zone of the machine changes nothing: ticks, waits, opening hours, rules and words come from the zones they name', async () => {
  const answers: string[] = []
  for (const zone of ['UTC', 'Pacific/Apia', 'America/St_Johns']) answers.push(await answersIn(zone))

  expect(JSON.parse(answers[0] ?? '')).toHaveLength(28)
  expect(new Set(answers).size).toBe(1)
}, 60_000)
