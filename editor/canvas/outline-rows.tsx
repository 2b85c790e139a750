/** The rows of the outline. Their keys are answered by the tree and the editor's commands. */
import { IconArrowDown, IconArrowRight, IconNote, IconPlus } from '@tabler/icons-react'
import { memo, useId } from 'react'
import { nodeTitle, portsOf, suggests } from '../../shared/node-type-data.ts'
import type { CanvasNote } from '../../shared/workflow.ts'
import { nodeSummary } from '../../shared/workflow-words.ts'
import { useWords } from '../words/use-words.ts'
import { edgeId } from '../workflow/graph.ts'
import type { OutlineRow } from '../workflow/outline.ts'
import type { GroupHeading } from '../workflow/outline-groups.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { StepIcon } from './category-icon.tsx'
import { DifferenceSign } from './difference-sign.tsx'
import { GroupRow } from './group-row.tsx'
import { ModeBadge, NoteMark, worst } from './step-card.tsx'
import { StepMenu } from './step-menu.tsx'

/** A note, after everything that takes part in the flow. */
interface NoteHeading {
  readonly kind: 'note'
  readonly level: 0
  readonly note: CanvasNote
}

/** Whatever is a row of the outline; `level` counts from 0. */
export type Shown = OutlineRow | GroupHeading | NoteHeading

/** What a row selects; null for a way. */
export const idOf = (row: Shown): string | null =>
  row.kind === 'step' ? row.node.id : row.kind === 'group' ? row.group.id : row.kind === 'note' ? row.note.id : null

/** The id of the line of a way; null for what is no way. */
export const wayOf = (row: Shown): string | null => (row.kind === 'way' || row.kind === 'continues' ? edgeId(row) : null)

/** Names a row while it is there. */
export const keyOf = (row: Shown): string => `${row.kind}/${idOf(row) ?? wayOf(row)}`

interface RowProps<Kind = Shown> {
  readonly row: Kind
  readonly tabbable: boolean
  readonly numbers: ReadonlyMap<string, number>
  readonly openPanel: () => void
  /** Brings the keyboard to a row. */
  readonly choose: (row: Shown) => void
}

/** One row; only the one that is `tabbable`, and the buttons in it, are in the order of Tab. */
export const Row = memo(function Row({ row, ...rest }: RowProps) {
  switch (row.kind) {
    case 'group':
      return <GroupRow row={row} {...rest} />
    case 'step':
      return <StepRow row={row} {...rest} />
    case 'note':
      return <NoteRow row={row} {...rest} />
    case 'way':
    case 'continues':
      return <WayRow row={row} {...rest} />
  }
})

function StepRow({ row, tabbable, openPanel }: RowProps<Extract<Shown, { kind: 'step' }>>) {
  const { node, number, level } = row
  const { t, of, language } = useWords()
  const { types, known } = useScene()
  const actions = useActions()
  const id = useId()
  const workflow = useWorkflow((each) => each)
  const isSelected = useView((view) => view.selected.has(node.id))
  const target = useView(({ mode }) => mode.kind === 'connecting' && mode.to === node.id)
  const connecting = useView(({ mode }) => (mode.kind === 'connecting' ? mode : null))
  const problems = useView((view) => view.problems.get(node.id))
  const state = useView(({ overlay }) => overlay?.states.get(node.id) ?? 'idle')
  const difference = useView(({ overlay }) => overlay?.compared?.steps.get(node.id))
  const type = types.get(node.type)
  const title = of(nodeTitle(node, type))
  const mode = suggests(type, node, workflow.settings.everythingSuggests) ? 'suggest' : node.mode
  const hasBadges = type?.acts || node.mode === 'off' || problems !== undefined || node.note !== undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the tree and the editor's commands
    <div
      role="treeitem"
      aria-level={level + 1}
      aria-selected={isSelected}
      aria-label={`${number}. ${title}`}
      aria-describedby={`${id}-says ${id}-badges`}
      tabIndex={tabbable ? 0 : -1}
      className="outline__step"
      data-outline-row={keyOf(row)}
      data-outline-node={node.id}
      data-active={isSelected || undefined}
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
        {type && (
          <span id={`${id}-says`} className="outline__summary">
            {nodeSummary(node, type, { workflow, types, known, language })}
          </span>
        )}
        {hasBadges && (
          <span id={`${id}-badges`} className="outline__badges">
            {(type?.acts || node.mode === 'off') && <ModeBadge mode={mode} />}
            {node.note && <NoteMark note={node.note} />}
            {problems && (
              <span className="outline__problem" data-level={worst(problems)}>
                {worst(problems) === 'to-fill-in' ? t('step.toFillIn') : t('step.problems', { count: problems.length })}
              </span>
            )}
          </span>
        )}
      </span>
      <StepMenu id={node.id} acts={type?.acts ?? false} openPanel={openPanel} tabIndex={tabbable ? 0 : -1} />
    </div>
  )
}

