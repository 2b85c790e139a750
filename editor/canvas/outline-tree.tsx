/**
 * The flow as a tree, with every command of the canvas: for screen readers, for phones, and for those who rather read.
 * One row is in the tab order; arrows walk, Enter opens the panel.
 */
import { ActionIcon, Menu, TextInput } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowRight,
  IconDots,
  IconLink,
  IconPlayerPause,
  IconPlus,
  IconSearch,
  IconTransferVertical,
  IconTrash,
} from '@tabler/icons-react'
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import { nodeTitle, portsOf, suggests } from '../../shared/node-type-data.ts'
import { nodeSummary } from '../../shared/workflow-words.ts'
import { useWords } from '../words/use-words.ts'
import { seenAs } from '../workflow/fold.ts'
import { openPorts } from '../workflow/graph.ts'
import { groupAround, groupById } from '../workflow/groups.ts'
import { type OutlineRow, outline, stepNumbers } from '../workflow/outline.ts'
import { type GroupHeading, withGroups } from '../workflow/outline-groups.ts'
import { useFacts, useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { StepIcon } from './category-icon.tsx'
import { DifferenceSign } from './difference-sign.tsx'
import { GroupRow } from './group-row.tsx'
import { searchOutline } from './outline-search.ts'
import { ModeBadge, worst } from './step-card.tsx'
import './outline-tree.css'

interface Props {
  readonly openPanel: () => void
  readonly focused?: (focused: boolean) => void
}

/** `openPanel` opens the panel of the active step; `focused` hears whether keys are meant for the tree. */
export function OutlineTree({ openPanel, focused }: Props) {
  const { t } = useWords()
  const facts = useFacts()
  const workflow = useWorkflow((each) => each)
  const active = useView((view) => view.active)
  const mode = useView((view) => view.mode)
  const actions = useActions()
  const tree = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const all = useMemo(() => outline(workflow, facts), [workflow, facts])
  const rows = useFound(all, query)
  const readOnly = useScene().readOnly
  const numbers = useMemo(() => stepNumbers(all), [all])
  const steps = rows.flatMap((row) => (row.kind === 'step' ? [row.node.id] : row.kind === 'group' ? [row.group.id] : []))
  const here = active === null || readOnly ? active : seenAs(workflow, active)

  const choose = (id: string | undefined) => {
    if (id === undefined) return
    actions.select(id)
    tree.current?.querySelector<HTMLElement>(`[data-outline-node="${CSS.escape(id)}"]`)?.focus()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('button')) return
    const at = here === null ? -1 : steps.indexOf(here)
    if (here !== null && groupById(workflow, here) && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault()
      return actions.fold(here, event.key === 'ArrowLeft')
    }
    const next = { ArrowDown: steps[at + 1], ArrowUp: steps[at - 1], Home: steps[0], End: steps.at(-1) }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      if (mode.kind === 'connecting') return actions.arrow(event.key === 'ArrowUp' ? 'up' : 'down')
      choose(next)
    }
  }

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
          choose(steps[0])
        }}
      />
      {rows.length === 0 && query.trim() !== '' && <p className="outline__none">{t('common.notFoundNamed', { name: query })}</p>}
      <div
        ref={tree}
        role="tree"
        aria-label={t('outline.name')}
        className="outline"
        onKeyDown={keys}
        onFocus={({ target }) => focused?.(target.getAttribute('role') === 'treeitem')}
        onBlur={() => focused?.(false)}
      >
        {rows.map((row, at) => (
          <Row
            key={keyOf(row)}
            row={row}
            tabbable={idOf(row) !== null && (here === idOf(row) || ((here === null || !steps.includes(here)) && at === 0))}
            numbers={numbers}
            openPanel={openPanel}
          />
        ))}
      </div>
    </>
  )
}

type Shown = OutlineRow | GroupHeading

