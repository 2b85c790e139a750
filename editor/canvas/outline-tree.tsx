/**
 * The flow as a tree, with every command of the canvas: for screen readers, for phones, and for those who rather read.
 * One row is in the tab order; arrows walk, Enter opens the panel.
 */
import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { nodeSummary } from '../../shared/workflow-words.ts'
import { useWords } from '../words/use-words.ts'
import { seenAs } from '../workflow/fold.ts'
import { groupById } from '../workflow/groups.ts'
import { type OutlineRow, outline, stepNumbers } from '../workflow/outline.ts'
import { withGroups } from '../workflow/outline-groups.ts'
import { useFacts, useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { returnTo } from './focus-flow.ts'
import { ModeBar } from './mode-bar.tsx'
import { idOf, keyOf, Row, type Shown, wayOf } from './outline-rows.tsx'
import { searchOutline } from './outline-search.ts'
import { useClipboard } from './use-clipboard.ts'
import './outline-tree.css'

interface Props {
  readonly openPanel: () => void
  readonly focused?: (focused: boolean) => void
}

/** `openPanel` opens the panel of the active step; `focused` hears whether keys are meant for the tree. */
export function OutlineTree({ openPanel, focused }: Props) {
  const { t } = useWords()
  const { readOnly, view } = useScene()
  const facts = useFacts()
  const workflow = useWorkflow((each) => each)
  const active = useView((each) => each.active)
  const edge = useView((each) => each.edge)
  const mode = useView((each) => each.mode)
  const actions = useActions()
  const clipboard = useClipboard()
  const tree = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  /** Of two rows of one way it tells which. */
  const [place, setPlace] = useState('')
  const all = useMemo(() => outline(workflow, facts), [workflow, facts])
  const rows = useFound(all, query)
  const numbers = useMemo(() => stepNumbers(all), [all])
  const here = active === null || readOnly ? active : seenAs(workflow, active)
  const isMeant = (row: Shown) => (edge === null ? here !== null && idOf(row) === here : wayOf(row) === edge)
  const current = rows.find((row) => keyOf(row) === place && isMeant(row)) ?? rows.find(isMeant)
  const tabbable = keyOf(current ?? rows[0] ?? nothing)

  const choose = useCallback(
    (row: Shown | undefined, extend = false) => {
      if (!row) return
      const id = idOf(row)
      const { selected, select, selectEdge } = view.getState()
      if (id !== null) select(extend ? [...selected, id] : [id], id)
      else if (row.kind === 'way' || row.kind === 'continues') selectEdge(wayOf(row), row.from)
      setPlace(keyOf(row))
      focusRow(tree.current, keyOf(row))
    },
    [view],
  )
  useKeptInside(tree, tabbable)

  const keys = (event: KeyboardEvent) => {
    const { target, key, shiftKey } = event
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'treeitem') return
    if (event.ctrlKey || event.metaKey || event.altKey || mode.kind === 'moving') return
    const at = current ? rows.indexOf(current) : -1
    // With Shift the selection grows by what can be selected together: ways are passed over.
    const isNext = (row: Shown) => !shiftKey || idOf(row) !== null
    const deeds: Record<string, () => void> = {
      ArrowDown: () => (mode.kind === 'connecting' ? actions.arrow('down') : choose(rows.slice(at + 1).find(isNext), shiftKey)),
      ArrowUp: () => (mode.kind === 'connecting' ? actions.arrow('up') : choose(rows.slice(0, Math.max(0, at)).findLast(isNext), shiftKey)),
      ArrowRight: () => (isFold(current, true) ? actions.fold(here ?? '', false) : choose(childOf(rows, at))),
      ArrowLeft: () => (isFold(current, false) ? actions.fold(here ?? '', true) : choose(parentOf(rows, at))),
      Home: () => choose(rows[0]),
      End: () => choose(rows.at(-1)),
    }
    if (current?.kind === 'continues' && mode.kind === 'plain') {
      deeds['Enter'] = () => choose(rows.find((row) => idOf(row) === current.to))
    } else if (current?.kind === 'way' && mode.kind === 'plain' && !readOnly) {
      const box = target.getBoundingClientRect()
      const { from, port } = current
      deeds['Enter'] = () => actions.openPalette({ kind: 'port', from, port, at: [box.x + box.width / 2, box.bottom] })
    }
    const deed = deeds[key]
    if (!deed) return
    event.preventDefault()
    deed()
  }
  const isFold = (row: Shown | undefined, folded: boolean): boolean =>
    row?.kind === 'group' && !readOnly && (groupById(workflow, row.group.id)?.folded ?? false) === folded

  return (
    <>
      <TextInput
        className="outline__search"
        type="search"
        aria-label={t('outline.find')}
        placeholder={t('outline.find')}
        data-outline-search
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
          event.preventDefault()
          choose(rows.find((row) => idOf(row) !== null))
        }}
      />
      <ModeBar />
      {rows.length === 0 && query.trim() !== '' && <p className="outline__none">{t('common.notFoundNamed', { name: query })}</p>}
      <div
        ref={tree}
        role="tree"
        aria-label={t('outline.name')}
        aria-multiselectable
        className="outline"
        onKeyDown={keys}
        onFocus={({ target }) => {
          const isRow = target.getAttribute('role') === 'treeitem'
          if (isRow) returnTo('outline')
          focused?.(isRow)
        }}
        onBlur={() => focused?.(false)}
        {...clipboard}
      >
        {rows.map((row) => (
          <Row key={keyOf(row)} row={row} tabbable={keyOf(row) === tabbable} numbers={numbers} openPanel={openPanel} choose={choose} />
        ))}
      </div>
      {!readOnly && query.trim() === '' && (
        <Button
          variant="subtle"
          size="compact-md"
          m={4}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => actions.openPaletteInMiddle()}
        >
          {t('outline.add')}
        </Button>
      )}
    </>
  )
}

