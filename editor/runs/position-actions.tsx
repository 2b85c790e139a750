import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { IconCalendarTime, IconDots, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunSummary } from '../../shared/api/runs.ts'
import { useSession } from '../api/session.ts'
import { browserZone, fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { useWords } from '../words/use-words.ts'
import type { Position } from './run-row.tsx'
import { useRunEdits } from './use-run-edits.ts'

interface Props {
  readonly run: Pick<RunSummary, 'id' | 'subject'>
  readonly position: Position
}

/** What can be done with one branch of a run: another date, past the step, once more. Only what its state allows is offered. */
export function PositionActions({ run, position }: Props) {
  const { t } = useWords()
  const edits = useRunEdits()
  const [dating, setDating] = useState(false)
  const move = (change: Parameters<typeof edits.move.mutate>[0]['change']) =>
    edits.move.mutate({ run: run.id, position: position.id, change })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon color="gray" aria-label={t('runs.menu', { name: run.subject?.title ?? t('runs.nobody') })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {position.state === 'waiting' && (
            <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => setDating(true)}>
              {t('runs.changeDate')}
            </Menu.Item>
          )}
          {position.state === 'parked' && (
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => move({ retry: true })}>
              {t('runs.retry')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlayerSkipForward size={16} />} onClick={() => move({ skip: true })}>
            {t('runs.skip')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dating && (
        <DateDialog
          dueAt={position.dueAt}
          close={() => setDating(false)}
          set={(dueAt) => {
            setDating(false)
            move({ dueAt })
          }}
        />
      )}
    </>
  )
}

function DateDialog({ dueAt, close, set }: { dueAt: string | null; close: () => void; set: (dueAt: string) => void }) {
  const { t } = useWords()
  const zone = useSession().user.zone || browserZone()
  const [value, setValue] = useState(dueAt === null ? '' : toLocalInput(dueAt, zone))
  return (
    <Modal opened onClose={close} title={t('runs.changeDate')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <TextInput
        type="datetime-local"
        label={t('runs.until', { zone })}
        value={value}
        data-autofocus
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={value === ''}
          onClick={() => {
            const at = fromLocalInput(value, zone)
            if (at !== null) set(at)
          }}
        >
          {t('common.save')}
        </Button>
      </Group>
    </Modal>
  )
}
