/** What is different inside a step or in the settings of a flow: each field by its label, before and after in words. Pure. */
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Json } from '../../shared/json.ts'
import { nameOf } from '../../shared/known.ts'
import { nodeTitle, paramOf } from '../../shared/node-type-data.ts'
import { paramText } from '../../shared/param-text.ts'
import { lengthWords, pathWords, type Speech, saidRule } from '../../shared/param-words.ts'
import { personWords } from '../../shared/person-words.ts'
import type { Rule } from '../../shared/rules.ts'
import type { NodeCommon, WorkflowNode, WorkflowSettings } from '../../shared/workflow.ts'
import type { Speech as Words } from '../words/use-words.ts'

/** One field that differs. Null is nothing; what has several lines or is long is compared word by word. */
export interface DifferenceRow {
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

/** Both drawings, each with what names in it are looked up in. */
export interface Sides {
  readonly before: Speech
  readonly after: Speech
}

type Both<Value> = readonly [Value, Value]

/** The name of a step, what it is, whether it asks, its parameters in the order of their form, and what every step has. */
export function stepRows(before: WorkflowNode, after: WorkflowNode, sides: Sides, words: Words): readonly DifferenceRow[] {
  const { t, of } = words
  const nodes = [before, after] as const
  const speeches = [sides.before, sides.after] as const
  const types = [sides.before.types.get(before.type), sides.after.types.get(after.type)] as const
  const row = (label: string, said: (at: 0 | 1) => string | null): DifferenceRow => ({ label, before: said(0), after: said(1) })
  const type = types[1]
  const kind = (at: 0 | 1) => {
    const each = types[at]
    return each ? of(each.title) : nodes[at].type
  }
  const names = [...Object.keys(type?.params ?? {}), ...Object.keys(before.params), ...Object.keys(after.params)]
  const params = [...new Set(names)].map((name) => {
    const param = type && paramOf(type, name)
    const stored = (at: 0 | 1) => (nodes[at].params[name] === undefined ? null : JSON.stringify(nodes[at].params[name]))
    return row(param ? of(param.label) : name, (at) =>
      type && param ? paramText(nodes[at], types[at] ?? type, name, speeches[at]) : stored(at),
    )
  })
  return [
    row(t('changes.stepName'), (at) => of(nodeTitle(nodes[at], types[at]))),
    row(t('changes.stepType'), kind),
    row(t('mode.name'), (at) => t(`mode.${nodes[at].mode}.badge`)),
    ...params,
    ...commonRows([before.common ?? {}, after.common ?? {}], speeches, words),
  ].filter(isDifferent)
}

/** The settings of the flow: whom it is about, who may enter, when one leaves. */
export function settingRows({ before, after }: Sides, words: Words): readonly DifferenceRow[] {
  const { t, of } = words
  const settings = [before.workflow.settings, after.workflow.settings] as const
  const speeches = [before, after] as const
  const row = (label: string, said: (each: WorkflowSettings, speech: Speech) => string | null): DifferenceRow => ({
    label,
    before: said(settings[0], speeches[0]),
    after: said(settings[1], speeches[1]),
  })
  const rule = (each: Rule | null | undefined, speech: Speech) => ruleOf(each, speech)
  return [
    row(t('flow.subject'), ({ subject }) =>
      subject === null ? t('flow.noSubject') : hasEntity(subject) ? of(entityNamed(subject).title) : subject,
    ),
    row(t('flow.everythingSuggests'), ({ everythingSuggests }) => t(everythingSuggests ? 'common.yes' : 'common.no')),
    row(t('flow.enrolment'), ({ enrolment }) => t(policies[enrolment.policy])),
    row(t('flow.cooldown'), ({ enrolment: { cooldown } }, { language }) => (cooldown ? lengthWords(cooldown, language) : null)),
    row(t('flow.key'), ({ enrolment: { key } }, speech) => (key ? pathWords(key, speech, null) : null)),
    row(t('flow.exit'), ({ exit }, speech) => rule(exit, speech)),
    row(t('flow.goal'), ({ goal }, speech) => rule(goal, speech)),
    row(t('stepCommon.window'), ({ window }, speech) => (window ? calendarName(window.calendar, speech, words) : null)),
  ].filter(isDifferent)
}

const policies = { 'one-at-a-time': 'flow.oneAtATime', once: 'flow.once', 'every-time': 'flow.everyTime' } as const

function commonRows(commons: Both<NodeCommon>, speeches: Both<Speech>, words: Words): DifferenceRow[] {
  const { t } = words
  const row = (label: string, said: (common: NodeCommon, speech: Speech) => string | null): DifferenceRow => ({
    label,
    before: said(commons[0], speeches[0]),
    after: said(commons[1], speeches[1]),
  })
  const lasting = (value: string | undefined, { language }: Speech) => (value === undefined ? null : lengthWords(value, language))
  return [
    row(t('stepCommon.approver'), ({ approver }, { known, language }) => (approver ? personWords(approver, known, language) : null)),
    row(t('stepCommon.decideWithin'), ({ decideWithin }, speech) => lasting(decideWithin, speech)),
    row(t('stepCommon.onExpiry'), ({ onExpiry }) => t(`stepCommon.onExpiry.${onExpiry ?? 'drop'}`)),
    row(t('stepCommon.window'), ({ window }, speech) => (window ? calendarName(window.calendar, speech, words) : null)),
    row(t('stepCommon.tries'), ({ retry }) => (retry ? String(retry.tries) : null)),
    row(t('stepCommon.firstWait'), ({ retry }, speech) => lasting(retry?.wait, speech)),
    row(t('stepCommon.relevance'), ({ relevance }, speech) => ruleOf(relevance, speech)),
    row(t('stepCommon.minutesSaved'), ({ minutesSaved }) => (minutesSaved === undefined ? null : String(minutesSaved))),
  ]
}

const isDifferent = ({ before, after }: DifferenceRow): boolean => before !== after

/** A rule that cannot be read in words is shown as it stands in the file. */
const ruleOf = (rule: Rule | null | undefined, speech: Speech): string | null =>
  rule ? (saidRule(rule as unknown as Json, speech.workflow.settings.subject, speech) ?? JSON.stringify(rule)) : null

const usual = ['owner', 'department', 'company', 'contact'] as const

function calendarName(calendar: string, { known }: Speech, { t }: Words): string {
  const own = usual.find((each) => each === calendar)
  return own ? t(`stepCommon.calendar.${own}`) : (nameOf(known, 'calendars', calendar) ?? calendar)
}
