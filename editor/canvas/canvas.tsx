/**
 * The drawing. It is one tab stop: arrows move the selection, which is named to screen readers; what the library does
 * with keys itself is switched off. Everything that changes the workflow goes through `actions.ts`.
 */
import '@xyflow/react/dist/style.css'
import './canvas.css'
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type FinalConnectionState,
  type NodeChange,
  Panel,
  ReactFlow,
  SelectionMode,
  useStore as useFlowStore,
  useReactFlow,
} from '@xyflow/react'
import { type MouseEvent as ReactMouseEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Edge, Workflow } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { seen, seenAs } from '../workflow/fold.ts'
import { edgeId, nodeById } from '../workflow/graph.ts'
import { groupById, groupsOf } from '../workflow/groups.ts'
import { canvasGrid, cardSize, rowStep, type Spot } from '../workflow/placing.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { firstView, keepView, keptView, readableZoom, showsSomething } from './first-view.ts'
import { FlowLine } from './flow-line.tsx'
import { focusFlow, returnTo } from './focus-flow.ts'
import { FoldedGroup, GroupFrame } from './group-card.tsx'
import { draggedAlong, spotOf } from './group-nodes.ts'
import { LabelLayerContext, labelLayerIn } from './label-layer.ts'
import { ModeBar } from './mode-bar.tsx'
import { NoteCard } from './note-card.tsx'
import { useSaidSelection } from './said-selection.ts'
import { cardDomId, StepCard } from './step-card.tsx'
import { PlacedStepMenu } from './step-menu.tsx'
import { type CanvasNode, edgeMaker, type LineEdge, nodeMaker } from './to-react-flow.ts'
import { useClipboard } from './use-clipboard.ts'

const nodeTypes = { step: StepCard, note: NoteCard, frame: GroupFrame, folded: FoldedGroup }
const edgeTypes = { line: FlowLine }
/** What the palette puts on the pointer while a step is dragged from it. */
export const draggedType = 'application/x-tandem-step'
/** Below this zoom a card is its icon. */
const farZoom = 0.45
const nobody: ReadonlyMap<string, Spot> = new Map()
const noEdges: readonly Edge[] = []

interface Props {
  readonly name: string
  /** Under which name this browser remembers what is seen of it; null: it is not remembered. */
  readonly remembered?: string | null
  /** Opens the panel of the active step. */
  readonly openPanel?: () => void
  readonly focused?: (focused: boolean) => void
  readonly children?: ReactNode
}

