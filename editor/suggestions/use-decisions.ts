/**
 * Deciding: the suggestion leaves the list at once, the server is told, and what cannot be done brings it back with
 * the reason. An approval can be taken back until its grace is over, because the server waits that long.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { DecisionBody, SuggestionData } from '../../shared/api/suggestions.ts'
import { say } from '../../shared/say.ts'
import type { DismissReason } from '../../shared/suggestion.ts'
import { ApiProblem, api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { rememberDecision } from '../api/this-screen.ts'
import { useProblemText } from '../ui/states.tsx'
import { exactTime, relativeTime } from '../ui/time-words.ts'
import { toast } from '../ui/toast.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWords } from '../words/use-words.ts'
import { type Corrections, corrected, leftOut } from './corrections.ts'
import { keepCorrections, leave, markChanged, stay } from './inbox-store.ts'
import { useZone } from './preview-names.ts'
import { useSuggestionKeeper, useSuggestionReader } from './suggestion-queries.ts'
import { whoOf } from './suggestion-row.tsx'

/** `goOn`: the flow goes on without the step instead of ending there. */
export interface Rejection {
  readonly reason: DismissReason
  readonly note: string
  readonly goOn: boolean
}

interface Decisions {
  readonly approve: (suggestion: SuggestionData, corrections: Corrections) => Promise<void>
  readonly takeBack: (suggestions: readonly SuggestionData[]) => Promise<void>
  readonly reject: (suggestion: SuggestionData, rejection: Rejection) => Promise<void>
  readonly putOff: (suggestion: SuggestionData, until: string | null) => Promise<void>
  readonly give: (suggestion: SuggestionData, to: { readonly id: string; readonly title: string }) => Promise<void>
}

const addressOf = (id: string): string => `/api/suggestions/${id}`

