/** What is new about a step in a version, in words for whoever decides its suggestions. Pure; who is told is `runtime/crm/tell-deciders.ts`. */
import { compareFlows, type FlowChange, placeOfChange } from './compare-flows.ts'
import type { Json, Said } from './json.ts'
import { type NodeTypeData, nodeTitle, paramOf } from './node-type-data.ts'
import type { Words } from './words.ts'
import type { Workflow, WorkflowNode } from './workflow.ts'
import type { NodeTypes } from './workflow-graph.ts'

/** One step that is different; `isGone`: it is in the later version no more. */
export interface StepNews {
  readonly node: string
  readonly title: Words
  readonly isGone: boolean
  /** Sentences. */
  readonly said: readonly Said[]
}

/** The steps that differ between two versions, in the order of the later one, each with what is new. New steps are left out: nobody has decided about them. */
export function stepNews(before: Workflow, after: Workflow, types: NodeTypes): readonly StepNews[] {
  const news = new Map<string, StepNews>()
  for (const change of compareFlows(before, after)) {
    const node = placeOfChange(change)
    if (node === null || change.kind === 'added') continue
    const drawn = 'node' in change ? change.node : change.kind === 'changed' ? change.after : null
    if (!drawn) continue
    const title = nodeTitle(drawn, types.get(drawn.type))
    const said = [...(news.get(node)?.said ?? []), ...saidOf(change, title, types)]
    news.set(node, { node, title, isGone: change.kind === 'removed', said })
  }
  return [...news.values()]
}

function saidOf(change: FlowChange, title: Words, types: NodeTypes): readonly Said[] {
  const node = title as unknown as Json
  switch (change.kind) {
    case 'removed':
      return [{ code: 'news-removed', with: { node } }]
    case 'line':
      return [{ code: 'news-way', with: { node } }]
    case 'changed': {
      const { before, after, params } = change
      const fields = changedFields(before, after, params, types.get(after.type))
      return [
        ...(before.mode === after.mode ? [] : [{ code: `news-mode-${after.mode}`, with: { node } }]),
        ...(fields.length === 0 ? [] : [{ code: 'news-changed', with: { node, fields: fields as unknown as Json } }]),
      ]
    }
    default:
      return []
  }
}

/** By their labels; what nobody who decides sees, such as how often a letter is tried, is told as the settings of the step. */
function changedFields(
  before: WorkflowNode,
  after: WorkflowNode,
  params: readonly string[],
  type: NodeTypeData | undefined,
): readonly Words[] {
  const labels = params.map((name) => (type && paramOf(type, name)?.label) ?? { en: name, ru: name })
  const differs = (name: keyof NonNullable<WorkflowNode['common']>) =>
    JSON.stringify(before.common?.[name]) !== JSON.stringify(after.common?.[name])
  return [
    ...(before.name === after.name ? [] : [{ en: 'its name', ru: 'название' }]),
    ...labels,
    ...(differs('relevance') ? [{ en: 'the condition under which it is of use', ru: 'условие, пока оно нужно' }] : []),
    ...(differs('approver') ? [{ en: 'who decides', ru: 'кто решает' }] : []),
    ...(differs('decideWithin') || differs('onExpiry') ? [{ en: 'until when it is to be decided', ru: 'срок решения' }] : []),
    ...(differs('window') ? [{ en: 'when it may send', ru: 'когда можно отправлять' }] : []),
  ]
}
