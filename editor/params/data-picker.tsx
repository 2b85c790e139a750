import { ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useValueText } from '../crm/value-text.ts'
import { useWords } from '../words/use-words.ts'
import { useChoiceLabels } from './choice-labels.ts'
import { type Choosable, useReferences } from './references.ts'
import { useSample } from './sample.ts'
import { ValueTypeIcon } from './value-type-icon.tsx'

interface Props {
  readonly node: string | null
  readonly pick: (value: Choosable) => void
  /** Which values are offered; all without it. */
  readonly suits?: (value: Choosable) => boolean
}

/**
 * A tree of values to put into a text or to choose from: each with its type, the value of the sample, and whether it
 * may be empty. `node`: the step that the values are for; `suits` leaves out those that it cannot take.
 */
export function DataPicker({ node, pick, suits }: Props) {
  const { t, of } = useWords()
  const groups = useReferences(node)
  const sample = useSample(node)
  const valueText = useValueText()
  const labelOf = useChoiceLabels(node)
  const [query, setQuery] = useState('')
  const [marked, setMarked] = useState(0)
  const [unfolded, setUnfolded] = useState<readonly string[]>([])
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
  // Who looks for something finds it in what is folded, too.
  const isOpen = ({ key, folded }: (typeof shown)[number]) => !folded || query.trim() !== '' || unfolded.includes(key)
  const flat = shown.flatMap((group) => (isOpen(group) ? group.items : []))

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
      pick(item)
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
        {shown.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {t('common.nothingMatches')}
          </Text>
        )}
        {shown.map((group) => (
          <section key={group.key} aria-label={group.title}>
            {group.folded && query.trim() === '' ? (
              <UnstyledButton
                className="data-picker__group data-picker__fold"
                aria-expanded={isOpen(group)}
                onClick={() => setUnfolded(isOpen(group) ? unfolded.filter((each) => each !== group.key) : [...unfolded, group.key])}
              >
                {isOpen(group) ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
                {group.title}
              </UnstyledButton>
            ) : (
              <div className="data-picker__group">{group.title}</div>
            )}
            {isOpen(group) &&
              group.items.map((item) => {
                at += 1
                const found = sample.resolve(item.path)
                const label = typeof found === 'string' ? labelOf(item.path, found) : null
                const value = label ? of(label) : valueText(found, item.field)
                return <Row key={item.path} {...{ item, value, at, pick }} isMarked={at === marked} />
              })}
          </section>
        ))}
      </ScrollArea.Autosize>
      {sample.title !== '' && (
        <Text size="xs" c="dimmed" px={8} pt={6}>
          {t('picker.valuesOf', { name: sample.title })}
        </Text>
      )}
    </div>
  )
}

interface RowProps {
  readonly item: Choosable
  /** Of the sample; null where it has none. */
  readonly value: string | null
  readonly at: number
  readonly isMarked: boolean
  readonly pick: (value: Choosable) => void
}

function Row({ item, value, at, isMarked, pick }: RowProps) {
  const { t } = useWords()
  return (
    <UnstyledButton
      className="data-picker__row"
      data-at={at}
      data-marked={isMarked || undefined}
      data-path={item.path}
      onClick={() => pick(item)}
    >
      <ValueTypeIcon type={item.type} />
      <span className="data-picker__label">{item.label}</span>
      <span className="data-picker__value">
        {value !== null && <span className="data-picker__found">{value}</span>}
        {(item.mayBeEmpty || value === null) && <em>{t(item.mayBeEmpty ? 'picker.mayBeEmpty' : 'picker.empty')}</em>}
      </span>
    </UnstyledButton>
  )
}