/** `show` opens a suggestion that came back. */
export function useDecisions(show: (id: string) => void): Decisions {
  const client = useQueryClient()
  const { t, language } = useWords()
  const { graceSeconds, clock } = useSession()
  const now = useNow()
  const zone = useZone()
  const problemText = useProblemText()
  const read = useSuggestionReader()
  const keep = useSuggestionKeeper()
  const refresh = () => client.invalidateQueries({ queryKey: ['suggestions'] })

  /** To the second: it happened while one was looking. */
  const agoInWords = (at: string): string => {
    const moment = clock.manual ? now : new Date()
    const seconds = Math.max(1, Math.round((moment.getTime() - new Date(at).getTime()) / 1000))
    if (seconds >= 60) return relativeTime(at, { language, zone, now: moment })
    return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(-seconds, 'second')
  }

  /** The sentence for a refused decision. */
  const refusalOf = (error: unknown, suggestion: SuggestionData | null): string => {
    if (!(error instanceof ApiProblem) || error.status !== 409 || suggestion === null) return problemText(error)
    const { status, decidedBy, decidedAt, reason } = suggestion
    if (error.problem === 'decided' && decidedBy && decidedAt) {
      const ago = agoInWords(decidedAt)
      return t(status === 'dismissed' ? 'inbox.rejectedBy' : 'inbox.approvedBy', { name: decidedBy.name, ago })
    }
    if (error.problem === 'withdrawn' && reason) return say(reason, language, zone)
    if (error.problem === 'expired') return t('inbox.expired')
    if (error.problem === 'changed') return t('inbox.changed')
    return problemText(error)
  }

  /** Reads it anew and says why it was not decided; what can still be decided is opened again. */
  const refused = async (error: unknown, { id }: SuggestionData) => {
    const fresh = await read(id).catch(() => null)
    toast.failed(refusalOf(error, fresh))
    if (fresh?.status !== 'pending') return
    if (error instanceof ApiProblem && error.problem === 'changed') markChanged(id, true)
    show(id)
  }

  /** Out of the list at once; answers with it as the server decided it, null when it was refused. */
  const settle = async (suggestion: SuggestionData, act: () => Promise<SuggestionData>): Promise<SuggestionData | null> => {
    leave([suggestion.id])
    try {
      const decided = await act()
      keep(decided)
      return decided
    } catch (error) {
      await refused(error, suggestion)
      return null
    } finally {
      await refresh().catch(() => undefined)
      stay([suggestion.id])
    }
  }

  const decide = async (id: string, body: DecisionBody) => {
    const decided = await api.put<SuggestionData>(`${addressOf(id)}/decision`, body)
    rememberDecision()
    return decided
  }
  const patch = (id: string, body: { readonly assignee?: string | null; readonly laterUntil?: string | null }) =>
    api.patch<SuggestionData>(addressOf(id), body)

  const takeBack = async (suggestions: readonly SuggestionData[]) => {
    const tries = await Promise.allSettled(suggestions.map(({ id }) => api.delete<SuggestionData>(`${addressOf(id)}/decision`)))
    const failed = tries.find((each) => each.status === 'rejected')
    await refresh()
    if (failed) return void toast.failed(problemText(failed.reason))
    toast.done(t('inbox.stopped'))
    const [first] = suggestions
    if (first) show(first.id)
  }

  const undoPatch = (suggestion: SuggestionData, body: Parameters<typeof patch>[1]) => async () => {
    try {
      keep(await patch(suggestion.id, body))
      toast.done(t('inbox.tookBack'))
      show(suggestion.id)
    } catch (error) {
      toast.failed(problemText(error))
    } finally {
      await refresh()
    }
  }

  return {
    takeBack,
    approve: async (suggestion, corrections) => {
      const effects = corrected(suggestion.effects, corrections)
      const out = leftOut(corrections, suggestion.scenario?.steps ?? [])
      const body: DecisionBody = {
        kind: 'approve',
        hash: suggestion.hash,
        ...(effects === suggestion.effects ? {} : { effects: [...effects] }),
        ...(out.length > 0 ? { leaveOut: [...out] } : {}),
      }
      const decided = await settle(suggestion, () => decide(suggestion.id, body))
      if (!decided) return
      keepCorrections(suggestion.id, {})
      const isLetter = suggestion.scenario === null && effects.some(({ kind }) => kind === 'send-email')
      const name = whoOf(suggestion)
      const told = decided.heldUntil
        ? t('inbox.letterWaits', { name, when: exactTime(decided.heldUntil, { language, zone, now }) })
        : t(isLetter ? 'inbox.letterGoes' : 'inbox.happensIn', { name, count: graceSeconds })
      if (graceSeconds === 0) toast.done(told)
      else toast.undoable(told, t('inbox.undoKey'), () => void takeBack([suggestion]), graceSeconds)
    },
    reject: async (suggestion, { reason, note, goOn }) => {
      const body: DecisionBody = {
        kind: 'dismiss',
        hash: suggestion.hash,
        reason,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(goOn ? { goOn } : {}),
      }
      if (!(await settle(suggestion, () => decide(suggestion.id, body)))) return
      keepCorrections(suggestion.id, {})
      toast.done(t('inbox.rejected', { name: whoOf(suggestion) }))
    },
    putOff: async (suggestion, until) => {
      if (!(await settle(suggestion, () => patch(suggestion.id, { laterUntil: until }))) || until === null) return
      const told = t('inbox.putOff', { name: whoOf(suggestion), when: exactTime(until, { language, zone, now }) })
      toast.undoable(told, t('inbox.undoKey'), undoPatch(suggestion, { laterUntil: null }))
    },
    give: async (suggestion, to) => {
      if (!(await settle(suggestion, () => patch(suggestion.id, { assignee: to.id })))) return
      const told = t('inbox.given', { name: whoOf(suggestion), to: to.title })
      toast.undoable(told, t('inbox.undoKey'), undoPatch(suggestion, { assignee: suggestion.assignee?.id ?? null }))
    },
  }
}
