import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Problem } from '../../shared/problem.ts'
import type { Origin } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { useWorkflow } from '../workflow/scene.ts'
import { ProblemRow } from './problem-list.tsx'

interface Props {
  readonly origin: Origin
  readonly problems: readonly Problem[]
  readonly openPanel: () => void
  readonly close: () => void
}

/**
 * What became of a flow that was taken over from another tool: how much works, what is to be replaced, and what to check.
 * What has been mended since is not in the lists any more; a click leads to the step.
 */
export function OriginDialog({ origin, problems, openPanel, close }: Props) {
  const { t } = useWords()
  const nodes = useWorkflow((workflow) => workflow.nodes)
  const { tool, steps, whole, partly } = origin
  const kept = steps - whole - partly
  const remarks = origin.remarks
    .filter(({ node }) => node === null || nodes.some(({ id }) => id === node))
    .map(({ node, said }): Problem => ({ level: 'warning', node, param: null, said }))
  const groups = [
    { key: 'steps', rows: problems.filter(({ said }) => said.code === 'foreign-step') },
    { key: 'expressions', rows: problems.filter(({ said }) => said.code === 'expression-to-replace') },
    { key: 'remarks', rows: remarks },
  ] as const
  const follow = () => {
    close()
    openPanel()
  }
  return (
    <Modal opened onClose={close} title={t('origin.title', { tool })} size="lg" returnFocus={false}>
      <Stack gap="sm">
        <Text size="sm">
          {t('origin.mapped', { count: steps, whole })} {partly > 0 && t('origin.partly', { count: partly })}{' '}
          {kept > 0 && t('origin.kept', { count: kept })}
        </Text>
        {groups.map(
          ({ key, rows }) =>
            rows.length > 0 && (
              <section key={key} className="origin-group" aria-label={t(`origin.${key}`)}>
                <Text component="h3" size="sm" fw={600}>
                  {t(`origin.${key}`)} ({rows.length})
                </Text>
                <ul>
                  {rows.map((row, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own, and the list is made anew each time
                    <ProblemRow key={at} problem={row} openPanel={follow} />
                  ))}
                </ul>
              </section>
            ),
        )}
        {groups.every(({ rows }) => rows.length === 0) && <Text size="sm">{t('origin.nothing')}</Text>}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t('origin.later')}
          </Text>
          <Button onClick={close}>{t('origin.toFlow')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
