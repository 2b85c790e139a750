import { Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconFolderOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { CanvasGroup } from '../../shared/workflow.ts'
import { useActions } from '../canvas/actions.ts'
import { focusFlow } from '../canvas/focus-flow.ts'
import { useProblemsInside } from '../canvas/group-card.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'

/** The panel of a group: its name, what is wrong in it, the steps in it, and how it is folded and taken apart. */
export function GroupPanel({ group }: { readonly group: CanvasGroup }) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const [name, setName] = useState<string | null>(null)
  const { count, level } = useProblemsInside(group)
  const folded = group.folded ?? false
  return (
    <Stack gap="sm">
      <TextInput
        label={t('group.name')}
        data-panel-start
        data-step-name
        readOnly={readOnly}
        value={name ?? group.name}
        maxLength={120}
        pr={36}
        onFocus={({ currentTarget }) => {
          setName(group.name)
          currentTarget.select()
        }}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onBlur={() => {
          if (name !== null) actions.renameGroup(group.id, name.trim())
          setName(null)
        }}
        onKeyDown={(event) => event.key === 'Enter' && focusFlow()}
      />
      <Text size="sm" c="dimmed">
        {t('group.hint')}
      </Text>
      {count > 0 && (
        <p className="step-panel__problem" data-level={level}>
          {level === 'to-fill-in' ? t('step.toFillIn') : t('step.problems', { count })}
        </p>
      )}
      {!readOnly && (
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-md"
            leftSection={folded ? <IconArrowsMaximize size={16} /> : <IconArrowsMinimize size={16} />}
            onClick={() => actions.fold(group.id, !folded)}
          >
            {t(folded ? 'group.unfoldThis' : 'group.foldThis')}
          </Button>
          <Button variant="default" size="compact-md" leftSection={<IconFolderOff size={16} />} onClick={() => actions.ungroup([group.id])}>
            {t('edit.ungroup')}
          </Button>
        </Group>
      )}
      <ul className="group-panel__members" aria-label={t('group.count', { count: group.members.length })}>
        {group.members.map((id) => (
          <li key={id}>
            <UnstyledButton className="group-panel__member" onClick={() => actions.select(id)}>
              {actions.nameOf(id)}
            </UnstyledButton>
            {!readOnly && (
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={t('group.takeOutNamed', { name: actions.nameOf(id) })}
                onClick={() => actions.takeOut([id])}
              >
                {t('group.takeOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  )
}
