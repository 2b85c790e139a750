import { IconHandStop } from '@tabler/icons-react'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { PlainStepIcon } from '../canvas/category-icon.tsx'
import { colourOf } from '../theme.ts'
import { cardSize } from '../workflow/placing.ts'

/** In units of the canvas. */
const iconSize = 56

interface Props {
  readonly workflow: Workflow
  readonly types: NodeTypes
  readonly height?: number
}

/**
 * A small picture of a flow: its steps with the icons and in the colours of their kinds, its lines between them. Hidden from
 * screen readers; `height` in pixels. Nothing for a flow without steps.
 */
export function FlowPicture({ workflow, types, height = 120 }: Props) {
  const spots = workflow.nodes.map(({ id }) => workflow.layout[id] ?? [0, 0])
  const left = Math.min(...spots.map(([x]) => x))
  const top = Math.min(...spots.map(([, y]) => y))
  const width = Math.max(...spots.map(([x]) => x)) - left + cardSize.width
  const tall = Math.max(...spots.map(([, y]) => y)) - top + cardSize.height
  if (spots.length === 0) return null
  const at = (id: string) => {
    const [x, y] = workflow.layout[id] ?? [0, 0]
    return [x - left, y - top] as const
  }
  return (
    <svg viewBox={`-20 -20 ${width + 40} ${tall + 40}`} height={height} width="100%" preserveAspectRatio="xMidYMid meet" aria-hidden>
      {workflow.edges.map(({ from, port, to }) => {
        const [x1, y1] = at(from)
        const [x2, y2] = at(to)
        const [sx, sy, tx, ty] = [x1 + cardSize.width / 2, y1 + cardSize.height, x2 + cardSize.width / 2, y2]
        const half = (sy + ty) / 2
        return (
          <path
            key={`${from}/${port}`}
            d={`M${sx} ${sy} C${sx} ${half} ${tx} ${half} ${tx} ${ty}`}
            fill="none"
            stroke="var(--t-line)"
            strokeWidth={Math.max(4, tall / 180)}
          />
        )
      })}
      {workflow.nodes.map(({ id, type, mode }) => {
        const [x, y] = at(id)
        const known = types.get(type) ?? null
        const group = known?.group ?? 'logic'
        return (
          <g key={id}>
            <rect
              x={x}
              y={y}
              width={cardSize.width}
              height={cardSize.height}
              rx={18}
              fill={`var(--t-${group}-tint)`}
              stroke={colourOf(group)}
              strokeWidth={Math.max(4, tall / 200)}
            />
            <PlainStepIcon
              type={known}
              x={x + cardSize.width / 2 - iconSize / 2}
              y={y + cardSize.height / 2 - iconSize / 2}
              size={iconSize}
            />
            {mode === 'suggest' && known?.acts && (
              <IconHandStop
                x={x + cardSize.width - iconSize}
                y={y + cardSize.height / 2 - iconSize / 2}
                size={iconSize}
                color="var(--t-approval)"
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}