/** The rows that answer to the search, by what is read on them. */
function useFound(rows: readonly OutlineRow[], query: string): readonly Shown[] {
  const { language } = useWords()
  const { types, known, draft, readOnly } = useScene()
  return useMemo(() => {
    const workflow = draft.getState().history.present
    if (query.trim() === '') return withGroups(rows, workflow, readOnly)
    const typeOf = (name: string) => types.get(name)
    return searchOutline(rows, query, typeOf, ({ node }) => {
      const type = types.get(node.type)
      return type ? nodeSummary(node, type, { workflow, types, known, language }) : ''
    })
  }, [rows, query, types, known, draft, language, readOnly])
}

/** What a row selects; null for a way. */
const idOf = (row: Shown): string | null => (row.kind === 'step' ? row.node.id : row.kind === 'group' ? row.group.id : null)

const keyOf = (row: Shown): string =>
  row.kind === 'step' || row.kind === 'group' ? `${row.kind}/${idOf(row)}` : `${row.kind}/${row.from}/${row.port}`

interface RowProps {
  readonly row: Shown
  readonly tabbable: boolean
  readonly numbers: ReadonlyMap<string, number>
  readonly openPanel: () => void
}

const Row = memo(function Row({ row, tabbable, numbers, openPanel }: RowProps) {
  if (row.kind === 'group') return <GroupRow row={row} tabbable={tabbable} openPanel={openPanel} />
  if (row.kind === 'step') return <StepRow row={row} tabbable={tabbable} openPanel={openPanel} />
  return <WayRow row={row} numbers={numbers} />
})

function StepRow({ row, tabbable, openPanel }: { row: Extract<OutlineRow, { kind: 'step' }>; tabbable: boolean; openPanel: () => void }) {
  const { node, number, level } = row
  const { t, of, language } = useWords()
  const { types, known } = useScene()
  const actions = useActions()
  const workflow = useWorkflow((each) => each)
  const isActive = useView((view) => view.active === node.id)
  const target = useView(({ mode }) => mode.kind === 'connecting' && mode.to === node.id)
  const connecting = useView(({ mode }) => (mode.kind === 'connecting' ? mode : null))
  const problems = useView((view) => view.problems.get(node.id))
  const state = useView(({ overlay }) => overlay?.states.get(node.id) ?? 'idle')
  const difference = useView(({ overlay }) => overlay?.compared?.steps.get(node.id))
  const type = types.get(node.type)
  const title = of(nodeTitle(node, type))
  const mode = suggests(type, node, workflow.settings.everythingSuggests) ? 'suggest' : node.mode
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the tree and the editor's commands
    <div
      role="treeitem"
      aria-level={level + 1}
      aria-selected={isActive}
      aria-label={`${number}. ${title}`}
      tabIndex={tabbable ? 0 : -1}
      className="outline__step"
      data-outline-node={node.id}
      data-active={isActive || undefined}
      data-target={target || undefined}
      data-state={state}
      data-difference={difference}
      style={{ paddingLeft: 8 + level * 14 }}
      onClick={() => {
        if (connecting && connecting.from !== node.id) return actions.connectTo(connecting, node.id)
        actions.select(node.id)
        openPanel()
      }}
    >
      <StepIcon type={type ?? null} size={24} />
      <span className="outline__text">
        <span className="outline__title">
          <span className="outline__number">{number}</span> {title} {difference && <DifferenceSign difference={difference} />}
        </span>
        {type && <span className="outline__summary">{nodeSummary(node, type, { workflow, types, known, language })}</span>}
        {(type?.acts || problems) && (
          <span className="outline__badges">
            {type?.acts && <ModeBadge mode={mode} />}
            {problems && (
              <span className="outline__problem" data-level={worst(problems)}>
                {worst(problems) === 'to-fill-in' ? t('step.toFillIn') : t('step.problems', { count: problems.length })}
              </span>
            )}
          </span>
        )}
      </span>
      <StepMenu id={node.id} acts={type?.acts ?? false} openPanel={openPanel} />
    </div>
  )
}

