import { Title } from '@mantine/core'
import type { Question } from '../../shared/params.ts'
import { useKnown } from '../api/known.ts'
import { type RecordData, useEntity } from '../api/records.ts'
import { QuestionsField } from '../params/questions-field.tsx'
import { useWords } from '../words/use-words.ts'
import { RecordDialog, RecordSection } from './record-section.tsx'

/** Questions that are asked again and again, kept as sets; a flow copies one. */
export default function QuestionSection() {
  const { t } = useWords()
  return (
    <RecordSection
      entity="questionSet"
      title={t('settings.questions')}
      about={t('settings.questionsAbout')}
      sort="name"
      dialog={(record, close) => <QuestionDialog record={record} close={close} />}
    />
  )
}

function QuestionDialog({ record, close }: { readonly record: RecordData | null; readonly close: () => void }) {
  const { t } = useWords()
  const entity = useEntity('questionSet')
  const known = useKnown()
  return (
    <RecordDialog entity={entity} record={record} close={close} given={record ? {} : { questions: [] }}>
      {(values, set) => (
        <>
          <Title order={3} mt="md" mb="xs">
            {t('settings.questionsOf')}
          </Title>
          <QuestionsField
            subject="contact"
            known={known}
            value={Array.isArray(values['questions']) ? (values['questions'] as readonly Question[]) : []}
            set={(questions) => set('questions', questions ?? [])}
          />
        </>
      )}
    </RecordDialog>
  )
}
