import { useReactFlow } from '@xyflow/react'
import { useStore } from 'zustand'
import { type Command, useCommands } from '../shell/commands.ts'
import { toast } from '../ui/toast.tsx'
import { whenThere } from '../ui/when-there.ts'
import { useWords } from '../words/use-words.ts'
import { alignments } from '../workflow/align.ts'
import { redoable, undoable } from '../workflow/history.ts'
import type { DraftStore, ViewStore } from '../workflow/store.ts'
import type { Actions } from './actions.ts'

interface Parts {
  readonly actions: Actions
  readonly draft: DraftStore
  readonly view: ViewStore
  /** The canvas or the outline has the focus: arrows, Enter and Delete are meant for it. */
  readonly focused: boolean
  readonly openPanel: () => void
  readonly closePanel: () => void
  readonly tryOut: () => void
  readonly toggleNumbers: () => void
  readonly toggleProblems: () => void
  /** Leads to the search of the outline. */
  readonly find: () => void
}

/**
 * The keys and search entries of the editor. What types something, or belongs to a focused button, is left alone. They
 * are there as long as the editor is.
 */
export function useEditorCommands({
  actions,
  draft,
  view,
  focused,
  openPanel,
  closePanel,
  tryOut,
  toggleNumbers,
  toggleProblems,
  find,
}: Parts): void {
  const { t } = useWords()
  const flow = useReactFlow()
  const canUndo = useStore(draft, ({ history }) => undoable(history) !== null)
  const canRedo = useStore(draft, ({ history }) => redoable(history) !== null)
  const anything = useStore(view, ({ selected, edge }) => selected.size > 0 || edge !== null)
  const chosen = useStore(view, ({ selected }) => Math.min(selected.size, 3))
  const active = useStore(view, (each) => each.active)
  const group = t('editor.keys')
  const some = { group, disabled: !anything }
  const here = (disabled = false) => ({ group, disabled: disabled || !focused, quiet: true })
  const commands: readonly Command[] = [
    { id: 'undo', title: t('edit.undo'), keys: ['Mod+Z'], group, disabled: !canUndo, run: actions.undo },
    { id: 'redo', title: t('edit.redo'), keys: ['Mod+Shift+Z', 'Mod+Y'], group, disabled: !canRedo, run: actions.redo },
    { id: 'try', title: t('editor.try'), keys: ['Mod+Enter'], group, inFields: true, run: tryOut },
    {
      id: 'saved',
      title: t('editor.alreadySaved'),
      keys: ['Mod+S'],
      group,
      inFields: true,
      quiet: true,
      run: () => void toast.done(t('editor.alreadySaved')),
    },
    { id: 'add', title: t('edit.addAfter'), keys: ['a'], group, run: () => openAdd(actions, view) },
    { id: 'connect', title: t('edit.startConnecting'), keys: ['c'], ...some, run: actions.connectActive },
    { id: 'move', title: t('edit.startMoving'), keys: ['m'], ...some, run: actions.startMoving },
    { id: 'mode', title: t('edit.toggleMode'), keys: ['t'], ...some, run: actions.toggleMode },
    { id: 'pause', title: t('edit.togglePause'), keys: ['p'], ...some, run: actions.togglePause },
    { id: 'duplicate', title: t('edit.duplicate'), keys: ['Mod+D'], ...some, run: actions.duplicate },
    { id: 'all', title: t('edit.selectAll'), keys: ['Mod+A'], ...here(), run: actions.selectAll },
    {
      id: 'delete',
      title: t('edit.deleteSelected'),
      keys: ['Delete', 'Backspace'],
      ...here(!anything),
      quiet: false,
      run: actions.removeSelected,
    },
    { id: 'note', title: t('canvas.note'), keys: ['n'], group, run: actions.addNote },
    { id: 'group', title: t('edit.group'), keys: ['Mod+G'], ...some, run: actions.group },
    { id: 'ungroup', title: t('edit.ungroup'), keys: ['Mod+Shift+G'], ...some, run: () => actions.ungroup() },
    { id: 'fold', title: t('edit.fold'), keys: ['f'], ...some, run: actions.toggleFold },
    { id: 'tidy', title: t('canvas.tidy'), keys: ['l'], group, run: actions.tidy },
    ...alignments.map((alignment) => ({
      id: `align.${alignment}`,
      title: t(`align.${alignment}`),
      group,
      disabled: chosen < 2,
      run: () => actions.align(alignment),
    })),
    ...(['across', 'down'] as const).map((axis) => ({
      id: `align.${axis}`,
      title: t(`align.${axis}`),
      group,
      disabled: chosen < 3,
      run: () => actions.distribute(axis),
    })),
    { id: 'numbers', title: t('canvas.numbers'), keys: ['o'], group, run: toggleNumbers },
    { id: 'problems', title: t('problems.name'), keys: ['Mod+Shift+M'], group, inFields: true, run: toggleProblems },
    { id: 'fit', title: t('canvas.fit'), keys: ['Shift+1'], group, run: () => void flow.fitView({ maxZoom: 1, padding: 0.2 }) },
    {
      id: 'fit.selection',
      title: t('canvas.fitSelection'),
      keys: ['Shift+2'],
      ...some,
      run: () => void flow.fitView({ nodes: [...view.getState().selected].map((id) => ({ id })), maxZoom: 1, padding: 0.4 }),
    },
    { id: 'zoom.100', title: t('canvas.fullSize'), keys: ['Shift+0'], group, run: () => void flow.zoomTo(1) },
    { id: 'find', title: t('edit.find'), keys: ['Mod+F'], group, inFields: true, run: find },
    { id: 'rename', title: t('edit.renameStep'), keys: ['F2'], group, disabled: active === null, run: () => renameActive(openPanel) },
    ...(['Up', 'Down', 'Left', 'Right'] as const).map((side) => ({
      id: `arrow.${side}`,
      title: t(`edit.arrow${side}`),
      keys: [`Arrow${side}`],
      ...here(),
      run: () => actions.arrow(side.toLowerCase() as 'up'),
    })),
    ...(['Up', 'Down', 'Left', 'Right'] as const).map((side) => ({
      id: `extend.${side}`,
      title: t(`edit.extend${side}`),
      keys: [`Shift+Arrow${side}`],
      ...here(),
      run: () => actions.arrow(side.toLowerCase() as 'up', true),
    })),
    { id: 'panel', title: t('edit.openPanel'), keys: ['Enter'], ...here(active === null), run: () => actions.confirm() || openPanel() },
    { id: 'escape', title: t('edit.back'), keys: ['Escape'], group, quiet: true, run: () => stepBack(view, closePanel) },
  ]
  useCommands(commands)
}

