/** When the rules over a branch have to be asked again because time alone may have changed their answers. */

import type { Json } from '../../shared/json.ts'
import { earliest, isTimed, nextChange } from '../../shared/rule-change.ts'
import { relationAt } from '../../shared/rule-fields.ts'
import { recordSource } from '../../shared/rule-source.ts'
import { type RelatedRule, type Rule, relationIn } from '../../shared/rules.ts'
import type { Position } from '../store/rows.ts'
import { type Asking, askFind, Later } from './asking.ts'
import type { EngineContext } from './context.ts'
import { withRefs } from './fill-params.ts'
import type { PlannedRule } from './plan.ts'
import type { RunDraft } from './run-draft.ts'
import { ownFieldsIn, type Scene, setScene } from './scene.ts'
import { intoSegments } from './segments.ts'
import { rulesOver } from './watches.ts'

/** Has a branch rules that time alone can change? */
export const hasTimedRules = (draft: RunDraft, position: Position, context: EngineContext): boolean =>
  timedOver(draft, position, context).length > 0

const timedOver = (draft: RunDraft, position: Position, { plan }: EngineContext): readonly PlannedRule[] =>
  rulesOver(draft, position, plan).flatMap(([, rule]) => (rule.isTimed ? [rule] : []))

/** The moment at which a branch as it stands now is asked again; null for never. */
export function* askAgainAt(draft: RunDraft, position: Position, context: EngineContext): Asking<Date | null> {
  const moments: (Date | null)[] = []
  try {
    for (const planned of timedOver(draft, position, context)) moments.push(yield* changeOf(draft, position, planned, context))
  } catch (error) {
    // What related records say is known after the commit.
    if (error instanceof Later) return context.now
    throw error
  }
  return earliest(moments)
}

function* changeOf(draft: RunDraft, position: Position, planned: PlannedRule, context: EngineContext): Asking<Date | null> {
  const scene = yield* setScene(draft, position, planned.mentions, context)
  const { mentions } = yield* intoSegments(planned.mentions, draft.run.subjectEntity)
  const related = new Map<string, Date | null>()
  for (const raw of mentions.related) {
    const rule = filled(raw, scene)
    if (isTimed(rule)) related.set(JSON.stringify(rule), yield* relatedChange(rule, draft, context))
  }
  const source = { ...scene.source, relatedChange: (rule: RelatedRule) => related.get(JSON.stringify(filled(rule, scene))) ?? null }
  return nextChange(filled(planned.rule, scene), source, context.now)
}

const filled = <Kind extends Rule>(rule: Kind, { roots }: Scene): Kind => withRefs(rule as unknown as Json, roots) as unknown as Kind

/** So many related records are looked at one by one. */
const mostRelated = 50

/** How soon it is asked again where nobody can tell when the answer changes. */
const otherwiseMs = 3_600_000

/** When one of the related records may come to count or no longer count. */
function* relatedChange(rule: RelatedRule, { run }: RunDraft, context: EngineContext): Asking<Date | null> {
  const { now, company } = context
  const relation = relationAt(run.subjectEntity, relationIn(rule))
  if (!relation || run.subject === null) return null
  const { entity, by, date } = relation
  const records = yield* askFind(entity, { field: by, is: 'is', value: run.subject }, mostRelated, `-${date}`)
  const asked: Rule[] = [
    ...(rule.last === undefined ? [] : [{ field: date, is: 'within-last' as const, value: rule.last }]),
    ...(rule.where ? [rule.where] : []),
  ]
  const otherwise = new Date(now.getTime() + otherwiseMs)
  const known = records.map((fields) => {
    const subject = { entity, fields, zone: company.zone, ...ownFieldsIn(context) }
    try {
      return nextChange({ all: asked }, { ...recordSource(subject, now), relatedChange: () => otherwise }, now)
    } catch {
      // It asks for what lies behind a related record, which is not read here.
      return otherwise
    }
  })
  return earliest([...known, records.length < mostRelated ? null : otherwise])
}
