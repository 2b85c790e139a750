/**
 * Segments: rules with a name, which other rules ask about by their key. Membership is stored nowhere, it is the segment's
 * rule that is asked; so a segment that is changed means the new thing everywhere at once. Pure.
 */
import { relationAt } from './rule-fields.ts'
import { RuleError } from './rule-test.ts'
import { type Rule, relationIn } from './rules.ts'

/** A segment as the readers of rules need it. */
export interface Segment {
  /** Of its record. */
  readonly id: string
  /** Of whose records it is. */
  readonly entity: string
  readonly rule: Rule
}

/** All segments by their keys, archived ones among them: what asks about them goes on. */
export type Segments = ReadonlyMap<string, Segment>

/** The keys of the segments that a rule asks about for the record that it is about; lines about related records are others'. */
export function segmentKeysIn(rule: Rule): string[] {
  return asked(rule, null).flatMap(({ key, own }) => (own ? [key] : []))
}

/** Does a rule ask about any segment, of the record itself or of related ones? */
export const asksSegments = (rule: Rule): boolean => asked(rule, null).length > 0

interface Asked {
  readonly key: string
  readonly entity: string | null
  /** About the record itself, not about a related one. */
  readonly own: boolean
}

function asked(rule: Rule, entity: string | null, own = true): readonly Asked[] {
  if ('all' in rule) return rule.all.flatMap((each) => asked(each, entity, own))
  if ('any' in rule) return rule.any.flatMap((each) => asked(each, entity, own))
  if ('not' in rule) return rule.not.flatMap((each) => asked(each, entity, own))
  if ('segment' in rule) return [{ key: rule.segment, entity, own }]
  if ('field' in rule || rule.where === undefined) return []
  return asked(rule.where, relationAt(entity, relationIn(rule))?.entity ?? null, false)
}

/** Segments may ask about segments, so many deep; and all together no more than that are asked for one record. */
const deepest = 5
const mostAsked = 200

/**
 * The segments that have to be known to test a rule on a record of an entity: those that it asks about, and those that
 * their rules ask about in turn. Throws `RuleError` for one that is not there or is of other records, for one that has
 * become part of itself, and where there are too many. `key`: the rule is that of this segment.
 */
export function segmentsBehind(rule: Rule, entity: string | null, segments: Segments, key?: string): readonly Segment[] {
  const found = new Map<string, Segment>()
  let count = 0
  const visit = (lines: readonly Asked[], within: readonly string[]) => {
    for (const { key, entity: of, own } of lines) {
      const segment = segments.get(key)
      if (!segment || segment.entity !== of) throw new RuleError('rule-unknown-segment', { segment: key })
      if (within.includes(key)) throw new RuleError('rule-segment-circle', { segment: key })
      if (++count > mostAsked || within.length >= deepest) throw new RuleError('rule-segments-too-many', { most: deepest })
      if (own) found.set(key, segment)
      visit(asked(segment.rule, of, own), [...within, key])
    }
  }
  visit(asked(rule, entity), key === undefined ? [] : [key])
  return [...found.values()]
}
