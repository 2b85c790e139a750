/** Approves several suggestions of one step together: lists them all, leaves out what has warnings, and says what became of each. */
import { Button, Group, Modal, Progress, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleMinus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { previewOf } from '../../shared/effect-preview.ts'
import { inTurn } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { kindOf } from './effect-looks.ts'
import styles from './inbox.module.css'
import { usePreviewNames } from './preview-names.ts'
import { useSuggestionReader } from './suggestion-queries.ts'
import { whoOf } from './suggestion-row.tsx'
import type { Decisions } from './use-decisions.ts'

interface Props {
  readonly suggestions: readonly SuggestionData[]
  readonly decisions: Decisions
  /** With what was approved. */
  readonly close: (approved: readonly string[]) => void
}

/** Null: not asked yet; true: approved; a text: why not. */
type Result = true | string

export function BulkDialog({ suggestions, decisions, close }: Props) {
  const { t } = useWords()
  const { graceSeconds } = useSession()
  const client = useQueryClient()
  const read = useSuggestionReader()
  // Fixed when the dialog opens: what arrives meanwhile is not approved unseen.
  const [all] = useState(suggestions)
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [isRunning, setIsRunning] = useState(false)
  const clean = all.filter(({ warnings }) => warnings.length === 0)
  const isLetters = clean.every((each) => kindOf(each) === 'send-email')
  const isDone = results.size > 0 && !isRunning
  const failures = [...results.values()].filter((result) => result !== true).length
  const approved = all.filter(({ id }) => results.get(id) === true)

  const approveOne = async (suggestion: SuggestionData) => {
    const note = (result: Result) => setResults((before) => new Map(before).set(suggestion.id, result))
    try {
      await decisions.approveQuietly(suggestion)
      note(true)
    } catch (error) {
      note(decisions.refusalOf(error, await read(suggestion.id).catch(() => null)))
      throw error
    }
  }

  const run = async () => {
    setIsRunning(true)
    const { done } = await inTurn(clean, approveOne)
    await client.invalidateQueries({ queryKey: ['suggestions'] })
    setIsRunning(false)
    if (done.length === 0) return
    const told = t('inbox.bulk.allDone', { count: done.length })
    if (graceSeconds === 0) toast.done(told)
    else toast.undoable(told, t('inbox.undoKey'), () => void decisions.takeBack(done), graceSeconds)
    if (done.length === clean.length) close(done.map(({ id }) => id))
  }

  const end = () => !isRunning && close(approved.map(({ id }) => id))
  return (
    <Modal opened size="lg" onClose={end} title={t('inbox.bulk.title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {clean.length < all.length && (
        <Text c="var(--t-warning)" mb="xs">
          {clean.length === 0 ? t('inbox.bulk.nothing') : t('inbox.bulk.excluded', { count: all.length - clean.length })}
        </Text>
      )}
      <ul className={styles['bulkRows']}>
        {all.map((suggestion) => (
          <BulkRow key={suggestion.id} suggestion={suggestion} result={results.get(suggestion.id) ?? null} />
        ))}
      </ul>
      <div role="status">
        {isRunning && (
          <>
            <Progress value={(results.size / clean.length) * 100} aria-hidden mt="sm" />
            <Text size="xs" c="dimmed">
              {t('inbox.bulk.progress', { done: results.size, total: clean.length })}
            </Text>
          </>
        )}
        {isDone && failures > 0 && (
          <Text c="var(--t-error)" mt="sm">
            {t('inbox.bulk.someFailed', { count: failures })}
          </Text>
        )}
      </div>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={end} disabled={isRunning}>
          {isDone || clean.length === 0 ? t('common.close') : t('common.cancel')}
        </Button>
        {!isDone && clean.length > 0 && (
          <Button data-autofocus onClick={run} loading={isRunning}>
            {t(isLetters ? 'inbox.bulk.send' : 'inbox.bulk.approve', { count: clean.length })}
          </Button>
        )}
      </Group>
    </Modal>
  )
}

function BulkRow({ suggestion, result }: { readonly suggestion: SuggestionData; readonly result: Result | null }) {
  const { t, language } = useWords()
  const names = usePreviewNames()(suggestion)
  const [effect] = suggestion.effects
  const isLeftOut = suggestion.warnings.length > 0
  return (
    <li data-bulk-id={suggestion.id}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text fw={600} truncate>
          {whoOf(suggestion)}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {effect ? previewOf(effect, language, names).headline : suggestion.node.name}
        </Text>
        {typeof result === 'string' && (
          <Group gap={4} wrap="nowrap" c="var(--t-error)">
            <IconX size={14} aria-hidden style={{ flex: 'none' }} />
            <Text size="xs">{result}</Text>
          </Group>
        )}
      </div>
      {isLeftOut && (
        <StateBadge tone="warning" icon={result === null ? IconAlertTriangle : IconCircleMinus}>
          {t('inbox.bulk.leftOut')}
        </StateBadge>
      )}
      {result === true && (
        <StateBadge tone="done" icon={IconCheck}>
          {t('inbox.bulk.approved')}
        </StateBadge>
      )}
    </li>
  )
}
