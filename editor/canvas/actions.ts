/**
 * What one can do on the canvas and in the outline. Each deed is one command of the workflow, one name on the undo
 * button and one sentence for screen readers, whichever key, button or drag it came from.
 */
import { createContext, useContext } from 'react'
import { withCondition } from '../../shared/declines.ts'
import { type NodeTypeData, nodeTitle } from '../../shared/node-type-data.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Mode, Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { toast } from '../ui/toast.tsx'
import type { WordKey } from '../words/all.ts'
import type { Speech, Values } from '../words/use-words.ts'
import { copy, cuttingIn, duplicate, paste } from '../workflow/clipboard.ts'
import {
  addAfter,
  addAfterStep,
  addNode,
  connect,
  disconnect,
  doBoth,
  type End,
  moveNodes,
  removeNodes,
  waysOnward,
} from '../workflow/commands.ts'
import { refusal } from '../workflow/connections.ts'
import { seen, seenAs } from '../workflow/fold.ts'
import { edgeAt, edgeId, edgesInto, nodeById, openPorts } from '../workflow/graph.ts'
import { groupById, pruneGroups, withMembers } from '../workflow/groups.ts'
import { redoable, undoable } from '../workflow/history.ts'
import { addNote, moveNotes, removeNotes, renameNode, setCommon, setMode } from '../workflow/node-commands.ts'
import { factsOf, newId, newNode } from '../workflow/node-types.ts'
import { type Direction, neighbour, outline } from '../workflow/outline.ts'
import { canvasGrid, columnStep, freeSpot, onGrid, type Spot } from '../workflow/placing.ts'
import type { Scene } from '../workflow/scene.ts'
import type { CanvasMode, PalettePlace } from '../workflow/store.ts'
import { arrangements } from './arrangements.ts'
import { editWords } from './edit-words.ts'

/** A question that a deed has to ask before it can be done; the page shows it as a dialog. */
export type Asking =
  | { readonly kind: 'which-way'; readonly node: string; readonly ids: readonly string[]; readonly ports: readonly string[] }
  | { readonly kind: 'two-ways'; readonly end: End; readonly to: string }

/** What the canvas needs of the page around it. */
interface Surroundings {
  readonly ask: (asking: Asking) => void
  readonly openPeople: (node: string, kind: 'waiting' | 'approval' | 'failed') => void
  /** The list of those who passed a line. */
  readonly openPassed: (line: End) => void
  /** The middle of what is seen of the canvas. */
  readonly middle: () => Spot
  readonly focusFlow: () => void
  /** Opens the panel of the active step without taking the focus to it. */
  readonly showPanel: () => void
  /** Opens the panel of the active step or note and takes the focus there. */
  readonly openPanel: () => void
}

/** Each is one undo entry, does nothing where nothing may be edited, and says what it did to screen readers. */
export type Actions = ReturnType<typeof makeActions>

/** Null outside of a workflow; read it with `useActions`. */
export const ActionsContext = createContext<Actions | null>(null)

