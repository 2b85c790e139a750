import { Anchor, Button, Group, Text, Textarea } from '@mantine/core'
import { IconCheck, IconChevronLeft, IconCornerUpLeft, IconRoute } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Ref, useState } from 'react'
import { Link } from 'wouter'
import type { ReceivedMessage } from '../../shared/api/mail.ts'
import type { Said } from '../../shared/json.ts'
import { isJsonObject } from '../../shared/json.ts'
import { addressOf } from '../../shared/record-address.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { type RecordData, type RecordList, useRecord } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { isPressed } from '../ui/keys.ts'
import { LetterFrame } from '../ui/letter-frame.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { FailureState, LoadingState, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { HeldActions } from './held-letters.tsx'
import { LetterStateBadge } from './letter-state.tsx'
import styles from './mailbox.module.css'

interface Props {
  readonly id: string
  /** Null where the list stands beside it. */
  readonly back: string | null
  readonly heading: Ref<HTMLHeadingElement>
}

/**
 * One letter: who wrote to whom, what became of it, the letter itself; in the built-in mailbox one may answer it as the
 * client. `back` is the address of the list where the list is not beside it; `heading` receives the focus.
 */
export function LetterPanel({ id, back, heading }: Props) {
  const { t } = useWords()
  const opened = useRecord('message', id)
  if (opened.isError) return <FailureState error={opened.error} again={() => void opened.refetch()} />
  if (!opened.data) return <LoadingState />
  const { record: letter, refs } = opened.data
  return (
    <article className={styles['letter']} data-message-id={letter.id}>
      {back !== null && (
        <Anchor component={Link} href={back} display="inline-flex" mb="xs" mih={24} style={{ alignItems: 'center', gap: 4 }}>
          <IconChevronLeft size={18} aria-hidden />
          {t('mailbox.toList')}
        </Anchor>
      )}
      <h2 ref={heading} tabIndex={-1}>
        {textOf(letter['subject']) || t('inbox.letter.noSubject')}
      </h2>
      <Facts letter={letter} refs={refs} />
      <Trouble letter={letter} />
      <div className={styles['body']}>
        {textOf(letter['html']) === '' ? (
          <pre className={styles['plain']}>{textOf(letter['text'])}</pre>
        ) : (
          <LetterFrame html={textOf(letter['html'])} title={t('mailbox.frame')} />
        )}
      </div>
      <Answer key={letter.id} letter={letter} />
      <Settled letter={letter} />
    </article>
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

interface FactsProps {
  readonly letter: RecordData
  readonly refs: RecordList['refs']
}

function Facts({ letter, refs }: FactsProps) {
  const { t } = useWords()
  const contact = refs[textOf(letter['contact'])]
  const from = [textOf(letter['fromName']), textOf(letter['from'])].filter(Boolean)
  return (
    <>
      <Group gap="xs" mt={6}>
        <LetterStateBadge state={letter['automatic'] === true ? 'automatic' : letter['state']} />
        <Text size="xs" c="dimmed">
          <When at={textOf(letter['at'])} exact />
        </Text>
        {textOf(letter['openedAt']) !== '' && (
          <Text size="xs" c="dimmed">
            {t('mailbox.opened')} <When at={textOf(letter['openedAt'])} />
          </Text>
        )}
        {textOf(letter['clickedAt']) !== '' && (
          <Text size="xs" c="dimmed">
            {t('mailbox.clicked')} <When at={textOf(letter['clickedAt'])} />
          </Text>
        )}
      </Group>
      <dl className={styles['facts']}>
        <dt>{t('inbox.letter.from')}</dt>
        <dd>{from.length > 1 ? `${from[0]} <${from[1]}>` : from[0]}</dd>
        <dt>{t('inbox.letter.to')}</dt>
        <dd>{textOf(letter['to'])}</dd>
      </dl>
      <Group gap="md">
        {contact && <RecordLink {...contact} icon />}
        {textOf(letter['run']) !== '' && (
          <Link href={addressOf('run', textOf(letter['run'])) ?? ''} className="plain-link">
            <Group gap={4} component="span" mih={24}>
              <IconRoute size={16} aria-hidden />
              {t('mailbox.fromRun')}
            </Group>
          </Link>
        )}
      </Group>
    </>
  )
}

/** What went wrong, and for a held letter what can be done. A message and its delivery have one id. */
function Trouble({ letter }: { readonly letter: RecordData }) {
  const { language } = useWords()
  const { user } = useSession()
  const problem = saidOf(letter['problem'])
  const isHeld = letter['state'] === 'unknown'
  if (problem === null && !isHeld) return null
  return (
    <div className={styles['trouble']} data-tone={isHeld ? 'warning' : 'error'} role="status">
      <span>{isHeld ? say({ code: 'delivery-unknown' }, language) : problem && say(problem, language, user.zone)}</span>
      {isHeld && <HeldActions id={letter.id} />}
    </div>
  )
}

const saidOf = (value: unknown): Said | null =>
  isJsonObject(value) && typeof value['code'] === 'string' ? (value as unknown as Said) : null

/** Only a letter that stayed in the house can be answered in the place of the client. */
function Answer({ letter }: { readonly letter: RecordData }) {
  const { t } = useWords()
  const { smtp } = useSession()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [text, setText] = useState('')
  const answer = useMutation({
    mutationFn: () => api.post<ReceivedMessage>(`/api/messages/${letter.id}/replies`, { text }),
    onSuccess: () => {
      setText('')
      toast.done(t('mailbox.answered'))
    },
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'message'] }),
  })
  if (smtp || letter['direction'] !== 'out' || letter['state'] !== 'sent') return null
  return (
    <form
      className={styles['answer']}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') answer.mutate()
      }}
    >
      <h3>{t('mailbox.answer')}</h3>
      <Text size="xs" c="dimmed">
        {t('mailbox.answerHint')}
      </Text>
      <Textarea
        aria-label={t('mailbox.answerText')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isPressed('Mod+Enter', event.nativeEvent)) event.currentTarget.form?.requestSubmit()
        }}
      />
      <Group justify="flex-end">
        <Button
          type="submit"
          leftSection={<IconCornerUpLeft size={18} aria-hidden />}
          loading={answer.isPending}
          disabled={text.trim() === ''}
        >
          {t('mailbox.send')}
        </Button>
      </Group>
    </form>
  )
}

/** Whether a letter of a client still waits for an answer in the queue of whoever looks after them. */
function Settled({ letter }: { readonly letter: RecordData }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const isSettled = textOf(letter['settledAt']) !== ''
  const settle = useMutation({
    mutationFn: () => {
      const address = `/api/messages/${letter.id}/settled`
      return isSettled ? api.delete(address) : api.put(address)
    },
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => Promise.all(['records', 'queue'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  if (letter['direction'] !== 'in' || letter['automatic'] === true || textOf(letter['contact']) === '') return null
  return (
    <Group mt="md">
      <Button
        variant="default"
        leftSection={isSettled ? <IconCornerUpLeft size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
        loading={settle.isPending}
        onClick={() => settle.mutate()}
      >
        {t(isSettled ? 'mailbox.unsettle' : 'mailbox.settle')}
      </Button>
      <Text size="xs" c="dimmed">
        {t(isSettled ? 'mailbox.settledHint' : 'mailbox.settleHint')}
      </Text>
    </Group>
  )
}
