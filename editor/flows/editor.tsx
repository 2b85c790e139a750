import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useStore } from 'zustand'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { checkWorkflow } from '../../shared/check-workflow.ts'
import { compareFlows } from '../../shared/compare-flows.ts'
import type { Known } from '../../shared/known.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { ActionsContext, type Asking, makeActions } from '../canvas/actions.ts'
import { Announcements } from '../canvas/announcements.tsx'
import { AskingDialog } from '../canvas/asking-dialog.tsx'
import { Canvas } from '../canvas/canvas.tsx'
import { CanvasControls } from '../canvas/canvas-controls.tsx'
import { focusFlow } from '../canvas/focus-flow.ts'
import { PlacedPalette } from '../canvas/palette.tsx'
import { SelectionBar } from '../canvas/selection-bar.tsx'
import { StartChooser } from '../canvas/start-chooser.tsx'
import { useEditorCommands } from '../canvas/use-editor-commands.ts'
import { useNumbers } from '../canvas/use-numbers.ts'
import { namingDeleted } from '../params/broken-reference.ts'
import { later } from '../ui/later.tsx'
import { whenThere } from '../ui/when-there.ts'
import { useWords } from '../words/use-words.ts'
import { canvasGrid, cardSize, onGrid, type Spot } from '../workflow/placing.ts'
import { type Scene, SceneContext } from '../workflow/scene.ts'
import { useSettled } from '../workflow/use-settled.ts'
import { EditorTopBar } from './editor-top-bar.tsx'
import { wasTakenOver } from './just-taken-over.ts'
import { LeftPanel, type LeftSide } from './left-panel.tsx'
import { NarrowFlow, type NarrowSide } from './narrow-flow.tsx'
import { ProblemList } from './problem-list.tsx'
import { RightPanel, type Side } from './right-panel.tsx'
import { SentenceStrip } from './sentence-strip.tsx'
import { useCounts } from './use-counts.ts'
import { useDraftSession } from './use-draft-session.ts'
import { useFeedbackMarks } from './use-feedback.ts'
import { useNarrow } from './use-narrow.ts'
import './editor.css'

/** What compares two drawings says more than the drawing itself, and is seldom needed at once. */
const PublishDialog = later(async () => {
  const [dialog] = await Promise.all([import('./publish-dialog.tsx'), import('../words/params.ts')])
  return { default: dialog.PublishDialog }
})
const ConflictDialog = later(async () => {
  const [dialog] = await Promise.all([import('./conflict-dialog.tsx'), import('../words/params.ts')])
  return { default: dialog.ConflictDialog }
})

const OriginDialog = later(async () => ({ default: (await import('./origin-dialog.tsx')).OriginDialog }))

interface Props {
  readonly opened: OpenedWorkflow
  readonly types: NodeTypes
  readonly known: Known
  /** Reads the draft again, forgetting this one. */
  readonly reopen: () => void
}

/**
 * The editor of a flow: top bar, sentences, palette and outline, canvas, panel, problems. For one opened draft: another
 * one needs another `key`.
 */
export function Editor(props: Props) {
  return (
    <ReactFlowProvider>
      <OpenEditor {...props} />
    </ReactFlowProvider>
  )
}

