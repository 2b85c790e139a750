/** How much a version would bring to decide: the events that would have begun it, along the ways that runs took. Pure. */
import type { CrmEvent } from '../../shared/events.ts'
import type { NodeType } from '../../shared/node.ts'
import { portsOf, suggests, toNodeTypeData } from '../../shared/node-type-data.ts'
import { type Candidate, candidates } from './enrol.ts'
import { isInstalled, type Plan, type PlannedNode } from './plan.ts'

/** How often each port of a node was left by, by node and port. */
export type Left = ReadonlyMap<string, ReadonlyMap<string, number>>

/** How often it would have begun, by trigger; one for each subject where nobody may enter twice. */
export function beginnings(plan: Plan, events: readonly CrmEvent[]): readonly Candidate[] {
  const triggers = plan.triggers.map((trigger) => ({ plan, trigger }))
  const { subject, enrolment } = plan.content.settings
  const once = new Set<string>()
  return events
    .flatMap((event) => candidates(event, triggers))
    .filter((candidate) => {
      if (subject !== null && candidate.subject === null) return false
      if (subject === null || enrolment.policy !== 'once') return true
      const who = `${candidate.subject} ${candidate.key}`
      return !once.has(who) && once.add(who) !== undefined
    })
}

/**
 * Begins by a button or the clock: its events name it, so before it was published there can be none and their lack says
 * nothing.
 */
export const isForItself = ({ type }: PlannedNode): boolean =>
  type?.trigger?.events.every((kind) => kind === 'button-pressed' || kind === 'schedule-ticked') ?? false

interface Expected {
  /** How many would come to each node. */
  readonly visits: ReadonlyMap<string, number>
  /** Nodes that are come to and have several ways of which nothing is known. */
  readonly assumed: readonly string[]
}

/** A way in circles is followed this often; what is left of the stream then is small. */
const rounds = 200

/** Sends the beginnings through the drawing, at each node in the shares in which its ways were taken. */
export function expectedVisits(plan: Plan, starts: ReadonlyMap<string, number>, left: Left): Expected {
  const ways = new Map(
    [...plan.nodes.values()].map((planned) => [planned.id, { next: planned.next, shares: sharesOf(planned, plan, left.get(planned.id)) }]),
  )
  const visits = new Map<string, number>()
  let stream: ReadonlyMap<string, number> = starts
  for (let round = 0; round < rounds && stream.size > 0; round++) {
    const next = new Map<string, number>()
    for (const [node, count] of stream) {
      const way = ways.get(node)
      if (!way) continue
      visits.set(node, (visits.get(node) ?? 0) + count)
      for (const [port, to] of way.next) {
        const share = count * way.shares.of(port)
        if (share > least) next.set(to, (next.get(to) ?? 0) + share)
      }
    }
    stream = next
  }
  return { visits, assumed: [...visits.keys()].filter((node) => ways.get(node)?.shares.isAssumed) }
}

/** A stream below this is nobody. */
const least = 0.001

/** The nodes that would suggest, by their own mode or because everything does. */
export const suggestingNodes = (plan: Plan): readonly PlannedNode[] =>
  [...plan.nodes.values()].filter(
    (planned) =>
      planned.node.mode !== 'off' &&
      isInstalled(planned) &&
      (planned.node.type === 'human.suggest' ||
        planned.node.type === 'human.permit' ||
        suggests(toNodeTypeData(planned.type as NodeType), planned.node, plan.everythingSuggests)),
  )

interface Shares {
  of(port: string): number
  readonly isAssumed: boolean
}

const everyWay: Shares = { of: () => 1, isAssumed: false }

function sharesOf(planned: PlannedNode, plan: Plan, left: ReadonlyMap<string, number> | undefined): Shares {
  if (planned.node.type === 'logic.parallel') return everyWay
  const total = [...(left?.values() ?? [])].reduce((sum, count) => sum + count, 0)
  if (left && total > 0) return { of: (port) => (left.get(port) ?? 0) / total, isAssumed: false }
  if (!isInstalled(planned)) return { of: () => 0, isAssumed: false }
  const data = toNodeTypeData(planned.type as NodeType)
  const isFirst = data.acts || planned.node.mode === 'off'
  if (isFirst) return { of: (port) => (port === planned.firstPort ? 1 : 0), isAssumed: false }
  const own = portsOf(data, planned.node, suggests(data, planned.node, plan.everythingSuggests)).filter(({ added }) => !added)
  return { of: (port) => (own.some((each) => each.port === port) ? 1 / own.length : 0), isAssumed: own.length > 1 }
}
