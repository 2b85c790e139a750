import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsExchange, IconCalendarTime, IconDots, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunSummary } from '../../shared/api/runs.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { confirm } from '../ui/confirm.ts'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { DateDialog } from './date-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import type { Position } from './run-row.tsx'
import { type PositionChange, useRunEdits } from './use-run-edits.ts'

interface Props {
  readonly run: Pick<RunSummary, 'id' | 'subject' | 'workflow' | 'version'>
  readonly position: Position
  /** The version it is on, where it is known. */
  readonly content?: Workflow
}

/**
 * What can be done with one branch of a run: another date, past the step, to another step or version, once more. Only
 * what its state allows is offered. A date can be taken back; what cannot is asked about first.
 */
export function PositionActions({ run, position, content }: Props) {
  const { t } = useWords()
  const edits = useRunEdits()
  const [asked, setAsked] = useState<'date' | 'move' | null>(null)
  const name = run.subject?.title ?? t('runs.nobody')
  const change = (to: PositionChange) => edits.move.mutateAsync({ run: run.id, position: position.id, change: to }).catch(() => null)
  const setDate = async (dueAt: string) => {
    setAsked(null)
    const before = position.dueAt
    if ((await change({ dueAt })) && before !== null) {
      toast.undoable(t('runs.dateChanged'), t('common.undo'), () => void change({ dueAt: before }))
    }
  }
  const skip = async () => {
    const yes = await confirm({
      title: t('runs.skipTitle', { name }),
      text: t('people.skipHint'),
      yes: t('runs.skip'),
      no: t('common.cancel'),
    })
    if (yes) await change({ skip: true })
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon color="gray" aria-label={t('runs.menu', { name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {position.state === 'waiting' && (
            <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => setAsked('date')}>
              {t('runs.changeDate')}
            </Menu.Item>
          )}
          {position.state === 'parked' && (
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => void change({ retry: true })}>
              {t('runs.retry')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlayerSkipForward size={16} />} onClick={() => void skip()}>
            {t('runs.skip')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={() => setAsked('move')}>
            {t('runs.moveTo')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'date' && (
        <DateDialog title={t('runs.changeDate')} dueAt={position.dueAt} close={() => setAsked(null)} set={(dueAt) => void setDate(dueAt)} />
      )}
      {asked === 'move' && (
        <MoveDialog
          flow={run.workflow}
          versions={[run.version]}
          count={1}
          {...(content ? { content } : {})}
          close={() => setAsked(null)}
          move={async (edit) => {
            setAsked(null)
            const runs = [{ run: run.id, position: position.id, node: position.node }]
            const results = await edits.many.mutateAsync({ runs, edit }).catch(() => null)
            const problem = results?.items[0]?.problem
            if (problem) toast.failed(problem.message)
            else if (results) toast.done(t('people.done', { count: 1 }))
          }}
        />
      )}
    </>
  )
}
