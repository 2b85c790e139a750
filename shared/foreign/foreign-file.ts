/** Opens any file that people bring as a flow: ours, or one of another tool. */
import { isJsonObject, type Json } from '../json.ts'
import type { Problem } from '../problem.ts'
import { emptyWorkflow, type Workflow } from '../workflow.ts'
import { isDeeperThan, maxDepth, readWorkflow } from '../workflow-schema.ts'
import { isN8n, mostSteps } from './n8n-file.ts'
import { readN8n } from './read-n8n.ts'

/** Codes of what keeps a file from being opened at all. */
export const fatalCodes: readonly string[] = ['file-not-a-workflow', 'file-too-deep', 'file-too-large', 'file-of-other-tool']

/** Like `readWorkflow`, which it leaves our own files to. Never throws. */
export function readAnyWorkflow(json: unknown): { readonly workflow: Workflow; readonly problems: readonly Problem[] } {
  const refused = (code: string, values: Problem['said']['with'] = {}) => ({
    workflow: emptyWorkflow('workflow', ''),
    problems: [{ level: 'error', node: null, param: null, said: { code, with: values } }] satisfies Problem[],
  })
  if (isDeeperThan(json, maxDepth)) return refused('file-too-deep')
  // An export of all workflows of n8n is a list, also when there is one.
  const file: unknown = Array.isArray(json) && json.length === 1 && isN8n(json[0]) ? json[0] : json
  if (isN8n(file)) {
    const { nodes } = file
    if (Array.isArray(nodes) && nodes.length > mostSteps) return refused('file-too-large', { part: 'nodes', most: mostSteps })
    return { workflow: readN8n(file), problems: [] }
  }
  const tool = otherTool(file)
  if (tool !== null) return refused('file-of-other-tool', { tool })
  return isJsonObject(file) && isOurs(file) ? readWorkflow(file) : refused('file-not-a-workflow')
}

/** Anything of ours will do: what is missing is named, and a person goes on from there. */
const isOurs = (file: { readonly [key: string]: Json }): boolean => ['format', 'nodes', 'edges'].some((key) => Object.hasOwn(file, key))

/** Tools whose files are known by sight, though nobody here reads them. */
function otherTool(file: unknown): string | null {
  const has = (value: unknown, key: string): boolean => isJsonObject(value) && Object.hasOwn(value, key)
  const each = (list: unknown, key: string): boolean => Array.isArray(list) && list.length > 0 && list.every((one) => has(one, key))
  if (each(file, 'wires') || (Array.isArray(file) && file.some((one) => has(one, 'wires')))) return 'Node-RED'
  if (!isJsonObject(file)) return null
  if (each(file['flow'] ?? null, 'module') || each(file['subflows'] ?? null, 'flow')) return 'Make'
  if (Array.isArray(file['zaps']) || has(file['zap'] ?? null, 'steps')) return 'Zapier'
  const definition = isJsonObject(file['properties'] ?? null) && has(file['properties'], 'definition') ? file['properties'] : file
  return has(definition, 'definition') && JSON.stringify(definition).includes('Microsoft.Logic') ? 'Power Automate' : null
}