/** Opens the palette on the selected way, else under the active step, else in the middle. */
function openAdd(actions: Actions, view: ViewStore) {
  const { active, edge } = view.getState()
  const way = edge === null ? null : actions.wayOf(edge)
  const drawn = way ? `[data-outline-way="${CSS.escape(edge ?? '')}"], [data-edge-id="${CSS.escape(edge ?? '')}"]` : ''
  const id = CSS.escape(active ?? '')
  const card = document.querySelector(drawn || `[data-node-id="${id}"], [data-outline-node="${id}"]`)
  const box = card?.getBoundingClientRect()
  if (!box) return actions.openPaletteInMiddle()
  const at = [box.x + box.width / 2, box.bottom] as const
  if (way) actions.openPalette({ kind: 'port', from: way.from, port: way.port, at })
  else if (active !== null) actions.openPalette({ kind: 'after', step: active, at })
}

function renameActive(openPanel: () => void) {
  openPanel()
  whenThere('input[data-step-name]', (name) => (name as HTMLInputElement).select())
}

/** Esc takes back one thing at a time: what is being done, then the selection, then the panel. */
function stepBack(view: ViewStore, closePanel: () => void) {
  const { mode, setMode, palette, openPalette } = view.getState()
  if (palette) openPalette(null)
  else if (mode.kind !== 'plain') setMode({ kind: 'plain' })
  else closePanel()
}