/** Throws outside of a workflow. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('useActions stands outside of a workflow')
  return actions
}

/** Reads the stores when something is done, so it need not be made again while the draft changes. */
export function makeActions({ draft, view, types, readOnly }: Scene, { t, of }: Speech, around: Surroundings) {
  const workflow = () => draft.getState().history.present
  const facts = () => factsOf(types, workflow())
  const selectedSteps = () => [...withMembers(workflow(), view.getState().selected)].filter((id) => nodeById(workflow(), id))
  const announce = (key: WordKey, values?: Values) => view.getState().announce(t(key, values))
  const nameOf = (id: string) => {
    const node = nodeById(workflow(), id)
    if (node) return of(nodeTitle(node, types.get(node.type)))
    return groupById(workflow(), id)?.name ?? (workflow().notes.some((note) => note.id === id) ? t('note.title') : id)
  }
  /** One edit: nothing happens to a flow that is only looked at. */
  const edit = (code: string, command: (workflow: Workflow) => Workflow, values?: Values, field?: string): boolean =>
    !readOnly && draft.getState().edit({ code, ...(values ? { with: values } : {}) }, command, field)

  const selectAndShow = (id: string) => {
    view.getState().select([id])
    view.getState().openPalette(null)
    around.focusFlow()
  }

  /** What an undo took away cannot stay selected. */
  const keepSelection = () => {
    const { selected, active, select } = view.getState()
    const isThere = (id: string) =>
      nodeById(workflow(), id) !== null || groupById(workflow(), id) !== null || workflow().notes.some((note) => note.id === id)
    if ([...selected].every(isThere)) return
    select([...selected].filter(isThere), active !== null && isThere(active) ? active : null)
  }

  const added = (node: WorkflowNode) => {
    if (!nodeById(workflow(), node.id)) return
    selectAndShow(node.id)
    around.showPanel()
    announce('said.added', { name: nameOf(node.id) })
  }

  /** Puts a new step where the palette was opened, else after the selected step, else in the middle. */
  const addType = (type: NodeTypeData, place: PalettePlace | null) => {
    const node = newNode(type)
    const said = { name: of(type.title) }
    const active = view.getState().active
    const spot = place?.kind === 'canvas' ? place.spot : null
    if (place?.kind === 'port') edit('add', (each) => addAfter(each, node, place, facts()), said)
    else if (spot !== null) edit('add', (each) => addNode(each, node, spot), said)
    else if (type.trigger) edit('add', (each) => addNode(each, node, besideTriggers(each) ?? around.middle()), said)
    else {
      const chosen = place?.kind === 'after' ? place.step : active
      const after = chosen !== null && nodeById(workflow(), chosen) ? chosen : lastStep()
      const placed = after !== null && edit('add', (each) => addAfterStep(each, node, after, facts()), said)
      if (!placed) edit('add', (each) => addNode(each, node, around.middle()), said)
    }
    added(node)
  }

  /** A trigger beside the triggers there are. */
  const besideTriggers = (each: Workflow): Spot | null => {
    const spots = each.nodes.filter(({ type }) => types.get(type)?.trigger).flatMap(({ id }) => (each.layout[id] ? [each.layout[id]] : []))
    return spots.length === 0 ? null : [Math.max(...spots.map(([x]) => x)) + columnStep, Math.min(...spots.map(([, y]) => y))]
  }

  /** Where a flow goes on when nothing is selected: the first open end. */
  const lastStep = (): string | null => {
    const each = workflow()
    return each.nodes.find(({ id }) => openPorts(each, id, facts()).length > 0)?.id ?? null
  }

  const remove = (chosen: readonly string[], onward: Readonly<Record<string, string>> = {}) => {
    const each = workflow()
    const ids = [...withMembers(each, chosen)]
    const steps = ids.filter((id) => nodeById(each, id))
    const asked = steps.length === 1 && steps[0] !== undefined && onward[steps[0]] === undefined ? waysOnward(each, steps[0], facts()) : []
    if (asked.length > 1 && steps[0] !== undefined) {
      around.ask({ kind: 'which-way', node: steps[0], ids, ports: asked.map(({ port }) => port) })
      return
    }
    const before = steps[0] === undefined ? null : (edgesInto(each, steps[0]).find(({ from }) => !ids.includes(from))?.from ?? null)
    const name = steps.length === 1 && steps[0] !== undefined ? nameOf(steps[0]) : ''
    const gone = edit(
      steps.length === 1 ? 'delete' : 'delete-many',
      (now) => pruneGroups(removeNotes(removeNodes(now, ids, facts(), onward), ids)),
      {
        count: ids.length,
        name,
      },
    )
    if (!gone) return
    announce('said.deleted', { count: ids.length })
    view.getState().select(before === null ? [] : [before])
    around.focusFlow()
  }

  const connectTo = (end: End, to: string) => {
    const each = workflow()
    view.getState().setMode({ kind: 'plain' })
    const refused = groupById(each, to) ? { code: 'connect-group' } : refusal(each, end, to, facts())
    if (refused) {
      const reason = t(`refused.${refused.code as 'connect-loop'}`)
      toast.failed(reason)
      view.getState().announce(reason)
      return
    }
    const taken = edgeAt(each, end.from, end.port)
    if (taken && taken.to !== to) {
      around.ask({ kind: 'two-ways', end, to })
      return
    }
    if (edit('connect', (now) => connect(now, end, to, facts()))) announce('said.connected', { from: nameOf(end.from), to: nameOf(to) })
  }

  const pasteText = (text: string): boolean => {
    const cutting = cuttingIn(text)
    if (!cutting || readOnly) return false
    let ids: readonly string[] = []
    edit(
      'paste',
      (each) => {
        const pasted = paste(each, cutting, newId, cutting.nodes.some(({ id }) => nodeById(each, id)) ? null : around.middle())
        ids = pasted.ids
        return pasted.workflow
      },
      { count: cutting.nodes.length + cutting.notes.length },
    )
    view.getState().select(ids)
    announce('said.pasted', { count: ids.length })
    return true
  }

  const actions = {
    addType,
    remove,
    removeSelected: () => {
      const { edge, selected } = view.getState()
      if (edge !== null) return actions.cutLine(edge)
      if (selected.size > 0) remove([...selected])
    },
    cutLine: (id: string) => {
      const line = workflow().edges.find((each) => edgeId(each) === id)
      if (line && edit('disconnect', (each) => disconnect(each, line))) {
        announce('said.disconnected')
        view.getState().select([line.from])
      }
    },
    connectTo,
    /** The step and port of a line or an open way, by the id of its edge; null when there is no such. */
    wayOf: (id: string): End | null =>
      workflow()
        .nodes.flatMap((node) => [...facts().portsOf(node), ...facts().sidePortsOf(node)].map((port) => ({ from: node.id, port })))
        .find((end) => edgeId(end) === id) ??
      workflow().edges.find((each) => edgeId(each) === id) ??
      null,
    /** Leads the taken port elsewhere. */
    replaceWay: (end: End, to: string) => edit('connect', (each) => connect(each, end, to, facts())),
    /** Leads the taken port to both. */
    doBoth: (end: End, to: string) => {
      const parallel = types.get('logic.parallel')
      if (!parallel) return false
      const node = newNode(parallel)
      return edit('do-both', (each) => doBoth(each, end, to, node, facts()))
    },
    startConnecting: (from: string, port: string) => view.getState().setMode({ kind: 'connecting', from, port, to: null }),
    openPalette: (place: PalettePlace | null) => view.getState().openPalette(place),
    /** For when nothing is selected: the step then goes where the flow goes on, a trigger beside the triggers. */
    openPaletteInMiddle: () =>
      view.getState().openPalette({ kind: 'canvas', spot: null, at: [window.innerWidth / 2, window.innerHeight / 4] }),
    openPeople: around.openPeople,
    openPassed: around.openPassed,
    showPanel: around.showPanel,
    openPanel: around.openPanel,
    /** Ids of groups are passed over: what is in them moves. */
    move: (all: Readonly<Record<string, Spot>>) => {
      const spots = Object.fromEntries(Object.entries(all).filter(([id]) => !groupById(workflow(), id)))
      const count = Object.keys(spots).length
      edit(count === 1 ? 'move' : 'move-many', (each) => moveNotes(moveNodes(each, spots), spots), {
        count,
        name: nameOf(Object.keys(spots)[0] ?? ''),
      })
    },
    /** Moves the selection by rows of the grid; a burst of presses is one entry. */
    moveBy: ([dx, dy]: Spot) => {
      const ids = [...withMembers(workflow(), view.getState().selected)]
      edit(
        ids.length === 1 ? 'move' : 'move-many',
        (each) => {
          const spots = Object.fromEntries(
            ids.flatMap((id) => {
              const spot = each.layout[id] ?? each.notes.find((note) => note.id === id)?.at
              return spot ? [[id, [spot[0] + dx * canvasGrid, spot[1] + dy * canvasGrid] as const]] : []
            }),
          )
          return moveNotes(moveNodes(each, spots), spots)
        },
        { count: ids.length, name: nameOf(ids[0] ?? '') },
        'moving',
      )
    },
    /** Suggest becomes Act and back, for all selected steps that change something. */
    toggleMode: () => {
      const acting = selectedSteps().filter((id) => types.get(nodeById(workflow(), id)?.type ?? '')?.acts)
      if (acting.length === 0) return
      const all = acting.every((id) => nodeById(workflow(), id)?.mode === 'suggest')
      actions.setMode(acting, all ? 'act' : 'suggest')
    },
    /** Pauses the selected steps, or lets them go on. */
    togglePause: () => {
      const steps = selectedSteps()
      const first = nodeById(workflow(), steps[0] ?? '')
      if (!first) return
      const back = (id: string): Mode => types.get(nodeById(workflow(), id)?.type ?? '')?.startsAs ?? 'act'
      if (first.mode !== 'off') return actions.setMode(steps, 'off')
      edit('mode', (each) => steps.reduce((now, id) => setMode(now, [id], back(id)), each))
    },
    setMode: (ids: readonly string[], mode: Mode) => {
      if (edit('mode', (each) => setMode(each, ids, mode))) announce(`mode.${mode}.said`, { count: ids.length })
    },
    /** Adds to what has to be true for the step to be of use; what stands there stays. */
    addRelevance: (id: string, condition: Rule) => {
      const relevance = withCondition(nodeById(workflow(), id)?.common?.relevance, condition)
      if (edit('condition', (each) => setCommon(each, id, 'relevance', relevance), { name: nameOf(id) })) announce('said.condition')
    },
    rename: (id: string, name: string) => edit('rename', (each) => renameNode(each, id, name), { name }, `name.${id}`),
    copyText: () => copy(workflow(), view.getState().selected),
    pasteText,
    duplicate: () => {
      let ids: readonly string[] = []
      const chosen = view.getState().selected
      edit(
        'duplicate',
        (each) => {
          const pasted = duplicate(each, chosen, newId)
          ids = pasted.ids
          return pasted.workflow
        },
        { count: chosen.size },
      )
      if (ids.length === 0) return
      view.getState().select(ids)
      announce('said.duplicated', { count: ids.length })
    },
    selectAll: () => view.getState().select([...workflow().nodes.map(({ id }) => id), ...workflow().notes.map(({ id }) => id)]),
    /** A note where nothing lies yet, opened to be written. */
    addNote: () => {
      const id = newId('note')
      const { layout, notes } = workflow()
      const taken = { ...layout, ...Object.fromEntries(notes.map((note) => [note.id, note.at])) }
      const at = freeSpot(taken, onGrid(around.middle()))
      if (!edit('add-note', (each) => addNote(each, { id, text: '', at }))) return
      view.getState().select([id])
      around.openPanel()
    },
    ...arrangements({ workflow, factsOf: (each) => factsOf(types, each), view, edit, say: t, openPanel: around.openPanel }),
    undo: () => {
      const edit = undoable(draft.getState().history)
      draft.getState().undo()
      keepSelection()
      if (edit) announce('said.undone', { what: editWords(edit, t) })
    },
    redo: () => {
      const edit = redoable(draft.getState().history)
      draft.getState().redo()
      keepSelection()
      if (edit) announce('said.redone', { what: editWords(edit, t) })
    },
    /** An arrow key: the next step (selected beside the others to `extend`), the next target while connecting, or a move. */
    arrow: (direction: Direction, extend = false) => {
      const { active, mode, select, selected, setMode: setCanvasMode } = view.getState()
      if (mode.kind === 'moving') {
        actions.moveBy(shifts[direction])
        return announce(`said.moved-${direction}`)
      }
      const next = mode.kind === 'connecting' ? nextTarget(mode, direction) : nextSeen(active, direction)
      if (next === null) return
      if (mode.kind === 'connecting') {
        setCanvasMode({ ...mode, to: next })
        announce('said.target', { name: nameOf(next) })
      } else select(extend ? [...selected, next] : [next], next)
    },
    /** From now on the arrows move what is selected. */
    startMoving: () => {
      const { active, selected, setMode: setCanvasMode } = view.getState()
      if (selected.size === 0) return
      setCanvasMode({ kind: 'moving', shift: [0, 0] })
      announce('said.moving', {
        name: selected.size === 1 && active !== null ? nameOf(active) : t('selection.count', { count: selected.size }),
      })
    },
    /** Enter: connects to the chosen target, or ends moving. True when it meant something here. */
    confirm: (): boolean => {
      const { mode, setMode: setCanvasMode } = view.getState()
      if (mode.kind === 'plain') return false
      if (mode.kind === 'connecting' && mode.to !== null) connectTo(mode, mode.to)
      else setCanvasMode({ kind: 'plain' })
      if (mode.kind === 'moving') announce('said.stays')
      return true
    },
    /** Begins to connect the active step from its first open port, or its first port. */
    connectActive: () => {
      const id = view.getState().active
      const node = id === null ? null : nodeById(workflow(), id)
      if (!node) return
      const port = openPorts(workflow(), node.id, facts())[0] ?? facts().portsOf(node)[0]
      if (port === undefined) return
      actions.startConnecting(node.id, port)
      announce('said.connecting', { name: nameOf(node.id) })
    },
    select: (id: string) => view.getState().select([id]),
    nameOf,
  }
  return actions

  /** A folded group is a step on the way; from an open one every arrow leads to the first step in it. */
  function nextSeen(from: string | null, direction: Direction): string | null {
    const group = from === null ? null : groupById(workflow(), from)
    if (group && !group.folded) return group.members[0] ?? null
    const shown = seen(workflow())
    return neighbour(shown, factsOf(types, shown), from === null ? null : seenAs(workflow(), from), direction)
  }

  /** The steps that a line may lead to, one after the other as the outline has them, beginning beside the step it comes from. */
  function nextTarget({ from, port, to }: Extract<CanvasMode, { kind: 'connecting' }>, direction: Direction): string | null {
    const all = outline(workflow(), facts()).flatMap((row) => (row.kind === 'step' ? [row.node.id] : []))
    const back = direction === 'up' || direction === 'left'
    const start = all.indexOf(to ?? from)
    const onward = back ? all.slice(0, start).reverse() : all.slice(start + 1)
    return onward.find((id) => refusal(workflow(), { from, port }, id, facts()) === null) ?? to
  }
}

const shifts: Readonly<Record<Direction, Spot>> = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }
