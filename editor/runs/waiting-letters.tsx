import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { OpenedRun } from '../../shared/api/runs.ts'
import { say } from '../../shared/say.ts'
import { useSession } from '../api/session.ts'
import { confirm } from '../ui/confirm.ts'
import { exactTime } from '../ui/time-words.ts'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { DateDialog } from './date-dialog.tsx'
import { useRunEdits } from './use-run-edits.ts'

/** Letters of this run that are written and have not left: they can be put off or cancelled. */
export function WaitingLetters({ letters }: Pick<OpenedRun, 'letters'>) {
  const { t, language } = useWords()
  const { zone, role } = useSession().user
  const now = useNow()
  const edits = useRunEdits()
  const [dating, setDating] = useState<string | null>(null)
  const dated = letters.find(({ id }) => id === dating)
  const cancel = async (id: string, subject: string) => {
    const yes = await confirm({
      title: t('letters.cancelTitle', { subject }),
      text: t('letters.cancelHint'),
      yes: t('letters.cancel'),
      no: t('common.back'),
      dangerous: true,
    })
    if (yes) edits.cancelLetter.mutate(id)
  }
  return (
    <section aria-label={t('letters.waiting')}>
      <Text fw={600} size="sm" mb={4}>
        {t('letters.waiting')}
      </Text>
      {letters.map(({ id, subject, dueAt, problem }) => (
        <div key={id} className="field-box" data-letter={id}>
          <Text size="sm" fw={500}>
            {subject}
          </Text>
          <Text size="sm" c="dimmed">
            {problem ? say(problem, language, zone) : t('letters.leaves', { when: exactTime(dueAt, { language, zone, now }) })}
          </Text>
          {role !== 'viewer' && (
            <Group gap={6} mt={6}>
              <Button size="compact-sm" variant="default" onClick={() => setDating(id)}>
                {t('letters.postpone')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => void cancel(id, subject)}>
                {t('letters.cancel')}
              </Button>
            </Group>
          )}
        </div>
      ))}
      {dated && (
        <DateDialog
          title={t('letters.postpone')}
          dueAt={dated.dueAt}
          close={() => setDating(null)}
          set={(dueAt) => {
            setDating(null)
            edits.postpone.mutate({ id: dated.id, dueAt })
          }}
        />
      )}
    </section>
  )
}