function OpenEditor({ opened, types, known, reopen }: Props) {
  const speech = useWords()
  const { t } = speech
  const [, go] = useLocation()
  const session = useDraftSession(opened)
  const { draft, view, saving } = session
  const flow = useReactFlow()
  const narrow = useNarrow()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [side, setSide] = useSide(view)
  const [publishing, setPublishing] = useState(false)
  const [showsOrigin, setShowsOrigin] = useState(wasTakenOver)
  const numbers = useNumbers()
  const [showsProblems, setShowsProblems] = useState(false)
  const [left, setLeft] = useState<LeftSide>('steps')
  const [seen, setSeen] = useState<NarrowSide>('outline')
  const [focused, setFocused] = useState(false)

  /** Opens a panel and takes the keyboard there. */
  const showPanel = useCallback(
    (next: Side) => {
      setSide(next)
      whenThere('[data-panel] [data-panel-start]', (start) => start.focus())
    },
    [setSide],
  )
  const openPanel = useCallback(() => showPanel('step'), [showPanel])
  const scene = useMemo<Scene>(() => ({ draft, view, types, known, readOnly: false }), [draft, view, types, known])
  const passedSince = useRef(numbers.from)
  passedSince.current = numbers.from
  const actions = useMemo(
    () =>
      makeActions(scene, speech, {
        ask: setAsking,
        openPeople: (node, kind) =>
          go(
            kind === 'approval'
              ? `/inbox?whose=all&flow=${opened.id}&step=${encodeURIComponent(node)}`
              : `/flows/${opened.id}/people?step=${encodeURIComponent(node)}&state=${kind}`,
          ),
        openPassed: ({ from, port }) =>
          go(`/flows/${opened.id}/runs?${new URLSearchParams({ node: from, port, from: passedSince.current })}`),
        middle: (): Spot => {
          const box = document.querySelector('[data-canvas]')?.getBoundingClientRect()
          if (!box) return [0, 0]
          const { x, y } = flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 3 })
          return onGrid([x - cardSize.width / 2, y - canvasGrid])
        },
        focusFlow,
        showPanel: () => setSide('step'),
        openPanel,
      }),
    [scene, speech, flow, go, opened.id, setSide, openPanel],
  )

  // Not the whole draft: a letter that is typed must not draw the page anew.
  const isEmpty = useStore(draft, ({ history }) => history.present.nodes.length === 0)
  const name = useStore(draft, ({ history }) => history.present.name)
  const origin = useStore(draft, ({ history }) => history.present.origin)
  const problems = useProblems(scene)
  const changes = useChanges(draft, opened.live)
  useCounts(opened.id, numbers, side !== 'trial', view)
  useFeedbackMarks(opened.id, view)
  const tryOut = useCallback(() => showPanel('trial'), [showPanel])
  const publish = useCallback(async () => {
    await Promise.all([session.flush(), PublishDialog.load()])
    setPublishing(true)
  }, [session])

  const showOrigin = useCallback(() => setShowsOrigin(true), [])

  useEditorCommands({
    actions,
    draft,
    view,
    focused,
    openPanel,
    closePanel: () => {
      setSide(null)
      focusFlow()
    },
    tryOut,
    toggleNumbers: numbers.toggle,
    toggleProblems: () => setShowsProblems((shown) => !shown),
    find: () => {
      setLeft('outline')
      setSeen('outline')
      whenThere('[data-outline-search]', (field) => field.focus())
    },
  })

  return (
    <SceneContext value={scene}>
      <ActionsContext value={actions}>
        <div className="editor" data-narrow={narrow || undefined}>
          <EditorTopBar
            opened={opened}
            saving={saving}
            changes={changes}
            tryOut={tryOut}
            publish={publish}
            show={showPanel}
            showOrigin={showOrigin}
          />
          <div className="editor__body">
            {!narrow && <LeftPanel shown={left} show={setLeft} openPanel={openPanel} focused={setFocused} />}
            <section className="editor__middle" data-landmark aria-label={t('canvas.region')} tabIndex={-1}>
              <SentenceStrip openPanel={openPanel} />
              <div className="editor__canvas">
                {narrow ? (
                  <NarrowFlow isEmpty={isEmpty} name={name} shown={seen} show={setSeen} openPanel={openPanel} focused={setFocused} />
                ) : (
                  <>
                    <Canvas name={name} remembered={opened.id} openPanel={openPanel} focused={setFocused}>
                      <CanvasControls numbers={numbers} />
                      <SelectionBar />
                    </Canvas>
                    {isEmpty && <StartChooser />}
                  </>
                )}
                <ProblemList problems={problems} shown={showsProblems} show={setShowsProblems} openPanel={openPanel} />
              </div>
            </section>
            <RightPanel
              side={side}
              show={setSide}
              narrow={narrow}
              opened={opened}
              problems={problems}
              flush={session.flush}
              revision={session.revision}
              reopen={reopen}
            />
          </div>
        </div>
        <Announcements />
        <PlacedPalette />
        {asking && <AskingDialog asking={asking} close={() => setAsking(null)} />}
        {showsOrigin && origin && (
          <OriginDialog origin={origin} problems={problems} openPanel={openPanel} close={() => setShowsOrigin(false)} />
        )}
        {publishing && (
          <PublishDialog
            opened={opened}
            revision={session.revision()}
            draft={draft.getState().history.present}
            problems={problems}
            close={() => setPublishing(false)}
            done={reopen}
          />
        )}
        {saving.kind === 'conflict' && <ConflictDialog opened={opened} conflict={saving} session={session} reopen={reopen} />}
      </ActionsContext>
    </SceneContext>
  )
}

/** How many things in the draft are not live yet; late enough not to disturb typing. */
function useChanges(draft: Scene['draft'], live: Workflow | null): number {
  const workflow = useSettled(draft)
  return useMemo(() => (live === null ? 0 : compareFlows(live, workflow).length), [live, workflow])
}

/** What is wrong, found as one draws; late enough not to disturb typing. */
function useProblems({ draft, view, types, known }: Scene): readonly Problem[] {
  const workflow = useSettled(draft)
  const problems = useMemo(() => {
    const before = draft.getState().history.past.map(({ value }) => value)
    return checkWorkflow(workflow, [...types.values()], known).map((problem) => namingDeleted(problem, before, types))
  }, [workflow, draft, types, known])
  useEffect(() => view.getState().setProblems(problems), [problems, view])
  return problems
}

/** What the right panel shows. The chosen step stands in the address, so that a link leads to it. */
function useSide(view: Scene['view']): readonly [Side, (side: Side) => void] {
  const search = useSearch()
  const [location, go] = useLocation()
  const [side, setSide] = useState<Side>(() => {
    const step = new URLSearchParams(search).get('step')
    if (step !== null) view.getState().select([step])
    return step === null ? null : 'step'
  })
  const active = useStore(view, (state) => state.active)
  useEffect(() => {
    const params = new URLSearchParams(window.location.search)
    if (params.get('step') !== active) {
      if (active === null) params.delete('step')
      else params.set('step', active)
      go(params.size === 0 ? location : `${location}?${params}`, { replace: true })
    }
    setSide((now) => (active === null && now === 'step' ? null : now))
  }, [active, go, location])
  return [side, setSide]
}
