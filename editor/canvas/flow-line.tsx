/** A line between two steps: its port's name, how many passed, and a `+` that puts a step on it. */

import { IconPlus } from '@tabler/icons-react'
import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { memo, useContext } from 'react'
import { createPortal } from 'react-dom'
import { numberInWords } from '../ui/time-words.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { LabelLayerContext } from './label-layer.ts'
import { pathThrough } from './line-path.ts'
import type { LineEdge } from './to-react-flow.ts'

export const FlowLine = memo(function FlowLine(props: EdgeProps<LineEdge>) {
  const { id, data, selected, sourceX, sourceY, targetX, targetY } = props
  const { t, of, language } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const layer = useContext(LabelLayerContext)
  const passed = useView(({ overlay }) => overlay?.passed.get(id))
  const taken = useView(({ overlay }) => (overlay?.taken ? overlay.taken.has(id) : null))
  if (!data) return null
  const [path, middleX, middleY] = drawn(props, data.lane)
  const { edge, label, several } = data
  const named = label !== null && (several || label.side)
  const straight = Math.abs(sourceX - targetX) < 2
  return (
    <>
      <g
        className="flow-line"
        data-edge-id={id}
        data-count={passed}
        data-selected={selected || undefined}
        data-taken={taken === null ? undefined : taken ? 'yes' : 'no'}
        data-broken={label === null || undefined}
      >
        <BaseEdge path={path} interactionWidth={24} markerEnd="url(#arrow)" />
      </g>
      {layer &&
        createPortal(
          <>
            {named && (
              <span
                className="port-name port-name--line"
                style={{
                  transform: label.side
                    ? `translate(0, -50%) translate(${sourceX + 10}px, ${sourceY}px)`
                    : `translate(-50%, 0) translate(${sourceX}px, ${sourceY + 12}px)`,
                }}
              >
                {of(label.words)}
              </span>
            )}
            {passed !== undefined && (
              <span className="passed-count" style={{ transform: `translate(14px, -50%) translate(${targetX}px, ${targetY - 18}px)` }}>
                {numberInWords(passed, language)}
              </span>
            )}
            {!readOnly && (
              <button
                type="button"
                tabIndex={-1}
                className="add-button add-button--line nodrag nopan"
                aria-label={t('canvas.insertHere')}
                style={{ transform: `translate(-50%, -50%) translate(${middleX}px, ${named && straight ? middleY + 8 : middleY}px)` }}
                onClick={({ clientX, clientY }) =>
                  actions.openPalette({ kind: 'port', from: edge.from, port: edge.port, at: [clientX, clientY] })
                }
              >
                <IconPlus size={14} stroke={2.25} aria-hidden />
              </button>
            )}
          </>,
          layer,
        )}
    </>
  )
})

/** The path and its middle. */
function drawn(props: EdgeProps<LineEdge>, lane: number | null): readonly [path: string, x: number, y: number] {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props
  if (lane !== null) {
    const { path, middle } = pathThrough(lane, [sourceX, sourceY], [targetX, targetY])
    return [path, ...middle]
  }
  const [path, x, y] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 14 })
  return [path, x, y]
}
