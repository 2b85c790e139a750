/** Where the program's own files are: the same from the sources and from the bundle. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder with package.json, going up from this file. */
export function packageFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error(`There is no package.json above ${import.meta.dirname}`)
    folder = above
  }
  return folder
}