const nothing: Shown = { kind: 'way', level: 0, from: '', port: '', open: true }

const focusRow = (tree: HTMLElement | null, key: string) =>
  tree?.querySelector<HTMLElement>(`[data-outline-row="${CSS.escape(key)}"]`)?.focus()

/** While the keyboard is on a row of the tree it follows the selection: after a deed that row may be another, or gone. */
function useKeptInside(tree: { readonly current: HTMLElement | null }, tabbable: string) {
  const wasInside = useRef(false)
  useEffect(() => {
    const rows = tree.current
    if (!rows) return
    const hear = ({ type, target }: FocusEvent) => {
      wasInside.current = type === 'focusin' && target instanceof Element && target.getAttribute('role') === 'treeitem'
    }
    rows.addEventListener('focusin', hear)
    rows.addEventListener('focusout', hear)
    return () => {
      rows.removeEventListener('focusin', hear)
      rows.removeEventListener('focusout', hear)
    }
  }, [tree])
  useEffect(() => {
    if (wasInside.current) focusRow(tree.current, tabbable)
  }, [tree, tabbable])
}

/** The first row below, one level deeper. */
const childOf = (rows: readonly Shown[], at: number): Shown | undefined => {
  const [row, next] = [rows[at], rows[at + 1]]
  return row && next && next.level > row.level ? next : undefined
}

/** The row above that this one belongs to. */
const parentOf = (rows: readonly Shown[], at: number): Shown | undefined =>
  rows.slice(0, Math.max(0, at)).findLast(({ level }) => level < (rows[at]?.level ?? 0))

/** The rows that answer to the search, by what is read on them. */
function useFound(rows: readonly OutlineRow[], query: string): readonly Shown[] {
  const { language } = useWords()
  const { types, known, draft, readOnly } = useScene()
  const notes = useWorkflow((workflow) => workflow.notes)
  return useMemo(() => {
    const workflow = draft.getState().history.present
    if (query.trim() === '')
      return [...withGroups(rows, workflow, readOnly), ...notes.map((note) => ({ kind: 'note', level: 0, note }) as const)]
    const typeOf = (name: string) => types.get(name)
    return searchOutline(rows, query, typeOf, ({ node }) => {
      const type = types.get(node.type)
      return type ? nodeSummary(node, type, { workflow, types, known, language }) : ''
    })
  }, [rows, notes, query, types, known, draft, language, readOnly])
}
