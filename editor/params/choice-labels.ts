import { useMemo } from 'react'
import { choiceLabels, type LabelOf } from '../../shared/choice-labels.ts'
import { customFields } from '../../shared/known.ts'
import { entityOf, paramValue } from '../../shared/node-type-data.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'

/** What values of choices are called in previews: as a run would write them. */
export function useChoiceLabels(): LabelOf {
  const { draft, types, known } = useScene()
  const subject = useWorkflow(({ settings }) => settings.subject)
  return useMemo(() => {
    return (path, value) => {
      // Looked up when it is asked for: the flow changes with every letter.
      const { nodes } = draft.getState().history.present
      const output = (id: string, name: string) => {
        const node = nodes.find((each) => each.id === id)
        const type = types.get(node?.type ?? '')
        const found = type?.output[name]
        return node && type && found?.type === 'record' && found.entity ? entityOf(found.entity, type, node, subject) : null
      }
      return choiceLabels({ subject, item: null, event: heardOf(nodes, types), output, custom: customFields(known) })(path, value)
    }
  }, [draft, types, known, subject])
}

/** The entity whose records the first trigger hears of that hears of records. */
function heardOf(nodes: readonly WorkflowNode[], types: NodeTypes): string | null {
  for (const node of nodes) {
    const type = types.get(node.type)
    const entity = type?.trigger ? paramValue(type, node, 'entity') : undefined
    if (typeof entity === 'string') return entity
  }
  return null
}
