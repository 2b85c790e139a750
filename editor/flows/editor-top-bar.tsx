import { ActionIcon, Button, Group, Menu, TextInput, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCheck,
  IconCircleDashed,
  IconCircleFilled,
  IconCloudUpload,
  IconDots,
  IconDownload,
  IconHistory,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSettings,
  IconTransferIn,
  IconUsers,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { HistoryButtons } from '../canvas/history-buttons.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useWords } from '../words/use-words.ts'
import type { SaveState } from '../workflow/autosave.ts'
import { renameWorkflow } from '../workflow/node-commands.ts'
import { useDraft, useWorkflow } from '../workflow/scene.ts'
import { exportFlow } from './export-flow.ts'
import type { Side } from './right-panel.tsx'

interface Props {
  readonly opened: OpenedWorkflow
  readonly saving: SaveState
  /** How many things in the draft differ from what is live. */
  readonly changes: number
  readonly tryOut: () => void
  readonly publish: () => void
  readonly show: (side: Side) => void
  readonly showOrigin: () => void
}

/** The head of the editor: name, what is live and what is a draft, whether it is saved, undo, try, publish. */
export function EditorTopBar({ opened, saving, changes, tryOut, publish, show, showOrigin }: Props) {
  const { t } = useWords()
  // In Russian, too, everything has to stand beside the name.
  const narrow = useMediaQuery('(max-width: 1000px)', false, { getInitialValueInEffect: false })
  return (
    <header className="editor__top" data-landmark tabIndex={-1}>
      <Group gap={6} wrap="nowrap" miw={0} className="editor__about">
        <Tooltip label={t('nav.flows')}>
          <ActionIcon component={Link} href="/flows" color="gray" aria-label={t('editor.toFlows')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <div className="editor__naming">
          <FlowName />
          <Badges opened={opened} changes={changes} />
          <SaveBadge saving={saving} />
        </div>
      </Group>
      <Group gap={4} wrap="nowrap" className="editor__deeds">
        <HistoryButtons />
        {narrow ? (
          <ActionIcon variant="default" size={36} aria-label={t('editor.try')} onClick={tryOut}>
            <IconPlayerPlay size={18} />
          </ActionIcon>
        ) : (
          <Button variant="default" leftSection={<IconPlayerPlay size={18} />} onClick={tryOut}>
            {t('editor.try')}
          </Button>
        )}
        <Button leftSection={narrow ? undefined : <IconCloudUpload size={18} />} onClick={publish}>
          {t('editor.publish')}
        </Button>
        <MoreMenu id={opened.id} show={show} showOrigin={showOrigin} />
      </Group>
    </header>
  )
}

function FlowName() {
  const { t } = useWords()
  const name = useWorkflow((workflow) => workflow.name)
  const edit = useDraft((draft) => draft.edit)
  const [writing, setWriting] = useState<string | null>(null)
  const done = () => {
    if (writing !== null) edit({ code: 'rename-flow' }, (workflow) => renameWorkflow(workflow, writing))
    setWriting(null)
  }
  return (
    <TextInput
      className="editor__name"
      style={{ '--letters': (writing ?? name).length }}
      aria-label={t('editor.name')}
      value={writing ?? name}
      rightSection={writing === null ? <IconPencil size={15} aria-hidden /> : undefined}
      maxLength={200}
      onFocus={() => setWriting(name)}
      onChange={(event) => setWriting(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setWriting(null)
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

/** What is live and what is not yet: always in words. */
function Badges({ opened: { id, state, liveVersion }, changes }: { opened: OpenedWorkflow; changes: number }) {
  const { t } = useWords()
  return (
    <Group gap={6} className="editor__badges">
      {liveVersion === null ? (
        <StateBadge icon={IconCircleDashed}>{t('editor.neverPublished')}</StateBadge>
      ) : state === 'live' ? (
        <StateBadge tone="done" icon={IconCircleFilled}>
          {t('editor.live', { version: liveVersion })}
        </StateBadge>
      ) : (
        <StateBadge tone="warning" icon={IconPlayerPause}>
          {t(`editor.${state}`, { version: liveVersion })}
        </StateBadge>
      )}
      {liveVersion !== null && changes > 0 && (
        <Tooltip label={t('editor.showChanges')}>
          <Link href={`/flows/${id}/versions/${liveVersion}/draft`} className="editor__changes">
            <StateBadge tone="primary" icon={IconPencil}>
              {t('editor.draftChanges', { count: changes })}
            </StateBadge>
          </Link>
        </Tooltip>
      )}
    </Group>
  )
}

function SaveBadge({ saving }: { readonly saving: SaveState }) {
  const { t } = useWords()
  const failed = saving.kind === 'error' || saving.kind === 'conflict'
  const Icon = failed ? IconAlertTriangle : IconCheck
  const text = t(`save.${saving.kind}`)
  return (
    <Tooltip label={saving.kind === 'error' ? saving.message : ''} disabled={saving.kind !== 'error'}>
      <output className="editor__save" data-save={saving.kind} aria-live={failed ? 'assertive' : 'off'}>
        {saving.kind !== 'saving' && <Icon size={15} stroke={2} aria-hidden />}
        {text}
      </output>
    </Tooltip>
  )
}

function MoreMenu({ id, show, showOrigin }: Pick<Props, 'show' | 'showOrigin'> & { readonly id: string }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const workflow = useWorkflow((each) => each)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon color="gray" aria-label={t('editor.more')}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => show('settings')}>
          {t('editor.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => show('versions')}>
          {t('editor.versions')}
        </Menu.Item>
        {workflow.origin && (
          <Menu.Item leftSection={<IconTransferIn size={16} />} onClick={showOrigin}>
            {t('editor.origin', { tool: workflow.origin.tool })}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => go(`/flows/${id}/people`)}>
          {t('editor.people')}
        </Menu.Item>
        <Menu.Item leftSection={<IconListDetails size={16} />} onClick={() => go(`/flows/${id}/runs`)}>
          {t('editor.runs')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exportFlow(workflow)}>
          {t('editor.export')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
