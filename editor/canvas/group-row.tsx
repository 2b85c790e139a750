/** The heading of a group in the outline. */
import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconFolderOff, IconStack2 } from '@tabler/icons-react'
import { useWords } from '../words/use-words.ts'
import type { GroupHeading } from '../workflow/outline-groups.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { useProblemsInside } from './group-card.tsx'

interface Props {
  readonly row: GroupHeading
  readonly tabbable: boolean
  readonly openPanel: () => void
}

/** Its steps follow it one level below, unless it is folded; the arrows to the sides fold and unfold it. */
export function GroupRow({ row: { group, level }, tabbable, openPanel }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const isActive = useView((view) => view.selected.has(group.id))
  const { count, level: worst } = useProblemsInside(group)
  const folded = (group.folded ?? false) && !readOnly
  const Icon = folded ? IconChevronRight : IconChevronDown
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the tree and the editor's commands
    <div
      role="treeitem"
      aria-level={level + 1}
      aria-selected={isActive}
      aria-expanded={!folded}
      aria-label={t('group.said', { name: group.name, count: group.members.length })}
      tabIndex={tabbable ? 0 : -1}
      className="outline__group"
      data-outline-row={`group/${group.id}`}
      data-outline-node={group.id}
      data-active={isActive || undefined}
      style={{ paddingLeft: 8 + level * 14 }}
      onClick={() => {
        actions.select(group.id)
        openPanel()
      }}
    >
      <IconStack2 size={18} stroke={1.75} aria-hidden />
      <b>{group.name}</b>
      {count > 0 && (
        <span className="outline__problem" data-level={worst}>
          {worst === 'to-fill-in' ? t('step.toFillIn') : t('step.problems', { count })}
        </span>
      )}
      {!readOnly && (
        <>
          <ActionIcon
            size={28}
            color="gray"
            tabIndex={tabbable ? 0 : -1}
            aria-label={t(folded ? 'group.unfold' : 'group.fold', { name: group.name })}
            onClick={(event) => {
              event.stopPropagation()
              actions.fold(group.id, !folded)
            }}
          >
            <Icon size={16} />
          </ActionIcon>
          <ActionIcon
            size={28}
            color="gray"
            tabIndex={tabbable ? 0 : -1}
            aria-label={t('group.ungroupNamed', { name: group.name })}
            onClick={(event) => {
              event.stopPropagation()
              actions.ungroup([group.id])
            }}
          >
            <IconFolderOff size={16} />
          </ActionIcon>
        </>
      )}
    </div>
  )
}
