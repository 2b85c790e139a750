import { Checkbox, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import type { ChangeMany } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

interface Props {
  readonly label: string
  readonly effect: ChangeMany
  readonly names: PreviewNames
  readonly onChange: (items: Json) => void
}

/** From so many on one looks for a name rather than reading them all. */
const manyToRead = 12

/** Who of many is in: each is put in or taken out by a tick. Those against whom something speaks come first, with the reason. */
export function ManyEditor({ label, effect, names, onChange }: Props) {
  const { t, language } = useWords()
  const [search, setSearch] = useState('')
  const preview = previewOf(effect, language, names)
  const items = preview.kind === 'many' ? preview.items : []
  const wanted = search.trim().toLocaleLowerCase(language)
  const shown = [...items.filter((item) => item.leftOut !== null), ...items.filter((item) => item.leftOut === null)].filter(({ title }) =>
    title.toLocaleLowerCase(language).includes(wanted),
  )
  const turn = (id: string) =>
    onChange(effect.items.map((item) => (item.id === id ? { ...item, included: !item.included } : item)) as unknown as Json)
  return (
    <fieldset className={styles['manyEdit']}>
      <legend>{label}</legend>
      {items.length > manyToRead && (
        <TextInput
          aria-label={t('inbox.many.search')}
          placeholder={t('inbox.many.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Text size="xs" c="dimmed" role="status">
        {t('inbox.many.chosen', { count: items.filter((item) => item.included).length, total: items.length })}
      </Text>
      <ul className={styles['manyList']}>
        {shown.map(({ id, title, included, leftOut }) => (
          <li key={id}>
            <Checkbox
              size="xs"
              checked={included}
              onChange={() => turn(id)}
              label={
                <>
                  {title}
                  {leftOut !== null && <span className={styles['reason']}> · {leftOut}</span>}
                </>
              }
            />
          </li>
        ))}
        {shown.length === 0 && <li>{t('inbox.many.nobody')}</li>}
      </ul>
    </fieldset>
  )
}
