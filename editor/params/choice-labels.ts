import { useMemo } from 'react'
import { choiceLabels, type LabelOf } from '../../shared/choice-labels.ts'
import { heldIn, itemEntity, leftAt } from '../../shared/flow-values.ts'
import { customFields } from '../../shared/known.ts'
import { paramValue } from '../../shared/node-type-data.ts'
import { namesIn } from '../../shared/param-words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useScene } from '../workflow/scene.ts'

/** What values of choices are called in previews of a step, as a run would write them. */
export function useChoiceLabels(step: string | null): LabelOf {
  const { draft, types, known } = useScene()
  return useMemo(() => {
    const nameOf = namesIn(known)
    return (path, value) => {
      // Looked up when it is asked for: the flow changes with every letter.
      const workflow = draft.getState().history.present
      const { subject } = workflow.settings
      const output = (node: string | null, name: string) => {
        const left = leftAt(node === null ? `event.${name}` : `node.${node}.${name}`, workflow, types)
        return left && heldIn(left, subject)
      }
      const place = { subject, item: itemEntity(workflow, types, step), event: heardOf(workflow, types), output, nameOf }
      return choiceLabels({ ...place, custom: customFields(known) })(path, value)
    }
  }, [draft, types, known, step])
}

/** The entity whose records the first trigger hears of that hears of records. */
function heardOf({ nodes }: Workflow, types: NodeTypes): string | null {
  for (const node of nodes) {
    const type = types.get(node.type)
    const entity = type?.trigger ? paramValue(type, node, 'entity') : undefined
    if (typeof entity === 'string') return entity
  }
  return null
}
