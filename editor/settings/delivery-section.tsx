import { Button, SegmentedControl, Text, UnstyledButton } from '@mantine/core'
import { useSearchParams } from 'wouter'
import { isJsonObject, type Json } from '../../shared/json.ts'
import type { Rule } from '../../shared/rules.ts'
import { type RecordData, useEntity, useRecord, useRecordPages } from '../api/records.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { EmptyState, FailureState, LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { DeliveryDialog } from './delivery-dialog.tsx'
import { DeliveryState } from './delivery-state.tsx'
import { textOf } from './mapping-editor.tsx'
import { Section } from './section.tsx'
import styles from './settings.module.css'

const waiting: Rule = { field: 'state', is: 'one-of', value: ['unread', 'quarantined'] }

/**
 * What forms and webhooks brought: what nobody could be found for comes first, and is taken in here. `?hook=`,
 * `?state=` and `?open=` say which are shown.
 */
export default function DeliverySection() {
  const { t } = useWords()
  const [params, setParams] = useSearchParams()
  const hook = params.get('hook')
  const shown = params.get('state') ?? (hook === null ? 'waiting' : 'all')
  const open = params.get('open')
  const set = (name: string, value: string | null) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      if (value === null) after.delete(name)
      else after.set(name, value)
      return after
    })
  const rules = [...(shown === 'waiting' ? [waiting] : []), ...(hook === null ? [] : [{ field: 'hook', is: 'is', value: hook } as const])]
  const submission = useEntity('submission')
  const list = useRecordPages(submission, { sort: '-at', ...(rules.length === 0 ? {} : { filter: { all: rules } }) }, 50)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const refs = Object.assign({}, ...(list.data?.pages.map((page) => page.refs) ?? []))
  const from = useRecord('hook', hook ?? '')
  return (
    <Section
      title={from.data ? t('deliveries.from', { name: from.data.title }) : t('deliveries.title')}
      about={t('deliveries.about')}
      actions={
        <SegmentedControl
          aria-label={t('deliveries.show')}
          value={shown}
          onChange={(next) => set('state', next)}
          data={[
            { value: 'waiting', label: t('deliveries.waiting') },
            { value: 'all', label: t('deliveries.all') },
          ]}
        />
      }
    >
      {list.isPending && <LoadingRows rows={3} />}
      {list.isError && <FailureState error={list.error} again={() => list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={t(shown === 'waiting' ? 'deliveries.noneWaiting' : 'hooks.noSamples')} hint={t('deliveries.noneHint')} />
      )}
      {items.length > 0 && (
        <div>
          {items.map((each) => (
            <Row key={each.id} delivery={each} refs={refs} open={() => set('open', each.id)} />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('deliveries.older')}
        </Button>
      )}
      {open !== null && <DeliveryDialog key={open} id={open} close={() => set('open', null)} />}
    </Section>
  )
}

interface RowProps {
  readonly delivery: RecordData
  readonly refs: Readonly<Record<string, { readonly entity: string; readonly id: string; readonly title: string }>>
  readonly open: () => void
}

function Row({ delivery, refs, open }: RowProps) {
  const { t } = useWords()
  const by = refs[String(delivery['hook'] ?? delivery['form'])]
  const contact = refs[String(delivery['contact'])]
  return (
    <div className={styles['delivery']}>
      <UnstyledButton fz={14} c="var(--t-primary)" mih="var(--press)" miw="var(--press)" onClick={open}>
        {firstWords(delivery['body'] as Json) || t('common.empty')}
      </UnstyledButton>
      <div>{contact ? <RecordLink {...contact} /> : <DeliveryState state={String(delivery['state'])} />}</div>
      <Text size="sm" c="dimmed">
        {by?.title}
      </Text>
      <Text size="sm" c="dimmed">
        <When at={String(delivery['at'])} />
      </Text>
    </div>
  )
}

/** The first values of a body that people could read, as far as they fit into a line. */
function firstWords(body: Json): string {
  const words: string[] = []
  const rest: string[] = []
  const walk = (value: Json): void => {
    if (words.length >= 4) return
    if (Array.isArray(value)) for (const one of value as readonly Json[]) walk(one)
    else if (isJsonObject(value)) for (const one of Object.values(value)) walk(one)
    else if (typeof value === 'string' && /^[^/{}<>]*\p{L}{2}[^/{}<>]*$/u.test(value) && !isCode(value))
      words.push(value.trim().slice(0, 60))
    else if (rest.length < 4 && textOf(value).trim() !== '') rest.push(textOf(value).slice(0, 60))
  }
  walk(body)
  return (words.length === 0 ? rest : words).join(' · ').slice(0, 160)
}

/** Letters and figures mixed in one word, as programs name things. */
const isCode = (text: string): boolean => /^[\w-]{6,}$/.test(text) && /\d/.test(text)
