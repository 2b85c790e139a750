/** A flow as a file, the same one that the command line runs and `examples/` holds. */
import type { Workflow } from '../../shared/workflow.ts'
import { workflowText } from '../../shared/workflow-text.ts'

/** Lets the browser save the file. */
export function exportFlow(workflow: Workflow): void {
  const url = URL.createObjectURL(new Blob([workflowText(workflow)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(workflow.name)}.workflow.json`
  link.click()
  URL.revokeObjectURL(url)
}

/** Letters and figures of any language stay; whatever a file system may refuse becomes a dash. */
const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'flow'
