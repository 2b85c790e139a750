/** One suggestion, whole: what will happen exactly, why, what comes after, and the buttons that decide. */
import { Anchor, Button, Group, Kbd, Menu, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconChevronLeft,
  IconClock,
  IconDots,
  IconEye,
  IconMessageReport,
  IconPencil,
  IconRefresh,
  IconRoute,
  IconUserShare,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Ref } from 'react'
import { Link } from 'wouter'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { say } from '../../shared/say.ts'
import { usePreferences } from '../preferences.ts'
import { colourOf, tintOf } from '../theme.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { kindOf, lookOf } from './effect-looks.ts'
import styles from './inbox.module.css'
import { useCorrections, useInboxStore } from './inbox-store.ts'
import { ManyDone } from './many-view.tsx'
import { linksOf, usePreviewNames } from './preview-names.ts'
import { SuggestedEffects } from './suggested-effects.tsx'
import { useCorrected } from './suggestion-queries.ts'
import { whoOf } from './suggestion-row.tsx'
import { Notice, SuggestionState } from './suggestion-state.tsx'
import { Why } from './why.tsx'

const mostLinks = 12

/** Those that it is done to stand in a list of their own. */
const isOneOfMany = ({ effects }: SuggestionData, record: string): boolean =>
  effects.some((effect) => effect.kind === 'change-many' && effect.items.some(({ id }) => id === record))

/** What the buttons do; each is for the suggestion that is open. */
export interface SuggestionActs {
  readonly approve: () => void
  readonly edit: () => void
  readonly reject: () => void
  readonly later: () => void
  readonly give: () => void
  readonly takeBack: () => void
  readonly bringBack: () => void
  /** Something is wrong with the step itself. */
  readonly feedback: () => void
}

interface Props {
  readonly suggestion: SuggestionData
  readonly acts: SuggestionActs
  readonly isEditing: boolean
  /** Null where the list stands beside it. */
  readonly back: string | null
  readonly heading: Ref<HTMLHeadingElement>
}

