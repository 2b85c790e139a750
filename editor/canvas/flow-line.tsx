import { IconPlus } from '@tabler/icons-react'
import { BaseEdge, type EdgeProps } from '@xyflow/react'
import { memo, useContext } from 'react'
import { createPortal } from 'react-dom'
import { numberInWords } from '../ui/time-words.ts'
import { type Speech, useWords } from '../words/use-words.ts'
import { canvasGrid, type Spot } from '../workflow/placing.ts'
import { useScene, useView } from '../workflow/scene.ts'
import type { Difference, Passed } from '../workflow/store.ts'
import { useActions } from './actions.ts'
import { DifferenceSign } from './difference-sign.tsx'
import { LabelLayerContext } from './label-layer.ts'
import { plainRoute, type Route } from './line-routes.ts'
import { PortName } from './port-name.tsx'
import { isCramped } from './ports.ts'
import { handleSize, type LineData, type LineEdge } from './to-react-flow.ts'

/** A line between two steps: its port's name, how many passed, and a `+` that puts a step on it. An edge type of React Flow. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<LineEdge>) {
  const { id, data, selected, targetX } = props
  const speech = useWords()
  const { t, language } = speech
  const { readOnly } = useScene()
  const actions = useActions()
  const layer = useContext(LabelLayerContext)
  const passed = useView(({ overlay }) => overlay?.passed.get(id))
  const difference = useView(({ overlay }): Difference | undefined => (data?.cut ? 'removed' : overlay?.compared?.lines.get(id)))
  const taken = useView(({ overlay }) => (overlay?.taken ? overlay.taken.has(id) : null))
  if (!data) return null
  const { edge, label, alone } = data
  const { path, middle, start, end } = drawn(props, data)
  const passedWords = passed && passedText(passed, speech)
  return (
    <>
      <g
        className="flow-line"
        data-edge-id={id}
        data-count={passed?.runs}
        data-selected={selected || undefined}
        data-taken={taken === null ? undefined : taken ? 'yes' : 'no'}
        data-broken={label === null || undefined}
        data-difference={difference}
      >
        <BaseEdge path={path} interactionWidth={24} markerEnd="url(#arrow)" />
      </g>
      {layer &&
        createPortal(
          <>
            {label && !data.cut && <PortName port={label} from={start} before={alone && isCramped(label) ? end : undefined} />}
            {difference && (
              <span className="line-difference" style={{ transform: `translate(-50%, -50%) translate(${middle[0]}px, ${middle[1]}px)` }}>
                <DifferenceSign difference={difference} />
              </span>
            )}
            {passed !== undefined && (
              <button
                type="button"
                tabIndex={-1}
                className="passed-count nodrag nopan"
                aria-label={passedWords}
                title={passedWords}
                // Beside the `+`, away from a line that comes to the same step.
                style={{
                  transform: `translate(${middle[0] < targetX - canvasGrid ? 'calc(-100% - 14px)' : '14px'}, -50%) translate(${middle[0]}px, ${middle[1]}px)`,
                }}
                onClick={() => actions.openPassed(edge)}
              >
                {numberInWords(passed.runs, language)}
              </button>
            )}
            {!readOnly && (
              <button
                type="button"
                tabIndex={-1}
                className="add-button add-button--line nodrag nopan"
                aria-label={t('canvas.insertHere')}
                style={{ transform: `translate(-50%, -50%) translate(${middle[0]}px, ${middle[1]}px)` }}
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

/** How many passed; and how often, where that is more. */
const passedText = ({ runs, count }: Passed, { t }: Speech): string =>
  count > runs ? `${t('canvas.passed', { count: runs })}, ${t('canvas.passedTimes', { count })}` : t('canvas.passed', { count: runs })

/** The way it was given; while a step at its end is dragged, a plain one. The library tells the outer edges of the handles. */
function drawn({ sourceX, sourceY, targetX, targetY }: EdgeProps<LineEdge>, { route, ends }: LineData): Drawn {
  const half = handleSize / 2
  const source: Spot = ends.side ? [sourceX - half, sourceY] : [sourceX, sourceY - half]
  const target: Spot = [targetX, targetY + half]
  if (isNear(source, ends.source) && isNear(target, ends.target)) return { ...route, start: ends.source, end: ends.target }
  return { ...plainRoute({ ...ends, source, target }), start: source, end: target }
}

interface Drawn extends Route {
  readonly start: Spot
  readonly end: Spot
}

/** What the library measures at another zoom is off by a pixel or two; a dragged step moves by the grid. */
const isNear = ([ax, ay]: Spot, [bx, by]: Spot) => Math.abs(ax - bx) < canvasGrid / 2 && Math.abs(ay - by) < canvasGrid / 2
