import { ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Known } from '../../shared/known.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { ActionsContext, makeActions } from '../canvas/actions.ts'
import { Canvas } from '../canvas/canvas.tsx'
import { CanvasControls } from '../canvas/canvas-controls.tsx'
import { OutlineTree } from '../canvas/outline-tree.tsx'
import { later } from '../ui/later.tsx'
import { LoadingRows } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { type Scene, SceneContext } from '../workflow/scene.ts'
import { createDraftStore, createViewStore, type Overlay } from '../workflow/store.ts'
import { useNarrow } from './use-narrow.ts'
import './editor.css'

const StepPanel = later(async () => ({ default: (await import('./step-panel.tsx')).StepPanel }), LoadingRows)

interface Props {
  readonly workflow: Workflow
  readonly types: NodeTypes
  readonly known: Known
  readonly head: ReactNode
  /** Lit over the drawing. */
  readonly overlay?: Overlay
  /** What stands beside the drawing; else the settings of the chosen step. */
  readonly side?: (active: string | null, select: (id: string | null) => void) => ReactNode
  /** On phones what stands beside the drawing comes before it. */
  readonly sideFirst?: boolean
}

/**
 * A flow that is only looked at: a version, or the way of a run. The panel shows the settings of a step, locked.
 * Nothing in it can be changed; `head` stands above the drawing.
 */
export function FlowView(props: Props) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  )
}

function View({ workflow, types, known, head, overlay, side, sideFirst = false }: Props) {
  const speech = useWords()
  const narrow = useNarrow()
  const [draft] = useState(() => createDraftStore(workflow))
  const [view] = useState(createViewStore)
  const scene = useMemo<Scene>(() => ({ draft, view, types, known, readOnly: true }), [draft, view, types, known])
  const actions = useMemo(
    () =>
      makeActions(scene, speech, {
        ask: () => undefined,
        openPeople: () => undefined,
        openPassed: () => undefined,
        middle: () => [0, 0],
        focusFlow: () => undefined,
        showPanel: () => undefined,
        openPanel: () => undefined,
      }),
    [scene, speech],
  )
  useEffect(() => view.getState().show(overlay ?? null), [overlay, view])
  const active = useStore(view, (state) => state.active)
  const beside = side
    ? side(active, (id) => view.getState().select(id === null ? [] : [id]))
    : active !== null && <StepPanel key={active} id={active} />
  return (
    <SceneContext value={scene}>
      <ActionsContext value={actions}>
        <div className="editor" data-narrow={narrow || undefined}>
          <header className="editor__top">{head}</header>
          <div className="editor__body">
            <section className="editor__middle" aria-label={speech.t('canvas.region')}>
              <div className="editor__canvas">
                {narrow ? (
                  <div className="editor__outline">
                    {sideFirst && beside}
                    <OutlineTree openPanel={() => undefined} />
                    {!sideFirst && beside}
                  </div>
                ) : (
                  <Canvas name={workflow.name}>
                    <CanvasControls />
                  </Canvas>
                )}
              </div>
            </section>
            {!narrow && beside && (
              <aside className="editor__right" style={{ width: 400 }} data-panel data-landmark tabIndex={-1}>
                <div className="editor__scroll">{beside}</div>
              </aside>
            )}
          </div>
        </div>
      </ActionsContext>
    </SceneContext>
  )
}
