/** Data that nobody in the team wrote, for tests that want it. It is no part of the repository, so it may be missing. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The path of a file of the real data, `people/x.csv`, or null when this machine has none: then the test says so and is
 * skipped. The folder is `TANDEM_REAL_DATA`, else `shared/data` beside the project.
 */
export function realData(file: string): string | null {
  const folder = process.env['TANDEM_REAL_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')
  const path = join(folder, file)
  return existsSync(path) ? path : null
}

/** Why a test that needs real data was skipped. */
export const noRealData = (file: string): string => `${file} is not on this machine; name its folder in TANDEM_REAL_DATA`
