import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeTypes } from '../../nodes/index.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import type { Away } from '../engine/away.ts'
import { openCustomNodes } from '../engine/custom-nodes.ts'
import { readSettings } from '../settings.ts'
import { CommandProblem, type Terminal } from './command.ts'

/** Usable only while `withNodeTypes` runs its work. */
export interface InstalledNodes {
  readonly types: () => readonly AnyNodeType[]
  readonly away: Away
}

/** The built-in node types and those in the folder of own nodes, for as long as the work takes. */
export async function withNodeTypes<Result>(
  env: Terminal['env'],
  work: (nodes: InstalledNodes) => Promise<Result> | Result,
): Promise<Result> {
  const bundles = mkdtempSync(join(tmpdir(), 'tandem-nodes-'))
  const builtIn = nodeTypes.map(({ type }) => type)
  const custom = await openCustomNodes({ folder: readSettings(env).customNodes, bundles, builtIn, wake: () => {} })
  try {
    const [problem] = custom.problems()
    if (problem) throw new CommandProblem(`The node ${problem.file} cannot be loaded: ${problem.message}`)
    return await work({ types: () => [...nodeTypes, ...custom.types()], away: custom.away })
  } finally {
    await custom.close()
    rmSync(bundles, { recursive: true, force: true })
  }
}
