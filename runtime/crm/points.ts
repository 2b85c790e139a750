/** What a points rule makes of lines: how many points each is worth, and for how long. */
import type { Cause, CrmEvent } from '../../shared/events.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { Op } from '../store/port.ts'

/** A rule as it counts: `most` bounds what one contact holds by it, `lasts` is in days; null where nothing bounds it. */
export interface PointsRule {
  readonly points: number
  readonly most: number | null
  readonly lasts: number | null
}

/** A line of a contact. `fadesAt`: when it no longer counts; null for never. */
export interface ScoreLine {
  readonly id: string
  readonly at: Date
  readonly points: number
  readonly fadesAt: Date | null
}

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** A `scoreRule` as it counts. */
export const pointsRuleIn = (record: Fields): PointsRule => ({
  points: numberIn(record['points']) ?? 0,
  most: numberIn(record['most']),
  lasts: numberIn(record['lasts']),
})

/** The points of one more line, after the earlier ones of the same rule and contact: as many as there is room for. */
export function worth({ points, most }: PointsRule, earlier: readonly ScoreLine[], at: Date): number {
  if (most === null) return points
  const held = earlier.filter(({ fadesAt }) => fadesAt === null || fadesAt > at).reduce((sum, line) => sum + line.points, 0)
  const room = Math.max(0, most - Math.abs(held))
  return Math.abs(points) <= room ? points : Math.sign(points) * room || 0
}

const dayMs = 86_400_000

/** When a line that is added now will have faded. */
export const fadingOf = ({ lasts }: PointsRule, at: Date): Date | null => (lasts === null ? null : new Date(at.getTime() + lasts * dayMs))

/** The lines of one contact, oldest first, as this rule would have added them. */
export function countedAnew(rule: PointsRule, lines: readonly ScoreLine[]): readonly ScoreLine[] {
  const anew: ScoreLine[] = []
  for (const { id, at } of lines) anew.push({ id, at, points: worth(rule, anew, at), fadesAt: fadingOf(rule, at) })
  return anew
}

/** A `scoreEvent` as a line; when it has faded already, that moment is its end. */
export const scoreLineIn = (record: Fields): ScoreLine => {
  const fades = record['fadesAt'] ?? record['fadedAt']
  return {
    id: record.id,
    at: new Date(String(record['at'])),
    points: numberIn(record['points']) ?? 0,
    fadesAt: typeof fades === 'string' ? new Date(fades) : null,
  }
}

/** A score that has moved. `of` is what moved it, a line or a job by id: the same one moves a contact's score once at a time. */
interface Moved {
  readonly contact: string
  readonly from: number
  readonly to: number
  readonly reason: string
  readonly of: string
}

/** What tells flows that a score has moved. */
export function tellScore({ contact, from, to, reason, of }: Moved, at: Date, cause: Cause): Op {
  const event: CrmEvent = {
    id: idFor(of, `score-changed:${contact}`, at),
    kind: 'score-changed',
    at,
    about: contact,
    records: { contact },
    fields: { from, to, points: to - from, reason },
    cause,
  }
  return { op: 'event', event, state: 'pending' }
}
