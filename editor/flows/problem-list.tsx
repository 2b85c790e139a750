/** Everything that is wrong, in one place; a click leads to the step and its field. */
import { ActionIcon, Paper, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPencilExclamation, IconX } from '@tabler/icons-react'
import { memo, useRef } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { say } from '../../shared/say.ts'
import { useActions } from '../canvas/actions.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { showField } from './show-field.ts'

interface Props {
  readonly problems: readonly Problem[]
  readonly shown: boolean
  readonly show: (shown: boolean) => void
  readonly openPanel: () => void
}

/** The button with their number, and above it the list while it is `shown`. */
export const ProblemList = memo(function ProblemList({ problems, shown, show, openPanel }: Props) {
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const errors = problems.filter(({ level }) => level === 'error').length
  const Icon = problems.length === 0 ? IconCircleCheck : errors > 0 ? IconAlertTriangle : IconPencilExclamation
  const close = () => {
    show(false)
    button.current?.focus()
  }
  return (
    <div className="problem-list">
      {shown && (
        <Paper className="problem-list__box" shadow="md" radius="md" role="region" aria-label={t('problems.name')}>
          <header className="problem-list__head">
            {t('problems.name')}
            <ActionIcon size={28} color="gray" aria-label={t('common.close')} onClick={close}>
              <IconX size={16} />
            </ActionIcon>
          </header>
          {problems.length === 0 ? (
            <p className="problem-list__none">{t('problems.none')}</p>
          ) : (
            <ul>
              {problems.map((problem, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own, and the list is made anew each time
                <ProblemRow key={at} problem={problem} openPanel={openPanel} />
              ))}
            </ul>
          )}
        </Paper>
      )}
      <UnstyledButton
        ref={button}
        className="problem-list__button"
        data-level={problems.length === 0 ? 'none' : errors > 0 ? 'error' : 'other'}
        aria-expanded={shown}
        onClick={() => show(!shown)}
      >
        <Icon size={16} stroke={2} aria-hidden />
        {problems.length === 0 ? t('problems.noneShort') : t('problems.count', { count: problems.length })}
      </UnstyledButton>
    </div>
  )
})

/** One problem in words. A click chooses its step, opens the panel, and goes to the field. */
export function ProblemRow({ problem, openPanel }: { readonly problem: Problem; readonly openPanel: () => void }) {
  const { language, t } = useWords()
  const { view } = useScene()
  const actions = useActions()
  const Icon = problem.level === 'to-fill-in' ? IconPencilExclamation : IconAlertTriangle
  return (
    <li>
      <UnstyledButton
        className="problem-list__row"
        data-level={problem.level}
        onClick={() => {
          if (problem.node === null) return
          view.getState().select([problem.node])
          openPanel()
          showField(problem.param)
        }}
      >
        <Icon size={16} stroke={1.75} aria-hidden />
        <span>
          <b>{problem.node === null ? t('problems.whole') : actions.nameOf(problem.node)}</b> {say(problem.said, language)}
          <span className="only-read-aloud"> {t(`problems.${problem.level}`)}</span>
        </span>
      </UnstyledButton>
    </li>
  )
}
