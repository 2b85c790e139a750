import { Button, Group, Modal, Progress, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleMinus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { BulkBody, BulkResult, SuggestionData } from '../../shared/api/suggestions.ts'
import { previewOf } from '../../shared/effect-preview.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { kindOf } from './effect-looks.ts'
import styles from './inbox.module.css'
import { usePreviewNames } from './preview-names.ts'
import { whoOf } from './suggestion-row.tsx'

interface Props {
  readonly suggestions: readonly SuggestionData[]
  readonly takeBack: (suggestions: readonly SuggestionData[]) => void
  /** With what was approved. */
  readonly close: (approved: readonly string[]) => void
}

/** Null: not asked yet; true: approved; a text: why not. */
type Result = true | string

/**
 * Approves several suggestions of one step together: lists them all, leaves out what has warnings, and says what became
 * of each.
 */
export function BulkDialog({ suggestions, takeBack, close }: Props) {
  const { t } = useWords()
  const { graceSeconds } = useSession()
  const client = useQueryClient()
  const problemText = useProblemText()
  // Fixed when the dialog opens: what arrives meanwhile is not approved unseen.
  const [all] = useState(suggestions)
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [isRunning, setIsRunning] = useState(false)
  const clean = all.filter(({ warnings }) => warnings.length === 0)
  const isLetters = clean.every((each) => kindOf(each) === 'send-email')
  const isDone = results.size > 0 && !isRunning
  const failures = [...results.values()].filter((result) => result !== true).length
  const approved = all.filter(({ id }) => results.get(id) === true)

  const run = async () => {
    setIsRunning(true)
    const done: SuggestionData[] = []
    for (const some of inTens(clean)) {
      const answers = await approveTogether(some).catch((error) => some.map(({ id }) => ({ id, problem: { message: problemText(error) } })))
      setResults(
        (before) => new Map([...before, ...answers.map(({ id, problem }) => [id, problem === null ? true : problem.message] as const)]),
      )
      done.push(...some.filter(({ id }) => answers.some((answer) => answer.id === id && answer.problem === null)))
    }
    await client.invalidateQueries({ queryKey: ['suggestions'] })
    setIsRunning(false)
    if (done.length === 0) return
    const told = t('inbox.bulk.allDone', { count: done.length })
    if (graceSeconds === 0) toast.done(told)
    else toast.undoable(told, t('inbox.undoKey'), () => takeBack(done), graceSeconds)
    if (done.length === clean.length) close(done.map(({ id }) => id))
  }

  const closeButton = useRef<HTMLButtonElement>(null)
  // The button that started it is gone by then.
  useEffect(() => {
    if (isDone) closeButton.current?.focus()
  }, [isDone])

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
        <Button ref={closeButton} variant="default" onClick={end} disabled={isRunning}>
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

const approveTogether = async (some: readonly SuggestionData[]) => {
  const body: BulkBody = { suggestions: some.map(({ id, hash }) => ({ id, hash })), decision: { kind: 'approve' } }
  return (await api.post<BulkResult>('/api/suggestions/decisions', body)).items
}

/** A few at a time, so that progress is seen and a lost connection loses little. */
const inTens = (all: readonly SuggestionData[]): SuggestionData[][] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, at) => all.slice(at * 10, at * 10 + 10))

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
