import { ActionIcon, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type FlowChange, nameOfChange, placeOfChange } from '../../shared/compare-flows.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { ChangeDetail, ChangeSign, changeTitle } from './change-item.tsx'
import type { Sides } from './difference-rows.ts'

interface Props {
  readonly changes: readonly FlowChange[]
  readonly sides: Sides
  /** The step that is chosen on the drawing. */
  readonly active: string | null
  /** Chooses the step of a difference, which is then brought into sight; null: none. */
  readonly select: (step: string | null) => void
}

/** All differences beside the drawing. One leads to the next; a step that is clicked on the drawing leads to its own. */
export function ChangesPanel({ changes, sides, active, select }: Props) {
  const words = useWords()
  const { t } = words
  const [chosen, setChosen] = useState(-1)
  const list = useRef<HTMLOListElement>(null)
  const stands = (at: number) => {
    const change = changes[at]
    return change !== undefined && placeOfChange(change) === active
  }
  const at = stands(chosen) ? chosen : active === null ? -1 : changes.findIndex((change) => placeOfChange(change) === active)
  const show = (next: number) => {
    const change = changes[(next + changes.length) % changes.length]
    if (!change) return
    setChosen(changes.indexOf(change))
    select(placeOfChange(change))
  }
  useEffect(() => void list.current?.children[at]?.scrollIntoView({ block: 'nearest' }), [at])
  if (changes.length === 0) return <EmptyState title={t('compare.same')} hint={t('compare.sameHint')} />
  const change = changes[at]
  return (
    <section aria-label={t('compare.changes')} className="changes-panel">
      <Group justify="space-between" wrap="nowrap" className="changes-panel__head">
        <Title order={2} size="h4">
          {t('compare.count', { count: changes.length })}
        </Title>
        <Group gap={4} wrap="nowrap">
          <Text size="sm" c="dimmed" aria-hidden>
            {change ? t('compare.place', { at: at + 1, all: changes.length }) : ''}
          </Text>
          <ActionIcon variant="default" size={32} aria-label={t('compare.previous')} onClick={() => show(at < 0 ? -1 : at - 1)}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <ActionIcon variant="default" size={32} aria-label={t('compare.next')} onClick={() => show(at + 1)}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <p className="only-read-aloud" aria-live="polite">
        {change && `${t('compare.place', { at: at + 1, all: changes.length })}. ${changeTitle(change, sides, words)}`}
      </p>
      <ol className="change-list" ref={list}>
        {changes.map((each, index) => (
          <li key={nameOfChange(each)} data-change={each.kind} aria-current={index === at || undefined}>
            <ChangeSign change={each} />
            <div className="change-list__text">
              <button type="button" className="change-list__title" onClick={() => show(index)}>
                {changeTitle(each, sides, words)}
              </button>
              <ChangeDetail change={each} sides={sides} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
