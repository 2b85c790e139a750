import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DeliveryDecision, DeliveryList } from '../../shared/api/mail.ts'
import { api } from '../api/client.ts'
import { confirm } from '../ui/confirm.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './mailbox.module.css'

/** Changes of messages make it read again. */
const deliveriesKey = ['records', 'message', 'deliveries'] as const

/**
 * Letters of which nobody knows whether they arrived. They are never sent again by themselves: a person decides for
 * each. Nothing is shown while there are none.
 */
export function HeldLetters() {
  const { t } = useWords()
  const items = useHeldLetters()
  if (items.length === 0) return null
  return (
    <Paper component="section" className={styles['held'] ?? ''} aria-label={t('mailbox.held', { count: items.length })}>
      <Group gap="xs" mb={2}>
        <IconClockPause size={20} stroke={1.75} color="var(--t-warning)" aria-hidden />
        <Title order={2}>{t('mailbox.held', { count: items.length })}</Title>
      </Group>
      <Text size="sm" mb="xs">
        {t('mailbox.heldWhy')}
      </Text>
      <ul className={styles['heldRows']}>
        {items.map((delivery) => (
          <li key={delivery.id} data-delivery-id={delivery.id}>
            <div style={{ flex: 1, minWidth: 200 }}>
              <Text fw={600}>{delivery.subject === '' ? delivery.to : delivery.subject}</Text>
              <Group gap="xs" fz={12} c="dimmed">
                {delivery.contact ? <RecordLink {...delivery.contact} icon /> : delivery.to}
                <When at={delivery.dueAt} />
              </Group>
            </div>
            <HeldActions id={delivery.id} />
          </li>
        ))}
      </ul>
    </Paper>
  )
}

/** The letters that are on hold; none also while they are not known. */
export function useHeldLetters(): DeliveryList['items'] {
  const held = useQuery({
    queryKey: [...deliveriesKey, 'unknown'],
    queryFn: () => api.get<DeliveryList>('/api/deliveries', { state: 'unknown' }),
  })
  return held.data?.items ?? []
}

/** What a person may do with a held letter. */
export function HeldActions({ id }: { readonly id: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const decide = useMutation({
    mutationFn: (decision: DeliveryDecision) => api.put(`/api/deliveries/${id}/decision`, decision),
    onSuccess: (_, { kind }) => toast.done(t(kind === 'resend' ? 'mailbox.resent' : 'mailbox.markedSent')),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'message'] }),
  })
  const resend = async () => {
    const agreed = await confirm({
      title: t('mailbox.resendAsk'),
      text: t('mailbox.resendAskText'),
      yes: t('mailbox.resend'),
      no: t('common.cancel'),
    })
    if (agreed) decide.mutate({ kind: 'resend' })
  }
  return (
    <Group gap="xs">
      <Button variant="default" onClick={resend} loading={decide.isPending}>
        {t('mailbox.resend')}
      </Button>
      <Button variant="default" onClick={() => decide.mutate({ kind: 'mark-sent' })} loading={decide.isPending}>
        {t('mailbox.markSent')}
      </Button>
    </Group>
  )
}
