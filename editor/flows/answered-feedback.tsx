import { Checkbox, Text } from '@mantine/core'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import type { Feedback } from './use-feedback.ts'

interface Props {
  readonly feedback: readonly Feedback[]
  readonly draft: Workflow
  readonly answers: ReadonlySet<string>
  readonly set: (answers: ReadonlySet<string>) => void
}

/** What is open, each to be ticked when the version to be published answers it. */
export function AnsweredFeedback({ feedback, draft, answers, set }: Props) {
  const { t, of } = useWords()
  const { types } = useScene()
  const stepOf = (id: string) => {
    const node = draft.nodes.find((each) => each.id === id)
    return node ? of(nodeTitle(node, types.get(node.type))) : t('feedback.goneStep')
  }
  return (
    <section aria-label={t('feedback.answers')}>
      <Text fw={600} size="sm" mb={2}>
        {t('feedback.answers')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('feedback.answersHint')}
      </Text>
      {feedback.map(({ id, node, text, by }) => (
        <Checkbox
          key={id}
          py={4}
          label={text}
          description={`${stepOf(node)}, ${by ?? t('feedback.somebody')}`}
          checked={answers.has(id)}
          onChange={({ currentTarget: { checked } }) =>
            set(new Set(checked ? [...answers, id] : [...answers].filter((each) => each !== id)))
          }
        />
      ))}
    </section>
  )
}
