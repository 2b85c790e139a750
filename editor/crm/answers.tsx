import { Text, Title } from '@mantine/core'
import { useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import styles from './record-page.module.css'

/**
 * What the contact answered to the questions of letters, and what is still open. Nothing while nothing was asked.
 * `contact` is an id.
 */
export function Answers({ contact }: { readonly contact: string }) {
  const { t } = useWords()
  const answers = useRecords('answer', { filter: { field: 'contact', is: 'is', value: contact }, sort: '-createdAt' }, 50)
  if (!answers.data || answers.data.items.length === 0) return null
  return (
    <section className={styles['panel']} aria-label={t('answers.title')}>
      <Title order={2} mb="xs">
        {t('answers.title')}
      </Title>
      <dl style={{ margin: 0 }}>
        {answers.data.items.map((answer) => (
          <div key={answer.id} style={{ padding: '6px 0', borderTop: '1px solid var(--t-divider)' }}>
            <Text component="dt" size="xs" c="dimmed">
              {String(answer['question'] ?? '')}
            </Text>
            <dd style={{ margin: 0 }}>
              {answer['value'] === null || answer['value'] === undefined ? (
                <Text c="dimmed" fs="italic">
                  {t('answers.open')}
                </Text>
              ) : (
                String(answer['value'])
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