/** A way of a branch, or where a line goes on elsewhere. Chosen, it is its line: Delete takes that away, A puts a step on it. */
function WayRow({ row, tabbable, numbers, choose }: RowProps<Extract<Shown, { kind: 'way' | 'continues' }>>) {
  const { t, of } = useWords()
  const { types, readOnly } = useScene()
  const actions = useActions()
  const isSelected = useView(({ edge }) => edge === edgeId(row))
  const node = useWorkflow((workflow) => workflow.nodes.find(({ id }) => id === row.from))
  const type = node && types.get(node.type)
  const port = node && type && portsOf(type, node, true).find((each) => each.port === row.port)
  const name = port ? of(port.words) : row.port
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the tree and the editor's commands
    <div
      role="treeitem"
      aria-level={row.level + 1}
      aria-selected={isSelected}
      aria-label={row.kind === 'continues' ? undefined : [name, row.open ? t('outline.ends') : ''].filter(Boolean).join(', ')}
      tabIndex={tabbable ? 0 : -1}
      className="outline__way"
      data-outline-row={keyOf(row)}
      data-outline-way={edgeId(row)}
      data-active={(isSelected && tabbable) || undefined}
      style={{ paddingLeft: 12 + row.level * 14 }}
      onClick={() => choose(row)}
    >
      {row.kind === 'continues' ? (
        <>
          <IconArrowRight size={14} aria-hidden />
          {t('outline.continues', { number: numbers.get(row.to) ?? 0 })}
        </>
      ) : (
        <>
          <IconArrowDown size={14} aria-hidden />
          <b>{name}</b>
          {row.open && <span>{t('outline.ends')}</span>}
          {row.open && !readOnly && (
            <button
              type="button"
              className="outline__add"
              tabIndex={tabbable ? 0 : -1}
              aria-label={t('canvas.addAfter', { port: name })}
              onClick={(event) => {
                event.stopPropagation()
                actions.openPalette({ kind: 'port', from: row.from, port: row.port, at: [event.clientX, event.clientY] })
              }}
            >
              <IconPlus size={14} aria-hidden />
            </button>
          )}
        </>
      )}
    </div>
  )
}

function NoteRow({ row: { note, level, ...row }, tabbable, openPanel }: RowProps<NoteHeading>) {
  const { t } = useWords()
  const actions = useActions()
  const isSelected = useView((view) => view.selected.has(note.id))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the tree and the editor's commands
    <div
      role="treeitem"
      aria-level={level + 1}
      aria-selected={isSelected}
      aria-label={`${t('note.title')}: ${note.text}`}
      tabIndex={tabbable ? 0 : -1}
      className="outline__step"
      data-outline-row={keyOf({ note, level, ...row })}
      data-outline-node={note.id}
      data-active={isSelected || undefined}
      style={{ paddingLeft: 8 }}
      onClick={() => {
        actions.select(note.id)
        openPanel()
      }}
    >
      <span className="outline__note">
        <IconNote size={16} aria-hidden />
      </span>
      <span className="outline__text outline__summary">{note.text === '' ? t('note.title') : note.text}</span>
    </div>
  )
}