/** Inside a `SceneContext` and an `ActionsContext`. `name` is what screen readers call it, `children` lie on top of it. */
export function Canvas({ name, remembered = null, openPanel, focused, children }: Props) {
  const { t } = useWords()
  const { types, readOnly, view, draft } = useScene()
  const actions = useActions()
  const workflow = useWorkflow((each) => each)
  const selected = useView((each) => each.selected)
  const active = useView((each) => each.active)
  const selectedEdge = useView((each) => each.edge)
  const mode = useView((each) => each.mode)
  const cut = useView((each) => each.overlay?.compared?.cut ?? noEdges)
  const [dragged, setDragged] = useState(nobody)
  const flow = useReactFlow()
  const touch = useMemo(() => matchMedia('(pointer: coarse)').matches, [])

  const makeNodes = useMemo(() => nodeMaker(types), [types])
  const makeEdges = useMemo(() => edgeMaker(types), [types])
  // What is only looked at is seen whole.
  const drawn = readOnly ? workflow : seen(workflow)
  const nodes = useMemo(() => makeNodes(drawn, { selected, dragged, readOnly }), [makeNodes, drawn, selected, dragged, readOnly])
  const edges = useMemo(() => makeEdges(drawn, selectedEdge, readOnly, cut), [makeEdges, drawn, selectedEdge, readOnly, cut])

  const change = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const workflow = draft.getState().history.present
      const chosen = new Set(view.getState().selected)
      let chose = false
      const moved = new Map<string, Spot>()
      for (const each of changes) {
        if (each.type === 'select') {
          chose = true
          // The library knows nothing of frames that are chosen, nor of what is chosen inside a folded group.
          if (each.selected) for (const id of [...chosen]) if (isOpenGroup(workflow, id)) chosen.delete(id)
          if (each.selected) chosen.add(each.id)
          else for (const id of [each.id, ...(groupById(workflow, each.id)?.members ?? [])]) chosen.delete(id)
        } else if (each.type === 'position' && each.position && each.dragging) {
          const { x, y } = each.position
          for (const [id, spot] of Object.entries(draggedAlong(workflow, each.id, [x, y]))) moved.set(id, spot)
        }
      }
      if (chose) view.getState().select(chosen)
      if (moved.size > 0) setDragged((before) => new Map([...before, ...moved]))
    },
    [view, draft],
  )

  const dropDrag = useCallback(() => {
    setDragged((spots) => {
      if (spots.size > 0) queueMicrotask(() => actions.move(Object.fromEntries([...spots].map(([id, [x, y]]) => [id, [x, y]]))))
      return nobody
    })
  }, [actions])

  /** A line let go over a card leads there; over nothing, the palette opens to put a step there. */
  const endLine = useCallback(
    (event: MouseEvent | TouchEvent, { fromHandle, toNode }: FinalConnectionState) => {
      if (!fromHandle?.id) return
      const { clientX, clientY } = 'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
      const end = { from: fromHandle.nodeId, port: fromHandle.id }
      const target = toNode?.id ?? cardAt(clientX, clientY)
      if (target === end.from) return
      if (target) actions.connectTo(end, target)
      else actions.openPalette({ kind: 'port', ...end, at: [clientX, clientY] })
    },
    [actions],
  )

  const box = useRef<HTMLDivElement>(null)
  const [labels, setLabels] = useState<Element | null>(null)
  const begin = () => {
    const size: Spot = [box.current?.clientWidth ?? 0, box.current?.clientHeight ?? 0]
    const left = remembered === null ? null : keptView(remembered, localStorage)
    const view =
      left && showsSomething(workflow.layout, left, size) ? left : firstView(workflow.layout, size, active, touch ? 1 : readableZoom)
    if (view) void flow.setViewport(view)
  }
  useShowActive(active)
  const said = useSaidSelection()
  const [hasFocus, setHasFocus] = useState(false)
  const hearFocus = (on: boolean) => {
    setHasFocus(on)
    if (on) returnTo('canvas')
    focused?.(on)
  }
  const clipboard = useClipboard()
  const [menu, setMenu] = useState<{ readonly id: string; readonly at: Spot } | null>(null)
  /** Held with a finger, clicked with the other button, or asked for by the key for menus. */
  const offer = (event: ReactMouseEvent) => {
    if (readOnly || !(event.target instanceof Element)) return
    const id = event.target === box.current ? active : (event.target.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId'] ?? null)
    if (id === null || !nodeById(workflow, id)) return
    event.preventDefault()
    actions.select(id)
    const card = document.getElementById(cardDomId(id))?.getBoundingClientRect()
    setMenu({ id, at: event.target === box.current && card ? [card.x, card.bottom] : [event.clientX, event.clientY] })
  }

  return (
    <div className="canvas-frame" data-mode={mode.kind}>
      <LabelLayerContext value={labels}>
        <ReactFlow<CanvasNode, LineEdge>
          ref={box}
          onInit={() => {
            setLabels(labelLayerIn(box.current))
            begin()
          }}
          onMoveEnd={(_, view) => remembered !== null && keepView(remembered, view, localStorage)}
          className="canvas"
          data-canvas=""
          tabIndex={0}
          aria-label={t('canvas.name', { name })}
          aria-roledescription={t('canvas.role')}
          aria-activedescendant={active === null ? undefined : cardDomId(readOnly ? active : seenAs(workflow, active))}
          aria-describedby="canvas-keys"
          onFocus={({ target, currentTarget }) => hearFocus(target === currentTarget)}
          onBlur={() => hearFocus(false)}
          {...clipboard}
          onContextMenu={offer}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={change}
          onNodeDragStop={dropDrag}
          onSelectionDragStop={dropDrag}
          onConnectEnd={endLine}
          onReconnect={() => undefined}
          onReconnectEnd={(event, edge) => {
            const { clientX, clientY } = 'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
            const target = cardAt(clientX, clientY)
            const old = edge.data?.edge
            if (old && target && target !== old.to) actions.replaceWay(old, target)
          }}
          onNodeClick={(event, node) => {
            // The library leaves the others selected.
            if (selected.size > 1 && !(event.shiftKey || event.ctrlKey || event.metaKey)) actions.select(node.id)
            if (mode.kind === 'connecting' && node.id !== mode.from) actions.connectTo(mode, node.id)
            else if (node.type !== 'note') {
              if (node.type === 'frame') actions.select(node.id)
              actions.showPanel()
            }
            box.current?.focus({ preventScroll: true })
          }}
          onNodeDoubleClick={(_, node) => node.type !== 'note' && openPanel?.()}
          onEdgeClick={(_, edge) => {
            view.getState().selectEdge(edge.data ? edgeId(edge.data.edge) : null)
            box.current?.focus({ preventScroll: true })
          }}
          onPaneClick={() => {
            view.getState().select([])
            view.getState().setMode({ kind: 'plain' })
            view.getState().openPalette(null)
            box.current?.focus({ preventScroll: true })
          }}
          onDragOver={(event) => {
            if (readOnly || !event.dataTransfer.types.includes(draggedType)) return
            event.preventDefault()
            event.dataTransfer.dropEffect = 'copy'
          }}
          onDrop={(event) => {
            const type = types.get(event.dataTransfer.getData(draggedType))
            if (!type || readOnly) return
            event.preventDefault()
            const line = document
              .elementsFromPoint(event.clientX, event.clientY)
              .map((each) => each.closest<SVGElement>('[data-edge-id]'))
              .find(Boolean)
            const edge = line ? workflow.edges.find((each) => edgeId(each) === line.dataset['edgeId']) : undefined
            const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
            const spot: Spot = [x - cardSize.width / 2, y - cardSize.height / 2]
            actions.addType(
              type,
              edge && !type.trigger
                ? { kind: 'port', from: edge.from, port: edge.port, at: [event.clientX, event.clientY] }
                : { kind: 'canvas', spot, at: [event.clientX, event.clientY] },
            )
          }}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
          selectionMode={SelectionMode.Partial}
          selectionOnDrag={!touch}
          panOnDrag={touch ? true : [1]}
          panActivationKeyCode="Space"
          panOnScroll
          zoomOnDoubleClick={false}
          elementsSelectable
          nodesConnectable={!readOnly}
          connectOnClick={false}
          connectionRadius={28}
          connectionLineType={ConnectionLineType.SmoothStep}
          reconnectRadius={14}
          snapToGrid
          snapGrid={[canvasGrid, canvasGrid]}
          minZoom={0.1}
          maxZoom={2}
          onlyRenderVisibleElements={workflow.nodes.length > 150}
          attributionPosition="bottom-right"
        >
          <Arrow />
          <Background variant={BackgroundVariant.Dots} gap={canvasGrid * 1.5} size={1.25} color="var(--t-dots)" />
          <Zoomed frame={box} />
          <Panel position="top-center" style={{ zIndex: 7 }}>
            <ModeBar />
          </Panel>
          {children}
        </ReactFlow>
      </LabelLayerContext>
      {menu && (
        <PlacedStepMenu
          {...menu}
          close={() => {
            setMenu(null)
            // What the menu has opened takes the keyboard; else it is back where it came from.
            requestAnimationFrame(() => document.activeElement === document.body && focusFlow())
          }}
        />
      )}
      <p id="canvas-keys" className="only-read-aloud">
        {t('canvas.keys')}
      </p>
      {/* Of what is selected elsewhere, in the outline or the panel, the focus itself speaks. */}
      <p className="only-read-aloud" aria-live="polite" data-said="">
        {hasFocus ? said : ''}
      </p>
    </div>
  )
}

