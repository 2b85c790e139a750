import { Alert, Button, Group } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { RunEdit, RunEditResults, RunSummary } from '../../shared/api/runs.ts'
import { confirm } from '../ui/confirm.ts'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { MoveDialog } from './move-dialog.tsx'
import type { Position } from './run-row.tsx'
import { useRunEdits } from './use-run-edits.ts'
import './runs.css'

interface Props {
  readonly flow: string
  readonly chosen: readonly { readonly run: RunSummary; readonly position: Position }[]
  /** Keeps chosen those for whom it was not done. */
  readonly keep: (positions: readonly string[]) => void
}

/** In one request. */
const mostAtOnce = 200

interface Failure {
  readonly position: string
  readonly name: string
  readonly message: string
}

/** What can be done with many at once. Afterwards it says how many it was done for, and by name for whom it was not, and why. */
export function PeopleBulk({ flow, chosen, keep }: Props) {
  const { t } = useWords()
  const edits = useRunEdits()
  const [moving, setMoving] = useState(false)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const count = chosen.length
  const nameOf = (position: string) => chosen.find((one) => one.position.id === position)?.run.subject?.title ?? t('runs.nobody')

  const doAll = async (edit: RunEdit) => {
    const runs = chosen.map(({ run, position }) => ({ run: run.id, position: position.id, node: position.node }))
    const items: RunEditResults['items'] = []
    for (let from = 0; from < runs.length; from += mostAtOnce) {
      const results = await edits.many.mutateAsync({ runs: runs.slice(from, from + mostAtOnce), edit }).catch(() => null)
      // It was told in a toast; those who have not been asked for stay chosen.
      if (!results) return keep(runs.slice(from).map(({ position }) => position))
      items.push(...results.items)
    }
    const failed = items.flatMap(({ position, problem }) =>
      problem ? [{ position, name: nameOf(position), message: problem.message }] : [],
    )
    setFailures(failed)
    keep(failed.map(({ position }) => position))
    if (failed.length < runs.length) toast.done(t('people.done', { count: runs.length - failed.length }))
  }
  const ask = async (deed: 'skip' | 'stop') => {
    const yes = await confirm({
      title: t(`people.${deed}Many`, { count }),
      text: t(`people.${deed}Hint`),
      yes: t(`people.${deed}Many`, { count }),
      no: t('common.cancel'),
      dangerous: deed === 'stop',
    })
    if (yes) await doAll({ kind: deed })
  }
  const isPaused = count > 0 && chosen.every(({ run }) => run.paused)
  const button = { size: 'compact-md', variant: 'default', loading: edits.many.isPending } as const
  return (
    <>
      {count > 0 && (
        <Group gap={6}>
          <Button {...button} leftSection={<IconArrowsExchange size={16} />} onClick={() => setMoving(true)}>
            {t('people.moveMany', { count })}
          </Button>
          <Button
            {...button}
            leftSection={isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => void doAll({ kind: isPaused ? 'go-on' : 'pause' })}
          >
            {t(isPaused ? 'people.goOnMany' : 'people.pauseMany', { count })}
          </Button>
          <Button {...button} leftSection={<IconPlayerSkipForward size={16} />} onClick={() => void ask('skip')}>
            {t('people.skipMany', { count })}
          </Button>
          <Button {...button} leftSection={<IconPlayerStop size={16} />} onClick={() => void ask('stop')}>
            {t('people.stopMany', { count })}
          </Button>
        </Group>
      )}
      {failures.length > 0 && (
        <Alert
          w="100%"
          variant="light"
          color="orange"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={t('people.notDone', { count: failures.length })}
          withCloseButton
          closeButtonLabel={t('common.close')}
          onClose={() => setFailures([])}
        >
          <ul className="moved-left">
            {failures.map(({ position, name, message }) => (
              <li key={position}>
                {name}. {message}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {moving && (
        <MoveDialog
          flow={flow}
          count={count}
          versions={chosen.map(({ run }) => run.version)}
          close={() => setMoving(false)}
          move={(edit) => {
            setMoving(false)
            void doAll(edit)
          }}
        />
      )}
    </>
  )
}
