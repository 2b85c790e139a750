import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { PropsWithChildren } from 'react'
import type { Known } from '../../shared/known.ts'
import type { Question } from '../../shared/params.ts'
import { languages } from '../../shared/words.ts'
import { useWords } from '../words/use-words.ts'
import { newPortId } from './list-edits.ts'
import { OrderButtons } from './order-buttons.tsx'
import { fieldsOf } from './pick-field.tsx'

interface Props {
  readonly subject: string | null
  readonly known: Known
  readonly value: readonly Question[]
  readonly set: (value: readonly Question[] | undefined) => void
}

const answers = ['text', 'number', 'choice', 'date'] as const

/**
 * The questions of a letter: their words in each language, what kind of answer, and where it is written to. `subject`
 * is the entity whose fields the answers can be written to. `children` stand beside the button that adds one.
 */
export function QuestionsField({ subject, known, value, set, children }: PropsWithChildren<Props>) {
  const { t, of } = useWords()
  const fields = fieldsOf(subject, known).filter(([, field]) => !field.readonly)
  const change = (at: number, next: Partial<Question>) => set(value.map((each, index) => (index === at ? { ...each, ...next } : each)))
  return (
    <Stack gap="sm">
      {value.map((question, at) => (
        <div key={question.id} className="field-box">
          <Stack gap={6}>
            {languages.map((language) => (
              <TextInput
                key={language}
                aria-label={t('questions.text', { number: at + 1, language: t(`language.${language}`) })}
                placeholder={t('questions.text', { number: at + 1, language: t(`language.${language}`) })}
                value={question.text[language] ?? ''}
                maxLength={300}
                onChange={({ currentTarget: { value: text } }) => {
                  const { [language]: _, ...others } = question.text
                  change(at, { text: text === '' ? others : { ...question.text, [language]: text } })
                }}
              />
            ))}
            <Group gap={6} grow>
              <Select
                aria-label={t('questions.answer')}
                allowDeselect={false}
                data={answers.map((each) => ({ value: each, label: t(`answerKind.${each}`) }))}
                value={question.answer}
                onChange={(next) => change(at, { answer: answers.find((each) => each === next) ?? 'text' })}
              />
              <Select
                aria-label={t('questions.field')}
                searchable
                clearable
                placeholder={t('questions.noField')}
                data={fields.map(([name, { title }]) => ({ value: name, label: of(title) }))}
                value={question.field}
                onChange={(field) => change(at, { field })}
              />
            </Group>
            {question.answer === 'choice' && (
              <TagsInput
                aria-label={t('questions.options')}
                placeholder={t('questions.options')}
                value={[...(question.options ?? [])]}
                onChange={(options) => change(at, { options })}
              />
            )}
            <Group gap={4} justify="flex-end">
              <OrderButtons list={value} at={at} set={(list) => set(list.length === 0 ? undefined : list)} />
            </Group>
          </Stack>
        </div>
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => set([...value, { id: newPortId(value), text: {}, answer: 'text', field: null }])}
        >
          {t('questions.add')}
        </Button>
        {children}
      </Group>
    </Stack>
  )
}
