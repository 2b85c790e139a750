import { Button, Text } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import type { Json } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import { isPressed } from '../ui/keys.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { changedFields, corrected, leftOut, noCorrections, withCorrection, withStepOut } from './corrections.ts'
import { EffectEditor } from './effect-editor.tsx'
import { EffectView } from './effect-view.tsx'
import styles from './inbox.module.css'
import { keepCorrections, useCorrections, useInboxStore } from './inbox-store.ts'
import { ScenarioStep } from './scenario-step.tsx'
import { useEditProblems } from './use-edit-problems.ts'

interface Props {
  readonly suggestion: SuggestionData
  /** With the corrections in them. */
  readonly shown: SuggestionData['effects']
  readonly names: PreviewNames
  readonly isEditing: boolean
  readonly isRefreshing: boolean
  readonly error: unknown
  readonly approve: () => void
}

/** The effects of a suggestion as they would happen, with the form to correct them; of a scenario step by step. */
export function SuggestedEffects({ suggestion, shown, names, isEditing, isRefreshing, error, approve }: Props) {
  const { t, language } = useWords()
  const problemText = useProblemText()
  const corrections = useCorrections(suggestion.id)
  const typed = corrected(suggestion.effects, corrections)
  const change = (at: number, field: string, value: Json) =>
    keepCorrections(suggestion.id, withCorrection(corrections, suggestion.effects, at, field, value))
  const problems = useEditProblems(suggestion.effects, typed)
  const problemOf = (at: number) => (field: string) => {
    const problem = problems.find((each) => each.field.startsWith(`[${at}].${field}`))
    return problem && say(problem.said, language)
  }
  const shownAt = (from: number, count: number) =>
    shown.slice(from, from + count).map((effect, place) => {
      const at = from + place
      const now = typed[at] ?? effect
      const original = suggestion.original?.[at] ?? suggestion.effects[at] ?? effect
      const changes = changedFields(original, now)
      return (
        <div key={at} className={styles['effect']} data-effect={effect.kind} data-edited={changes.length > 0 || undefined}>
          {(shown.length > 1 || changes.length > 0 || isRefreshing) && (
            <div className={styles['effectHead']}>
              <span>{t(`inbox.kind.${effect.kind}`)}</span>
              {changes.length > 0 && (
                <>
                  <StateBadge tone="warning" icon={IconPencil}>
                    {t('inbox.edited')}
                  </StateBadge>
                  {suggestion.status === 'pending' && (
                    <Button
                      size="compact-xs"
                      h={24}
                      variant="subtle"
                      leftSection={<IconArrowBackUp size={14} aria-hidden />}
                      onClick={() => restore(suggestion, at)}
                    >
                      {t('inbox.restoreAll')}
                    </Button>
                  )}
                </>
              )}
              {isRefreshing && effect.kind === 'send-email' && <span role="status">{t('inbox.letter.refreshing')}</span>}
            </div>
          )}
          {isEditing && (
            <div
              className={styles['effectBody']}
              style={{ borderBottom: '1px solid var(--t-divider)' }}
              // Ahead of the fields: an open list of choices takes every Enter for its own.
              onKeyDownCapture={(event) => {
                if (!isPressed('Mod+Enter', event.nativeEvent)) return
                event.preventDefault()
                event.stopPropagation()
                approve()
              }}
            >
              <EffectEditor
                original={original}
                effect={now}
                names={names}
                onChange={(field, value) => change(at, field, value)}
                problemOf={problemOf(at)}
                takesFocus={at === 0}
              />
              {error !== null && at === 0 && (
                <Text c="var(--t-error)" mt="xs" role="alert">
                  {problemText(error)}
                </Text>
              )}
            </div>
          )}
          <EffectView preview={previewOf(effect, language, names)} />
        </div>
      )
    })
  if (!suggestion.scenario) return <>{shownAt(0, shown.length)}</>
  const { steps } = suggestion.scenario
  const outs = leftOut(corrections, steps)
  let from = 0
  return steps.map((step, place) => {
    const first = from
    from += step.count
    const isOut = step.out || outs.includes(place)
    return (
      <ScenarioStep
        key={`${step.node} ${step.visit}`}
        step={step}
        isOut={isOut}
        turn={suggestion.status === 'pending' ? () => keepCorrections(suggestion.id, withStepOut(corrections, step, !isOut)) : null}
      >
        {shownAt(first, step.count)}
      </ScenarioStep>
    )
  })
}

/** Every field of an effect as the workflow made it; that may itself be a correction, of an earlier one. */
function restore({ id, effects, original }: SuggestionData, at: number): void {
  const own = Object.entries(useInboxStore.getState().corrections[id] ?? noCorrections).filter(([place]) => !place.startsWith(`${at}.`))
  const before = original?.[at]
  const now = effects[at]
  const fields = before && now ? changedFields(before, now) : []
  const back = fields.reduce(
    (corrections, { field }) => withCorrection(corrections, effects, at, field, (before as unknown as Record<string, Json>)[field] ?? null),
    Object.fromEntries(own),
  )
  keepCorrections(id, back)
}
