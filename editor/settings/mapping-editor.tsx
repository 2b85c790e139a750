import { ActionIcon, Button, Code, Group, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type FieldMapping, mappingsIn, readBodyPath, valueAtPath } from '../../shared/intake.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { api } from '../api/client.ts'
import { Warning } from '../ui/warning.tsx'
import { useWords } from '../words/use-words.ts'
import { BodyTree } from './body-tree.tsx'
import styles from './settings.module.css'
import { TargetChooser, useTargets } from './target-chooser.tsx'

interface Props {
  readonly hook: string
  /** The delivery at which one looks, and what was in it. */
  readonly submission: string
  readonly body: Json
  /** Null: the meaning is guessed for each delivery. */
  readonly mapping: readonly FieldMapping[] | null
  readonly onChange: (mapping: readonly FieldMapping[] | null) => void
}

/**
 * What the values of a delivery mean: recognised by themselves, or said by clicking on them. The first click makes the
 * guess one's own.
 */
export function MappingEditor({ hook, submission, body, mapping, onChange }: Props) {
  const { t } = useWords()
  const titles = useTargetTitles()
  const guess = useGuess(hook, submission)
  const [picked, setPicked] = useState<string | null>(null)
  const counts = mapping ?? guess
  const without = (path: string) => counts.filter(({ from }) => from !== path)
  const put = (next: readonly FieldMapping[]) => onChange(next.length === 0 ? null : next)
  const hasAddress = counts.some(({ to }) => to === 'contact.email' || to === 'contact.phone')
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" c="dimmed" maw={480}>
          {t(mapping === null ? 'hooks.guessed' : 'hooks.set')}
        </Text>
        {mapping !== null && (
          <Button size="compact-sm" variant="default" onClick={() => onChange(null)}>
            {t('hooks.guessAgain')}
          </Button>
        )}
        {mapping === null && guess.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => put(guess)}>
            {t('hooks.keepGuess')}
          </Button>
        )}
      </Group>
      {counts.map(({ from, to }) => (
        <div key={`${from} ${to}`} className={styles['mapped']}>
          <Text size="sm" fw={500}>
            {titles.get(to) ?? to}
          </Text>
          <div>
            <Text size="sm" lineClamp={2}>
              {textOf(valueAtPath(body, readBodyPath(from) ?? [])) || t('hooks.notInThis')}
            </Text>
            <Text size="xs" c="dimmed">
              {from}
            </Text>
          </div>
          <ActionIcon size={24} aria-label={t('hooks.forget', { what: titles.get(to) ?? to })} onClick={() => put(without(from))}>
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {!hasAddress && <Warning>{t('hooks.noAddress')}</Warning>}
      <Text size="sm" mt="sm" mb={4}>
        {t('hooks.click')}
      </Text>
      <div className={styles['body']}>
        <BodyTree
          body={body}
          landsIn={new Map(counts.map(({ from, to }) => [from, titles.get(to) ?? to]))}
          picked={picked}
          pick={(path) => setPicked(picked === path ? null : path)}
        >
          <Group gap="xs" my={4} align="flex-end" className={styles['chooser'] ?? ''}>
            <TargetChooser
              autoFocus
              label={t('hooks.means')}
              value={counts.find(({ from }) => from === picked)?.to ?? null}
              onChange={(to) => {
                const path = picked ?? ''
                setPicked(null)
                put(to === null ? without(path) : [...without(path), { from: path, to }])
              }}
            />
            <Button variant="default" onClick={() => setPicked(null)}>
              {t('common.cancel')}
            </Button>
            <Code>{picked}</Code>
          </Group>
        </BodyTree>
      </div>
    </div>
  )
}

/** What a target is called. */
function useTargetTitles(): ReadonlyMap<string, string> {
  const { t } = useWords()
  return new Map([
    ['note', t('intake.note')],
    ...useTargets().flatMap(({ items }) => items.map(({ value, label }) => [value, label] as const)),
  ])
}

/** What the values of a delivery seem to mean. */
function useGuess(hook: string, submission: string): readonly FieldMapping[] {
  const guess = useQuery({
    queryKey: ['mapping-guess', hook, submission],
    queryFn: () => api.post<{ mapping: unknown }>(`/api/hooks/${hook}/mapping-guess`, { submission }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return mappingsIn(guess.data?.mapping)
}

/** A value in a few words. */
export function textOf(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return value === undefined || value === null || isJsonObject(value) ? '' : String(value).slice(0, 300)
}
