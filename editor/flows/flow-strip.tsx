import { IconArrowRight, IconHandStop } from '@tabler/icons-react'
import { Fragment } from 'react'
import { suggests } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { StepIcon } from '../canvas/category-icon.tsx'
import { factsOf } from '../workflow/node-types.ts'
import { outline } from '../workflow/outline.ts'

/** So many steps are shown; of the others only how many there are. */
const most = 4

/** The first steps of a flow as a row of icons; those that ask a person carry a hand. Hidden from screen readers, because its words stand beside it. */
export function FlowStrip({ workflow, types }: { readonly workflow: Workflow; readonly types: NodeTypes }) {
  const steps = outline(workflow, factsOf(types, workflow)).flatMap((row) => (row.kind === 'step' ? [row.node] : []))
  const more = steps.length - most
  return (
    <div className="flow-strip" aria-hidden>
      {steps.slice(0, most).map((node, at) => {
        const type = types.get(node.type)
        return (
          <Fragment key={node.id}>
            {at > 0 && <IconArrowRight size={12} stroke={2} className="flow-strip__arrow" />}
            <span className="flow-strip__step">
              <StepIcon type={type ?? null} />
              {suggests(type, node, workflow.settings.everythingSuggests) && (
                <span className="flow-strip__hand">
                  <IconHandStop size={12} stroke={2.25} />
                </span>
              )}
            </span>
          </Fragment>
        )
      })}
      {more > 0 && <span className="flow-strip__more">+{more}</span>}
    </div>
  )
}
