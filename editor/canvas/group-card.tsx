/** What is drawn of a group: the frame around an open one, the card of a folded one. Both are node types of React Flow. */
import { IconChevronDown, IconChevronUp, IconStack2 } from '@tabler/icons-react'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import type { CanvasGroup } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import type { FoldedNode, FrameNode } from './group-nodes.ts'
import { cardDomId, ProblemBadge, worst } from './step-card.tsx'
import { inHandle } from './to-react-flow.ts'
import './group.css'

/** A frame that lets everything through but its head, by which it is chosen and dragged. */
export const GroupFrame = memo(function GroupFrame({ data: { group, chosen } }: NodeProps<FrameNode>) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  return (
    <div className="group-frame" data-selected={chosen || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group on the canvas is no group of form fields */}
      <div
        id={cardDomId(group.id)}
        className="group-frame__head"
        role="group"
        aria-roledescription={t('group.role')}
        aria-label={group.name}
        data-group-id={group.id}
      >
        {!readOnly && (
          <button
            type="button"
            tabIndex={-1}
            className="group-fold nodrag"
            aria-expanded
            aria-label={t('group.fold', { name: group.name })}
            onClick={() => actions.fold(group.id, true)}
          >
            <IconChevronUp size={16} aria-hidden />
          </button>
        )}
        <span className="group-frame__name">{group.name}</span>
        <span className="group-frame__count">{t('group.count', { count: group.members.length })}</span>
        <ProblemsInside group={group} />
      </div>
    </div>
  )
})

/** A card with the lines of all that is in it. A line is drawn to a step, so none begins or ends here by hand. */
export const FoldedGroup = memo(function FoldedGroup({ data: { group, ports }, selected }: NodeProps<FoldedNode>) {
  const { t } = useWords()
  const actions = useActions()
  const connecting = useView(({ mode }) => mode.kind === 'connecting')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group on the canvas is no group of form fields
    <div
      id={cardDomId(group.id)}
      className="step-card folded-group"
      role="group"
      aria-roledescription={t('group.role')}
      aria-label={group.name}
      data-node-id={group.id}
      data-group-id={group.id}
      data-selected={selected || undefined}
      data-target={connecting ? 'refused' : undefined}
      title={connecting ? t('refused.connect-group') : undefined}
    >
      <Handle id={inHandle} type="target" position={Position.Top} className="port port--in" isConnectable={false} />
      <span className="step-icon folded-group__icon">
        <IconStack2 size={20} stroke={1.75} aria-hidden />
      </span>
      <div className="step-card__text">
        <div className="step-card__title">{group.name}</div>
        <div className="step-card__summary">{t('group.count', { count: group.members.length })}</div>
      </div>
      <button
        type="button"
        tabIndex={-1}
        className="group-fold nodrag"
        aria-expanded={false}
        aria-label={t('group.unfold', { name: group.name })}
        onClick={() => actions.fold(group.id, false)}
      >
        <IconChevronDown size={16} aria-hidden />
      </button>
      <ProblemsInside group={group} />
      {ports.map(({ port, x }) => (
        <Handle key={port} id={port} type="source" position={Position.Bottom} className="port" style={{ left: x }} isConnectable={false} />
      ))}
    </div>
  )
})

/** How many things of the worst kind are wrong in it. */
export function useProblemsInside({ members }: CanvasGroup): {
  readonly count: number
  readonly level: 'error' | 'warning' | 'to-fill-in'
} {
  const level = useView(({ problems }) => worst(members.flatMap((id) => problems.get(id) ?? [])))
  const count = useView(
    ({ problems }) => members.flatMap((id) => problems.get(id) ?? []).filter((problem) => problem.level === level).length,
  )
  return { count, level }
}

function ProblemsInside({ group }: { readonly group: CanvasGroup }) {
  const { count, level } = useProblemsInside(group)
  return count > 0 && <ProblemBadge count={count} level={level} />
}
