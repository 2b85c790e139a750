/** Programs of tests and of the bench, put together as the product is. */
import { mkdtempSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'esbuild'

/** Puts a program and all of ours that it imports into one file, in a folder of its own; resolves with the path. */
export async function bundled(program: string): Promise<string> {
  const name = basename(program, '.ts')
  const outfile = join(mkdtempSync(join(resolve(import.meta.dirname, '../../node_modules'), `.${name}-`)), `${name}.mjs`)
  await build({
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}
