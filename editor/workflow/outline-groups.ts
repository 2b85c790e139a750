/** Headings of groups in the outline. */
import type { CanvasGroup, Workflow } from '../../shared/workflow.ts'
import { groupsOf } from './groups.ts'
import type { OutlineRow } from './outline.ts'

/** The heading of a group; what is in it follows one level below. */
export interface GroupHeading {
  readonly kind: 'group'
  readonly level: number
  readonly group: CanvasGroup
}

/** The rows of the outline with a heading where each group begins; the steps of folded groups are left out, unless `whole`. */
export function withGroups(rows: readonly OutlineRow[], workflow: Workflow, whole = false): readonly (OutlineRow | GroupHeading)[] {
  const around = new Map(groupsOf(workflow).flatMap((group) => group.members.map((id) => [id, group] as const)))
  if (around.size === 0) return rows
  const met = new Set<CanvasGroup>()
  let under: { readonly group: CanvasGroup; readonly level: number } | null = null
  return rows.flatMap((row): readonly (OutlineRow | GroupHeading)[] => {
    const group = around.get(row.kind === 'step' ? row.node.id : row.from)
    if (under && group !== under.group && row.level <= under.level) under = null
    const found: (OutlineRow | GroupHeading)[] = []
    if (group && row.kind === 'step' && !met.has(group)) {
      met.add(group)
      under = { group, level: row.level }
      found.push({ kind: 'group', level: row.level, group })
    }
    if (whole || !group?.folded) found.push(under ? { ...row, level: row.level + 1 } : row)
    return found
  })
}