/** Corrections are made in it while `isEditing`; `heading` receives the focus. */
export function SuggestionView({ suggestion, acts, isEditing, back, heading }: Props) {
  const { t, of, language } = useWords()
  const corrections = useCorrections(suggestion.id)
  const { effects, warnings, isRefreshing, error } = useCorrected(suggestion, corrections)
  const names = usePreviewNames()(suggestion)
  const kind = kindOf(suggestion)
  const { icon: Icon, category } = lookOf(kind)
  const isPending = suggestion.status === 'pending'
  const links = linksOf(suggestion).filter(({ id }) => !isOneOfMany(suggestion, id))
  const isEdited = Object.keys(corrections).length > 0
  return (
    <>
      <article className={styles['card']} aria-label={t('inbox.suggestion')} data-open-suggestion={suggestion.id}>
        {back !== null && (
          <Anchor component={Link} href={back} display="inline-flex" mb="xs" mih={24} style={{ alignItems: 'center', gap: 4 }}>
            <IconChevronLeft size={18} aria-hidden />
            {t('inbox.toList')}
          </Anchor>
        )}
        <header className={styles['title']}>
          <span className={styles['tile']} style={{ color: colourOf(category), background: tintOf(category) }}>
            <Icon size={20} stroke={1.75} aria-hidden />
          </span>
          <div style={{ flex: 1, minWidth: 0 }}>
            <h2 ref={heading} tabIndex={-1} style={{ margin: 0 }}>
              {suggestion.scenario?.question ??
                `${suggestion.effects.length > 1 ? suggestion.node.name : t(`inbox.kind.${kind}`)}: ${whoOf(suggestion)}`}
            </h2>
            <Source suggestion={suggestion} />
          </div>
        </header>
        <div className={styles['chips']}>
          <span className="only-read-aloud">{t('inbox.links')}: </span>
          {links.slice(0, mostLinks).map((link) => (
            <RecordLink key={`${link.entity}:${link.id}`} {...link} icon />
          ))}
          {links.length > mostLinks && <Text c="dimmed">{t('inbox.andMore', { count: links.length - mostLinks })}</Text>}
        </div>
        <SuggestionState suggestion={suggestion} takeBack={acts.takeBack} bringBack={acts.bringBack} />
        <Changed id={suggestion.id} isEdited={isEdited} />
        {isPending && warnings.length > 0 && (
          <Notice tone="warning" icon={IconAlertTriangle}>
            <ul aria-label={t('inbox.lookFirst')}>
              {warnings.map((warning) => (
                <li key={JSON.stringify(warning)}>{say(warning, language, names.zone)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {suggestion.why.length > 0 && (
          <section className={styles['section']}>
            <h3>{t('inbox.why')}</h3>
            <Why suggestion={suggestion} names={names} />
            <Link href={runAddress(suggestion)} className="plain-link">
              <Group gap={4} component="span" mih={24}>
                <IconRoute size={16} aria-hidden />
                {t('inbox.onCanvas')}
              </Group>
            </Link>
          </section>
        )}
        <section className={styles['section']}>
          <h3>{t('inbox.will')}</h3>
          {suggestion.scenario && <Text c="dimmed">{t('inbox.scenario.about')}</Text>}
          {effects.length === 0 && <Text>{t('inbox.effect.nothing')}</Text>}
          <SuggestedEffects
            suggestion={suggestion}
            shown={effects}
            names={names}
            isEditing={isEditing && isPending}
            isRefreshing={isRefreshing}
            error={error}
            approve={acts.approve}
          />
        </section>
        {suggestion.done && <ManyDone done={suggestion.done} />}
        <section className={styles['section']}>
          <h3>{t('inbox.after')}</h3>
          <Text>{of(suggestion.after)}</Text>
        </section>
        <Button
          size="compact-sm"
          variant="subtle"
          mt="md"
          ml={-8}
          h={28}
          leftSection={<IconMessageReport size={16} aria-hidden />}
          onClick={acts.feedback}
        >
          {t('inbox.feedback')}
        </Button>
      </article>
      {isPending && <Actions acts={acts} isEditing={isEditing} isEdited={isEdited} canEdit={suggestion.effects.length > 0} />}
    </>
  )
}

/** Where the run of a suggestion is drawn. */
export const runAddress = ({ workflow, run }: SuggestionData): string => `/flows/${workflow.id}/runs/${run}`

function Source({ suggestion: { workflow, node, decideBy, createdAt, assignee } }: { readonly suggestion: SuggestionData }) {
  const { t } = useWords()
  return (
    <Text size="xs" c="dimmed" component="div">
      <Link href={`/flows/${workflow.id}?step=${node.id}`} className="plain-link" style={{ textDecoration: 'underline' }}>
        {t('inbox.fromFlow', { flow: workflow.name, version: workflow.version })}
      </Link>
      , {t('inbox.step', { step: node.name })} · {decideBy ? t('inbox.decideBy') : t('inbox.waitsSince')}{' '}
      <When at={decideBy ?? createdAt} exact />
      {assignee && <> · {t('inbox.assignee', { name: assignee.name })}</>}
    </Text>
  )
}

function Changed({ id, isEdited }: { readonly id: string; readonly isEdited: boolean }) {
  const { t } = useWords()
  const isChanged = useInboxStore(({ changed }) => changed.has(id))
  if (!isChanged) return null
  return (
    <Notice tone="warning" icon={IconRefresh}>
      {t(isEdited ? 'inbox.changedEdited' : 'inbox.changed')}
    </Notice>
  )
}

interface ActionsProps {
  readonly acts: SuggestionActs
  readonly isEditing: boolean
  readonly isEdited: boolean
  readonly canEdit: boolean
}

/** Stays at the bottom of the screen. On a phone the rarer deeds are behind one button. */
function Actions({ acts, isEditing, isEdited, canEdit }: ActionsProps) {
  const { t } = useWords()
  const edit = { label: isEditing ? t('inbox.stopEditing') : t('inbox.edit'), icon: isEditing ? IconEye : IconPencil, run: acts.edit }
  const rarer = [
    ...(canEdit ? [{ ...edit, letter: 'e' }] : []),
    { label: t('inbox.later'), icon: IconClock, run: acts.later, letter: 's' },
    { label: t('inbox.give'), icon: IconUserShare, run: acts.give, letter: 'd' },
  ]
  return (
    <footer className={styles['actions']}>
      <div className={styles['actionRow']}>
        <Button leftSection={<ActIcon icon={IconCheck} />} rightSection={<Letter of={isEditing ? 'Ctrl+↵' : 'a'} />} onClick={acts.approve}>
          {isEdited ? t('inbox.approveEdited') : t('inbox.approve')}
        </Button>
        <Button variant="default" leftSection={<ActIcon icon={IconX} />} rightSection={<Letter of="r" />} onClick={acts.reject}>
          {t('inbox.reject')}
        </Button>
        {rarer.map(({ label, icon, run, letter }) => (
          <Button
            key={letter}
            visibleFrom="sm"
            variant="default"
            leftSection={<ActIcon icon={icon} />}
            rightSection={<Letter of={letter} />}
            onClick={run}
          >
            {label}
          </Button>
        ))}
        <Menu position="top-end">
          <Menu.Target>
            <Button hiddenFrom="sm" variant="default" aria-label={t('common.more')}>
              <IconDots size={20} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rarer.map(({ label, icon, run, letter }) => (
              <Menu.Item key={letter} leftSection={<ActIcon icon={icon} />} onClick={run} mih={44}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </footer>
  )
}

const ActIcon = ({ icon: Icon }: { readonly icon: TablerIcon }) => <Icon size={18} aria-hidden />

/** The key of a button; not shown where there are no keys, or where they are switched off. */
function Letter({ of: letter }: { readonly of: string }) {
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  if (!letterKeys) return null
  return (
    <Kbd size="xs" visibleFrom="sm" aria-hidden>
      {letter}
    </Kbd>
  )
}
