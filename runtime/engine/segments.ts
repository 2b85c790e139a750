/** What the segments mention that a node or rule asks about: their rules may be changed at any time, so they are read when they are needed. */
import type { RuleSubject } from '../../shared/rule-source.ts'
import { type Segment, segmentsBehind } from '../../shared/segments.ts'
import { type Asking, askSegments } from './asking.ts'
import { joined, type Mentions, mentionsOf } from './paths.ts'

interface Reached {
  /** All that is mentioned, the rules of the segments included. */
  readonly mentions: Mentions
  /** The segments behind it. */
  readonly segments: readonly Segment[]
  /** For the source of the rules. */
  readonly known: Pick<RuleSubject, 'segments'>
}

/** Follows mentions about a subject into the segments that they ask about. Throws `RuleError` as `segmentsBehind` does. */
export function* intoSegments(mentions: Mentions, entity: string | null): Asking<Reached> {
  if (mentions.segments.length === 0) return { mentions, segments: [], known: {} }
  const all = yield* askSegments()
  const asked = { all: mentions.segments.map((segment) => ({ segment, is: 'in' as const })) }
  const segments = segmentsBehind(asked, entity, all)
  const inside = mentionsOf(
    [],
    segments.map(({ rule }) => rule),
  )
  return { mentions: joined([mentions, inside]), segments, known: { segments: all } }
}
