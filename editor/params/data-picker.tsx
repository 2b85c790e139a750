import { ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { type Choosable, useReferences } from './references.ts'
import { useSample, useValueText } from './sample.ts'

interface Props {
  readonly node: string | null
  readonly pick: (path: string) => void
  /** Which values are offered; all without it. */
  readonly suits?: (value: Choosable) => boolean
}

/**
 * A tree of values to put into a text or to choose from: its label, its type, and the value of the sample. `node`: the
 * step that the values are for; `suits` leaves out those that it cannot take.
 */
export function DataPicker({ node, pick, suits }: Props) {
  const { t } = useWords()
  const groups = useReferences(node)
  const sample = useSample()
  const valueText = useValueText()
  const [query, setQuery] = useState('')
  const [marked, setMarked] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase()
    return groups
      .map((group) => ({
        ...group,
        items: group.items.filter((value) => (suits?.(value) ?? true) && `${group.title} ${value.label}`.toLowerCase().includes(wanted)),
      }))
      .filter(({ items }) => items.length > 0)
  }, [groups, query, suits])
  const flat = shown.flatMap(({ items }) => items)

  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const next = Math.max(0, Math.min(flat.length - 1, marked + step))
      setMarked(next)
      list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' })
    }
    const item = flat[marked]
    if (event.key === 'Enter' && item) {
      event.preventDefault()
      pick(item.path)
    }
  }

  let at = -1
  return (
    <div>
      <TextInput
        onKeyDown={keys}
        size="sm"
        role="combobox"
        aria-expanded
        aria-label={t('picker.search')}
        placeholder={t('picker.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        data-autofocus
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setMarked(0)
        }}
      />
      <ScrollArea.Autosize mah={300} mt={6} viewportRef={list} styles={{ content: { minWidth: 0 } }}>
        {flat.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {t('common.nothingMatches')}
          </Text>
        )}
        {shown.map(({ key, title, items }) => (
          <section key={key} aria-label={title}>
            <div className="data-picker__group">{title}</div>
            {items.map((item) => {
              at += 1
              const value = valueText(sample.resolve(item.path))
              return (
                <UnstyledButton
                  key={item.path}
                  className="data-picker__row"
                  data-at={at}
                  data-marked={at === marked || undefined}
                  data-path={item.path}
                  onClick={() => pick(item.path)}
                >
                  <span>{item.label}</span>
                  <span className="data-picker__value">{item.mayBeEmpty ? t('picker.mayBeEmpty') : (value ?? t('picker.empty'))}</span>
                </UnstyledButton>
              )
            })}
          </section>
        ))}
      </ScrollArea.Autosize>
    </div>
  )
}
