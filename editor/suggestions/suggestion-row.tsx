import { ActionIcon, Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { type CSSProperties, memo } from 'react'
import { Link } from 'wouter'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import { say } from '../../shared/say.ts'
import { useSession } from '../api/session.ts'
import { colourOf, tintOf } from '../theme.ts'
import { relativeTime } from '../ui/time-words.ts'
import { type Side, useSwipe } from '../ui/use-swipe.ts'
import { useWords } from '../words/use-words.ts'
import { kindOf, lookOf } from './effect-looks.ts'
import styles from './inbox.module.css'

interface Props {
  readonly suggestion: SuggestionData
  readonly names: PreviewNames
  readonly now: Date
  readonly to: string
  readonly isActive: boolean
  /** Null: it cannot be selected. */
  readonly isSelected: boolean | null
  /** The row that the Tab key comes to. */
  readonly isTabStop: boolean
  readonly onSelect: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onHide: (id: string) => void
  /** A finger has drawn it aside. Null: it cannot be. */
  readonly onSwipe: ((suggestion: SuggestionData, side: Side) => void) | null
}

/** One line of the inbox: what kind of deed, about whom, its first words, how long it may wait, and whether to look twice. */
export const SuggestionRow = memo(function SuggestionRow(props: Props) {
  const { suggestion, names, now, isActive, isSelected, isTabStop } = props
  const { t } = useWords()
  const kind = kindOf(suggestion)
  const { icon: Icon, category } = lookOf(kind)
  // Nothing is left to decide: it only tells, and can be put out of sight.
  const onlyTells = ['withdrawn', 'expired', 'failed'].includes(suggestion.status)
  const tab = isTabStop ? 0 : -1
  const { onSwipe } = props
  const swipe = useSwipe(onSwipe && suggestion.status === 'pending' ? (side) => onSwipe(suggestion, side) : null)
  return (
    <li
      className={styles['row']}
      data-suggestion-id={suggestion.id}
      data-status={suggestion.status}
      data-active={isActive || undefined}
      data-selected={isSelected === true || undefined}
      data-drawn={swipe.by !== 0 || undefined}
      {...swipe.handlers}
      style={swipe.by === 0 ? undefined : ({ '--drawn': `${swipe.by}px` } as CSSProperties)}
    >
      {swipe.by !== 0 && (
        <span
          className={styles['deed']}
          data-side={swipe.by > 0 ? 'right' : 'left'}
          data-ready={swipe.side !== null || undefined}
          aria-hidden
        >
          {swipe.by > 0 ? <IconCheck size={20} /> : <IconClock size={20} />}
          {t(swipe.by > 0 ? 'inbox.approve' : 'inbox.later.tomorrow')}
        </span>
      )}
      {isSelected !== null && (
        <span className={styles['pick']}>
          <Checkbox
            size="xs"
            tabIndex={tab}
            checked={isSelected}
            onChange={() => props.onSelect(suggestion.id)}
            aria-label={`${t('inbox.select')}: ${whoOf(suggestion)}`}
          />
        </span>
      )}
      <span className={styles['tile']} style={{ color: colourOf(category), background: tintOf(category) }}>
        <Icon size={20} stroke={1.75} aria-hidden />
      </span>
      <Link
        href={props.to}
        className={styles['open'] ?? ''}
        tabIndex={tab}
        {...(isActive ? { 'aria-current': 'true' as const } : {})}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          props.onOpen(suggestion.id)
        }}
      >
        <span className="only-read-aloud">{t(`inbox.kind.${kind}`)}: </span>
        <span className={styles['line']}>
          <span className={styles['who']}>
            {whoOf(suggestion)}
            <Company suggestion={suggestion} />
          </span>
          <DueTime suggestion={suggestion} now={now} zone={names.zone} />
        </span>
        <span className={styles['line']}>
          <span className={styles['what']}>
            <FirstWords suggestion={suggestion} names={names} />
          </span>
          <OfWhom suggestion={suggestion} />
          {suggestion.warnings.length > 0 && !onlyTells && (
            <span className={styles['warned']}>
              <IconAlertTriangle size={14} aria-hidden />
              <span aria-hidden>{suggestion.warnings.length}</span>
              <span className="only-read-aloud">{t('inbox.warnings', { count: suggestion.warnings.length })}</span>
            </span>
          )}
        </span>
      </Link>
      {onlyTells && (
        <ActionIcon
          className={styles['hide'] ?? ''}
          tabIndex={tab}
          aria-label={`${t('inbox.hide')}: ${whoOf(suggestion)}`}
          title={t('inbox.hide')}
          onClick={() => props.onHide(suggestion.id)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
})

/** The name by which a suggestion is called: the person it concerns, else the record it is about; many are called by the step. */
export const whoOf = ({ subject, links, node, effects }: SuggestionData): string => {
  if (effects.some(({ kind }) => kind === 'change-many')) return subject?.title || node.name
  const person = subject?.entity === 'contact' ? subject : links.find(({ entity }) => entity === 'contact')
  return person?.title || subject?.title || node.name
}

/** The company of the person; nothing where the suggestion is called by it already. */
export function placeOf({ subject, links }: SuggestionData): string | null {
  const company = links.find(({ entity }) => entity === 'company')
  return !company || company.id === subject?.id ? null : company.title
}

function Company({ suggestion }: { readonly suggestion: SuggestionData }) {
  const place = placeOf(suggestion)
  return place === null ? null : <span className={styles['company']}> · {place}</span>
}

/** What will happen, in as many words as fit. */
export function FirstWords({ suggestion, names }: Pick<Props, 'suggestion' | 'names'>) {
  const { t, language } = useWords()
  const { effects, status, reason, node } = suggestion
  if (reason !== null && status !== 'pending') return say(reason, language, names.zone)
  if (suggestion.scenario) return t('inbox.scenario.steps', { name: node.name, count: suggestion.scenario.steps.length })
  const kind = kindOf(suggestion)
  const main = effects.find((effect) => effect.kind === kind)
  if (!main) return effects.length > 1 ? t('inbox.deeds', { name: node.name, count: effects.length }) : node.name
  const { headline } = previewOf(main, language, names)
  const others = effects.length - 1
  return others > 0 ? `${headline}, ${t('inbox.andMore', { count: others })}` : headline
}

/** Whose it is, where one stands in for them. */
function OfWhom({ suggestion: { assignee, status } }: { readonly suggestion: SuggestionData }) {
  const { t } = useWords()
  const { standsFor } = useSession().user
  if (status !== 'pending' || !assignee || !standsFor.some(({ id }) => id === assignee.id)) return null
  return <span className={styles['company']}>{t('inbox.for', { name: assignee.name })}</span>
}

function DueTime({ suggestion, now, zone }: { readonly suggestion: SuggestionData; readonly now: Date; readonly zone: string }) {
  const { t, language } = useWords()
  const { status, decideBy, createdAt, decidedAt } = suggestion
  const at = status === 'pending' ? (decideBy ?? createdAt) : (decidedAt ?? createdAt)
  const isOverdue = status === 'pending' && decideBy !== null && new Date(decideBy) < now
  return (
    <time dateTime={at} className={styles['when']} data-overdue={isOverdue || undefined}>
      {isOverdue ? t('inbox.overdue') : relativeTime(at, { language, zone, now })}
    </time>
  )
}
