import { Alert, Button, Group, Select, Switch, Text, TextInput } from '@mantine/core'
import { IconBellRinging, IconDeviceDesktop } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { NoticeWishesData } from '../../shared/api/notices.ts'
import { type NoticeWishes, noticeKinds, noticeWays, usualWishes } from '../../shared/notices.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { beginOnScreen, endOnScreen, hasDecided, type Screen, screenNow } from '../api/this-screen.ts'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { Section } from './section.tsx'
import styles from './settings.module.css'

const wishesKey = ['notice-wishes']

/** What one is told of, how, and when not; and whether this browser shows it. Each choice is kept at once. */
export default function NoticeSection() {
  const wishes = useQuery({ queryKey: wishesKey, queryFn: () => api.get<NoticeWishesData>('/api/notice-wishes') })
  if (wishes.isPending) return <LoadingRows />
  if (wishes.isError) return <FailureState error={wishes.error} again={() => wishes.refetch()} />
  return (
    <>
      <Kinds wishes={wishes.data} />
      <Quiet wishes={wishes.data} />
      <ThisScreen screens={wishes.data.screens} />
    </>
  )
}

function useKeepWishes() {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  return useMutation({
    mutationFn: ({ kinds, quiet }: NoticeWishes) => api.put<NoticeWishesData>('/api/notice-wishes', { kinds, quiet }),
    // A choice stands at once, and goes back when it could not be kept.
    onMutate: ({ kinds, quiet }) => client.setQueryData<NoticeWishesData>(wishesKey, (now) => now && { ...now, kinds, quiet }),
    onSuccess: (kept) => {
      client.setQueryData(wishesKey, kept)
      void client.invalidateQueries({ queryKey: ['notifications'] })
      toast.done(t('common.saved'))
    },
    onError: (error) => {
      toast.failed(problemText(error))
      void client.invalidateQueries({ queryKey: wishesKey })
    },
  })
}

function Kinds({ wishes }: { readonly wishes: NoticeWishesData }) {
  const { t } = useWords()
  const { smtp } = useSession()
  const keep = useKeepWishes()
  return (
    <Section title={t('settings.notices')} about={t('settings.noticesAbout')}>
      {noticeKinds.map((kind) => (
        <div key={kind} className={styles['notice']}>
          <div>
            <Text size="sm" fw={500}>
              {t(`settings.notices.${kind}`)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`settings.notices.${kind}.about`)}
            </Text>
          </div>
          <Select
            aria-label={t(`settings.notices.${kind}`)}
            allowDeselect={false}
            data={noticeWays
              .filter((way) => way !== 'mail' || smtp || wishes.kinds[kind] === 'mail')
              .map((way) => ({ value: way, label: t(`settings.notices.way.${way}`) }))}
            value={wishes.kinds[kind]}
            onChange={(value) => {
              const way = noticeWays.find((each) => each === value)
              if (way) keep.mutate({ ...wishes, kinds: { ...wishes.kinds, [kind]: way } })
            }}
          />
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {t(smtp ? 'settings.notices.mail' : 'settings.notices.noMail')}
      </Text>
    </Section>
  )
}

function Quiet({ wishes }: { readonly wishes: NoticeWishesData }) {
  const { t } = useWords()
  const { user } = useSession()
  const keep = useKeepWishes()
  const [quiet, setQuiet] = useState(wishes.quiet ?? usualWishes.quiet ?? { from: '', to: '' })
  const isComplete = quiet.from !== '' && quiet.to !== '' && quiet.from !== quiet.to
  const keepTimes = () => {
    if (isComplete && (quiet.from !== wishes.quiet?.from || quiet.to !== wishes.quiet?.to)) keep.mutate({ ...wishes, quiet })
  }
  const time = (name: 'from' | 'to') => (
    <TextInput
      type="time"
      label={t(`settings.quiet.${name}`)}
      value={quiet[name]}
      error={quiet.from === quiet.to && name === 'to' ? t('settings.quiet.same') : null}
      onChange={(event) => setQuiet({ ...quiet, [name]: event.currentTarget.value })}
      onBlur={keepTimes}
    />
  )
  return (
    <Section title={t('settings.quiet')} about={t('settings.quietAbout', { zone: user.zone })}>
      <Switch
        label={t('settings.quiet.on')}
        checked={wishes.quiet !== null}
        onChange={(event) => keep.mutate({ ...wishes, quiet: event.currentTarget.checked && isComplete ? quiet : null })}
      />
      {wishes.quiet !== null && (
        <Group align="flex-start">
          {time('from')}
          {time('to')}
        </Group>
      )}
    </Section>
  )
}

function ThisScreen({ screens }: { readonly screens: number }) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const screen = useQuery({ queryKey: ['this-screen'], queryFn: screenNow, staleTime: 0 })
  const turn = useMutation({
    mutationFn: async (on: boolean): Promise<Screen> => {
      if (on) return beginOnScreen()
      await endOnScreen()
      return screenNow()
    },
    onSuccess: (now) => {
      client.setQueryData(['this-screen'], now)
      void client.invalidateQueries({ queryKey: wishesKey })
    },
    // Browsers have no words of their own for what goes wrong at their push service.
    onError: (error) => toast.failed(error.name === 'ApiProblem' ? problemText(error) : t('settings.screen.failed')),
  })
  const say = (content: ReactNode) => (
    <Text size="sm" maw={640}>
      {content}
    </Text>
  )
  return (
    <Section title={t('settings.screen')} about={t('settings.screenAbout')}>
      {screen.data === 'unable' && say(t('settings.screen.unable'))}
      {screen.data === 'forbidden' && <Alert color="orange">{t('settings.screen.forbidden')}</Alert>}
      {screen.data === 'off' &&
        (hasDecided() ? (
          <Group>
            <Button leftSection={<IconBellRinging size={18} />} loading={turn.isPending} onClick={() => turn.mutate(true)}>
              {t('settings.screen.begin')}
            </Button>
          </Group>
        ) : (
          say(t('settings.screen.decideFirst'))
        ))}
      {screen.data === 'on' && (
        <Group>
          <IconDeviceDesktop size={20} aria-hidden />
          {say(t('settings.screen.on'))}
          <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(false)}>
            {t('settings.screen.end')}
          </Button>
        </Group>
      )}
      {screens > 0 && (
        <Text size="xs" c="dimmed">
          {t('settings.screen.count', { count: screens })}
        </Text>
      )}
    </Section>
  )
}
