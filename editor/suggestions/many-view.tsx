/** Many records that are decided about as one: how many, whom, who is left out and why, and in the end what became of each. */
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { Preview } from '../../shared/effect-preview.ts'
import { say } from '../../shared/say.ts'
import type { OneDone } from '../../shared/suggestion.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

/** So many names are a sample. */
const sample = 8

/** The count in words, a sample of those it is done to that opens to all of them, and everybody who is left out, by reason. */
export function Many({ many }: { readonly many: Extract<Preview, { kind: 'many' }> }) {
  const { t } = useWords()
  const included = many.items.filter((item) => item.included)
  const leftOut = many.items.filter((item) => !item.included)
  return (
    <div className={styles['effectBody']}>
      <Text fw={600}>{t(`inbox.many.${many.change}`, { count: many.count })}</Text>
      {many.fields.length > 0 && (
        <dl className={styles['pairs']}>
          {many.fields.map(({ label, value }) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Names items={included} />
      {many.left.map(({ reason, count }) => (
        <section key={reason} aria-label={reason} style={{ marginTop: 12 }}>
          <Text fw={600} c="dimmed">
            {t('inbox.many.leftOut', { count, reason })}
          </Text>
          <Names items={leftOut.filter((item) => (item.leftOut ?? reason) === reason)} />
        </section>
      ))}
      {many.note !== '' && (
        <>
          <Text size="xs" c="dimmed" mt="sm">
            {t('inbox.many.note')}
          </Text>
          <p className={styles['bubble']}>{many.note}</p>
        </>
      )}
    </div>
  )
}

function Names({ items }: { readonly items: Extract<Preview, { kind: 'many' }>['items'] }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? items : items.slice(0, sample)
  return (
    <>
      <ul className={styles['many']}>
        {shown.map(({ entity, id, title }) => (
          <li key={id}>
            <RecordLink entity={entity} id={id} title={title} />
          </li>
        ))}
      </ul>
      {items.length > sample && (
        <Button size="compact-sm" variant="subtle" ml={-8} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('inbox.many.fewer') : t('inbox.many.all', { count: items.length })}
        </Button>
      )}
    </>
  )
}

/** What became of each of them. */
export function ManyDone({ done }: { readonly done: readonly OneDone[] }) {
  const { t, language } = useWords()
  const failed = done.flatMap(({ problem, ...one }) => (problem ? [{ ...one, problem }] : []))
  return (
    <section className={styles['section']}>
      <Text>{t('inbox.many.done', { count: done.length - failed.length })}</Text>
      {failed.length > 0 && (
        <>
          <Text mt="xs">{t('inbox.many.notDone', { count: failed.length })}</Text>
          <ul>
            {failed.map(({ id, title, problem }) => (
              <li key={id}>
                {title}: {say(problem, language)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