const isOpenGroup = (workflow: Workflow, id: string): boolean => groupsOf(workflow).some((group) => group.id === id && !group.folded)

/** The card under a point of the window. */
function cardAt(x: number, y: number): string | null {
  for (const each of document.elementsFromPoint(x, y)) {
    const card = each.closest<HTMLElement>('[data-node-id]')
    if (card) return card.dataset['nodeId'] ?? null
  }
  return null
}

/** One arrowhead for all lines, in the colour of its line. */
function Arrow() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden>
      <defs>
        <marker id="arrow" viewBox="0 0 10 10" refX="7" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M1 1 L8 5 L1 9" fill="none" stroke="context-stroke" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
        </marker>
      </defs>
    </svg>
  )
}

/**
 * Marks the canvas as seen from far, once when the zoom crosses the border, without drawing any card anew. What lies on
 * the drawing shrinks with it; `--unzoomed` says how much larger the room around it has to be that takes presses.
 */
function Zoomed({ frame }: { readonly frame: { readonly current: HTMLDivElement | null } }) {
  const far = useFlowStore(({ transform }) => transform[2] < farZoom)
  // In steps of a quarter: zooming must not style every card anew at every turn of the wheel.
  const unzoomed = useFlowStore(({ transform }) => Math.max(1, Math.ceil(4 / Math.max(transform[2], farZoom)) / 4))
  useEffect(() => {
    frame.current?.toggleAttribute('data-far', far)
    frame.current?.style.setProperty('--unzoomed', String(unzoomed))
  }, [far, unzoomed, frame])
  return null
}

/** Brings the active step into sight when it was chosen elsewhere, or when a panel has come to stand over it. */
function useShowActive(active: string | null) {
  const flow = useReactFlow()
  const { draft } = useScene()
  const size = useFlowStore(({ width, height }) => `${width} ${height}`)
  useEffect(() => {
    const spot = active === null ? null : spotOf(draft.getState().history.present, active)
    const [width = 0, height = 0] = size.split(' ').map(Number)
    if (!spot || width === 0) return
    const { x, y, zoom } = flow.getViewport()
    const left = spot[0] * zoom + x
    const top = spot[1] * zoom + y
    // With the card the buttons below it, where the flow goes on.
    const below = rowStep / 3
    const isSeen = left >= 0 && top >= 0 && left + cardSize.width * zoom <= width && top + (cardSize.height + below) * zoom <= height
    if (!isSeen) void flow.setCenter(spot[0] + cardSize.width / 2, spot[1] + cardSize.height / 2, { zoom, duration: calm() ? 0 : 150 })
  }, [active, flow, draft, size])
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
