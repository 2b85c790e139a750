/** Groups: steps and notes that are seen as one. They are for people only; nothing runs by them. */
import type { CanvasGroup, Workflow } from '../../shared/workflow.ts'

const none: readonly CanvasGroup[] = []

/** Those of a workflow; older files have none. */
export const groupsOf = ({ groups = none }: Workflow): readonly CanvasGroup[] => groups

/** Null when there is none. */
export const groupById = (workflow: Workflow, id: string): CanvasGroup | null => groupsOf(workflow).find((group) => group.id === id) ?? null

/** The group that a step or a note belongs to; null for none. */
export const groupAround = (workflow: Workflow, member: string): CanvasGroup | null =>
  groupsOf(workflow).find(({ members }) => members.includes(member)) ?? null

/** The chosen steps and notes; of a chosen group those that are in it. */
export const withMembers = (workflow: Workflow, ids: Iterable<string>): ReadonlySet<string> =>
  new Set([...ids].flatMap((id) => groupById(workflow, id)?.members ?? [id]))

/** Makes a group of what is chosen, which leaves the groups it was in. */
export function makeGroup(workflow: Workflow, { id, name }: Pick<CanvasGroup, 'id' | 'name'>, chosen: Iterable<string>): Workflow {
  const wanted = withMembers(workflow, chosen)
  const members = [...workflow.nodes, ...workflow.notes].flatMap((each) => (wanted.has(each.id) ? [each.id] : []))
  if (members.length === 0 || groupById(workflow, id)) return workflow
  return { ...workflow, groups: [...(leaveGroups(workflow, members).groups ?? []), { id, name, members }] }
}

/** Takes groups away; what was in them stays. */
export const ungroup = (workflow: Workflow, ids: readonly string[]): Workflow =>
  withGroups(
    workflow,
    groupsOf(workflow).filter(({ id }) => !ids.includes(id)),
  )

/** Changes the name of a group, or folds and unfolds it. An empty name changes nothing. */
export function changeGroup(workflow: Workflow, id: string, change: Partial<Pick<CanvasGroup, 'name' | 'folded'>>): Workflow {
  const group = groupById(workflow, id)
  if (!group || change.name?.trim() === '') return workflow
  const { folded = false, ...rest } = { ...group, ...change }
  const next: CanvasGroup = folded ? { ...rest, folded } : rest
  if (next.name === group.name && folded === (group.folded ?? false)) return workflow
  return { ...workflow, groups: groupsOf(workflow).map((each) => (each === group ? next : each)) }
}

/** Takes steps and notes out of their groups; a group that is empty then goes, too. */
export function leaveGroups(workflow: Workflow, ids: Iterable<string>): Workflow {
  const leaving = new Set(ids)
  return withGroups(
    workflow,
    groupsOf(workflow).map((group) =>
      group.members.some((id) => leaving.has(id)) ? { ...group, members: group.members.filter((id) => !leaving.has(id)) } : group,
    ),
  )
}

/** What was deleted leaves its groups. */
export function pruneGroups(workflow: Workflow): Workflow {
  const there = new Set([...workflow.nodes, ...workflow.notes].map(({ id }) => id))
  return leaveGroups(
    workflow,
    groupsOf(workflow).flatMap(({ members }) => members.filter((id) => !there.has(id))),
  )
}

/** A step that is put between two of one group belongs to it. */
export function joinGroup(workflow: Workflow, id: string, before: string, after: string): Workflow {
  const group = groupAround(workflow, before)
  if (!group?.members.includes(after)) return workflow
  return {
    ...workflow,
    groups: groupsOf(workflow).map((each) => (each === group ? { ...group, members: [...group.members, id] } : each)),
  }
}

/** Without groups the workflow is written as one that never had any. */
function withGroups(workflow: Workflow, groups: readonly CanvasGroup[]): Workflow {
  const before = groupsOf(workflow)
  const kept = groups.filter(({ members }) => members.length > 0)
  if (kept.length === before.length && kept.every((group, at) => group === before[at])) return workflow
  if (kept.length > 0) return { ...workflow, groups: kept }
  const { groups: _, ...rest } = workflow
  return rest
}
