/** What stands where rows would: nothing yet, loading, or a failure with what can be done about it. */
import { Button, Code, Group, Loader, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInbox, IconRefresh, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/client.ts'
import { useWords } from '../words/use-words.ts'

interface EmptyProps {
  readonly title: string
  readonly hint?: string | undefined
  readonly icon?: TablerIcon
  /** What one can do now: usually one button. */
  readonly children?: ReactNode
}

/** `children` are buttons: what can be done so that there is something. */
export function EmptyState({ title, hint, icon: Icon = IconInbox, children }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Icon size={40} stroke={1.5} color="var(--t-secondary)" aria-hidden />
      <Title order={2}>{title}</Title>
      {hint !== undefined && (
        <Text c="dimmed" maw={480}>
          {hint}
        </Text>
      )}
      {children !== undefined && <Group mt="xs">{children}</Group>}
    </Stack>
  )
}

/** For a page or a panel; `LoadingRows` is for lists. */
export function LoadingState() {
  const { t } = useWords()
  return (
    <Group justify="center" py={48} role="status">
      <Loader size="sm" />
      <Text c="dimmed">{t('common.loading')}</Text>
    </Group>
  )
}

/** Grey rows in the place of those that are being read. */
export function LoadingRows({ rows = 8, height = 36 }: { readonly rows?: number; readonly height?: number }) {
  const { t } = useWords()
  return (
    <Stack gap="xs" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  )
}

interface FailureProps {
  readonly error: unknown
  readonly again?: () => void
}

/** What happened, what to do, and a code to copy. */
export function FailureState({ error, again }: FailureProps) {
  const { t } = useWords()
  const code = error instanceof ApiProblem ? error.requestId : error instanceof Error ? error.name : ''
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center" role="alert">
      <IconAlertTriangle size={40} stroke={1.5} color="var(--t-error)" aria-hidden />
      <Title order={2}>{t('problem.title')}</Title>
      <Text c="dimmed" maw={480}>
        {useProblemText()(error)}
      </Text>
      {code !== '' && <Code>{t('problem.code', { code })}</Code>}
      {again && (
        <Button variant="default" leftSection={<IconRefresh size={18} />} onClick={again}>
          {t('common.tryAgain')}
        </Button>
      )}
    </Stack>
  )
}

/** The sentence for a failure: the server's own where it has one. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useWords()
  return (error) => {
    if (!(error instanceof ApiProblem)) return t('problem.page')
    if (error.status === 0) return t('problem.noConnection')
    if (error.problem === 'stale') return t('problem.stale')
    return error.message === '' ? t('problem.unexpected') : error.message
  }
}
