/** Tells those who decide the suggestions of a step what a new version changes about it, and nobody else. */
import type { Json, JsonObject, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { type StepNews, stepNews } from '../../shared/version-news.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { askRecord } from '../engine/asking.ts'
import type { Decider } from '../engine/decide.ts'
import { peopleMeant } from '../engine/people.ts'
import type { Task } from '../engine/pump.ts'
import type { Op } from '../store/port.ts'
import type { VersionRow } from '../store/rows.ts'
import { linkToComparison, linkToStep } from './feedback.ts'

/** A version that takes the place of another. */
interface Replaced {
  readonly before: { readonly number: number; readonly content: Workflow }
  readonly version: VersionRow
  readonly types: NodeTypes
  /** Whose decisions there are lately about which step, and who has one to decide. */
  readonly deciders: readonly { readonly node: string; readonly user: string }[]
}

/** So many steps have links of their own; the comparison shows all. */
const mostLinks = 5

/** The notices, to be committed with the version. Whoever publishes knows already. */
export const tellDeciders = ({ before, version, types, deciders }: Replaced, by: Decider): Task<readonly Op[]> =>
  function* ({ now }) {
    const { workflow, number, content, note } = version
    const told = new Map<string, StepNews[]>()
    for (const news of stepNews(before.content, content, types)) {
      const approver = content.nodes.find(({ id }) => id === news.node)?.common?.approver
      const chosen = approver && approver.who !== 'owner' ? (yield* peopleMeant(approver, null)).map(({ id }) => id) : []
      const users = [...chosen, ...deciders.flatMap(({ node, user }) => (node === news.node ? [user] : []))]
      for (const user of new Set(users)) told.set(user, [...(told.get(user) ?? []), news])
    }
    told.delete(by.id)
    const ops: Op[] = []
    for (const [user, news] of told) {
      if (!isThere(yield* askRecord('user', user))) continue
      const said: Said = {
        code: note === '' ? 'version-published' : 'version-published-note',
        with: {
          user: by.name,
          workflow: content.name,
          version: number,
          news: news.flatMap((each) => each.said) as unknown as Json,
          ...(note === '' ? {} : { note }),
        },
      }
      const steps = news.filter(({ isGone }) => !isGone).slice(0, mostLinks)
      const links: Link[] = [
        linkToComparison(workflow, before.number, number),
        ...steps.map(({ node }) => linkToStep(workflow, node, content.nodes.find(({ id }) => id === node)?.name ?? content.name)),
      ]
      ops.push(
        notice(idFor(version.id, user, now), { owner: user, said: said as unknown as Json, links: links as unknown as Json }, by, now),
      )
    }
    return { ops: [], value: ops }
  }

const isThere = (user: Fields | null): boolean => user !== null && user['active'] !== false && !user['archivedAt']

const notice = (id: string, fields: JsonObject, by: Decider, at: Date): Op => ({
  op: 'change',
  change: { change: 'create', entity: 'notification', id, revision: null, fields, cause: { kind: 'person', id: by.id, depth: 0 }, at },
})