/** Every command of a step behind three dots: nothing needs a drag or a key. */
export function StepMenu({ id, acts, openPanel }: { readonly id: string; readonly acts: boolean; readonly openPanel?: () => void }) {
  const { t, of } = useWords()
  const { readOnly, types } = useScene()
  const facts = useFacts()
  const actions = useActions()
  const workflow = useWorkflow((each) => each)
  if (readOnly) return null
  const node = workflow.nodes.find((each) => each.id === id)
  const type = node && types.get(node.type)
  const ports = node && type ? portsOf(type, node, suggests(type, node, workflow.settings.everythingSuggests)) : []
  const open = new Set(openPorts(workflow, id, facts))
  const group = groupAround(workflow, id)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size={28}
          color="gray"
          aria-label={t('step.menu', { name: actions.nameOf(id) })}
          onClick={(event) => {
            event.stopPropagation()
            actions.select(id)
          }}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {openPanel && <Menu.Item onClick={openPanel}>{t('step.open')}</Menu.Item>}
        {ports
          .filter(({ port }) => open.has(port))
          .map(({ port, words }) => (
            <Menu.Item
              key={port}
              leftSection={<IconPlus size={16} />}
              onClick={(event) => actions.openPalette({ kind: 'port', from: id, port, at: [event.clientX, event.clientY] })}
            >
              {t('step.addAfter', { port: of(words) })}
            </Menu.Item>
          ))}
        {ports.map(({ port, words }) => (
          <Menu.Item key={port} leftSection={<IconLink size={16} />} onClick={() => actions.startConnecting(id, port)}>
            {t('step.connect', { port: of(words) })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {acts && (
          <Menu.Item leftSection={<IconTransferVertical size={16} />} onClick={actions.toggleMode}>
            {t('edit.toggleMode')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={actions.togglePause}>
          {t('edit.togglePause')}
        </Menu.Item>
        {group && <Menu.Item onClick={() => actions.takeOut([id])}>{t('group.takeOutOf', { name: group.name })}</Menu.Item>}
        <Menu.Item onClick={actions.duplicate}>{t('edit.duplicate')}</Menu.Item>
        <Menu.Item color="red.9" leftSection={<IconTrash size={16} />} onClick={() => actions.remove([id])}>
          {t('common.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function WayRow({ row, numbers }: { row: Extract<OutlineRow, { kind: 'way' | 'continues' }>; numbers: ReadonlyMap<string, number> }) {
  const { t, of } = useWords()
  const { types, readOnly } = useScene()
  const actions = useActions()
  const node = useWorkflow((workflow) => workflow.nodes.find(({ id }) => id === row.from))
  const type = node && types.get(node.type)
  const port = node && type && portsOf(type, node, true).find((each) => each.port === row.port)
  const name = port ? of(port.words) : row.port
  if (row.kind === 'continues')
    return (
      <div role="treeitem" aria-level={row.level + 1} tabIndex={-1} className="outline__way" style={{ paddingLeft: 12 + row.level * 14 }}>
        <IconArrowRight size={14} aria-hidden />
        {t('outline.continues', { number: numbers.get(row.to) ?? 0 })}
      </div>
    )
  return (
    <div role="treeitem" aria-level={row.level + 1} tabIndex={-1} className="outline__way" style={{ paddingLeft: 12 + row.level * 14 }}>
      <IconArrowDown size={14} aria-hidden />
      <b>{name}</b>
      {row.open && <span>{t('outline.ends')}</span>}
      {row.open && !readOnly && (
        <button
          type="button"
          className="outline__add"
          aria-label={t('canvas.addAfter', { port: name })}
          onClick={({ clientX, clientY }) => actions.openPalette({ kind: 'port', from: row.from, port: row.port, at: [clientX, clientY] })}
        >
          <IconPlus size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
