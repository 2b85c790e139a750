/** What people who decide say is wrong with a step: it reaches the author, and a version that answers it is told to the writer. */
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { nodeTitle, toNodeTypeData } from '../../shared/node-type-data.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { askPlan, askRecord } from '../engine/asking.ts'
import { whoMends } from '../engine/attention.ts'
import type { Decider } from '../engine/decide.ts'
import type { Task } from '../engine/pump.ts'
import { linkTo } from '../engine/scene.ts'
import type { Op } from '../store/port.ts'
import type { SuggestionRow, VersionRow } from '../store/rows.ts'

/** What somebody wrote about the step that made a suggestion; `id` is that of the record it becomes. */
interface Given {
  readonly id: string
  readonly text: string
  readonly suggestion: SuggestionRow
  readonly by: Decider
}

/** Keeps what was written, and tells whoever mends the flow, unless that is the writer. */
export const giveFeedback = ({ id, text, suggestion, by }: Given): Task<null> =>
  function* ({ now }) {
    const { workflow, node, subjectEntity, subject } = suggestion
    const plan = yield* askPlan(suggestion.version)
    const record = subjectEntity === null ? null : yield* askRecord(subjectEntity, subject)
    const about: Link[] = subjectEntity !== null && record ? [linkTo(subjectEntity, record)] : []
    const people = plan ? (yield* whoMends(plan)).filter((person) => person.id !== by.id) : []
    const planned = plan?.nodes.get(node)
    const title = planned ? nodeTitle(planned.node, planned.type ? toNodeTypeData(planned.type) : undefined) : node
    const links: Link[] = [
      linkToStep(workflow, node, plan?.content.name ?? workflow),
      { entity: 'suggestion', id: suggestion.id, title: about[0]?.title ?? '' },
      ...about,
    ]
    const version = Number(suggestion.version.slice(suggestion.version.lastIndexOf(':') + 1))
    return {
      ops: [
        create('feedback', id, { text, workflow, node, version, suggestion: suggestion.id, author: by.id }, by, now),
        ...people.map((person) =>
          create(
            'notification',
            idFor(id, person.id, now),
            {
              owner: person.id,
              said: { code: 'feedback-given', with: { user: by.name, node: title as Json, text } },
              links: links as unknown as Json,
              contact: subjectEntity === 'contact' ? subject : null,
            },
            by,
            now,
          ),
        ),
      ],
      value: null,
    }
  }

/** Closes feedback by the version that answers it, and tells each writer but the one who publishes. */
export const answerFeedback = (
  answered: readonly Fields[],
  { workflow, number, content }: VersionRow,
  by: Decider,
  now: Date,
): readonly Op[] =>
  answered.flatMap((feedback) => {
    const node = String(feedback['node'])
    const name = content.nodes.find(({ id }) => id === node)?.name ?? content.name
    const before = Number(feedback['version'] ?? 0)
    const links: Link[] = [linkToStep(workflow, node, content.name)]
    if (before > 0 && before < number) links.push(linkToComparison(workflow, before, number))
    const said = { code: 'feedback-answered', with: { user: by.name, node: name, version: number, text: feedback['text'] ?? '' } }
    const fields = { owner: feedback['author'] ?? null, said, links: links as unknown as Json }
    return [
      write('update', 'feedback', feedback.id, { answeredIn: number, answeredBy: by.id }, by, now),
      ...(typeof feedback['author'] === 'string' && feedback['author'] !== by.id
        ? [create('notification', idFor(feedback.id, `answered:${number}`, now), fields, by, now)]
        : []),
    ]
  })

/** Leads to a step in the drawing of its flow. */
export const linkToStep = (workflow: string, node: string, title: string): Link => ({ entity: 'step', id: `${workflow}/${node}`, title })

/** Leads to what differs between two versions of a flow. */
export const linkToComparison = (workflow: string, before: number, after: number): Link => ({
  entity: 'comparison',
  id: `${workflow}/${before}/${after}`,
  title: `${before} → ${after}`,
})

const create = (entity: string, id: string, fields: JsonObject, by: Decider, at: Date): Op => write('create', entity, id, fields, by, at)

const write = (change: 'create' | 'update', entity: string, id: string, fields: JsonObject, by: Decider, at: Date): Op => ({
  op: 'change',
  change: { change, entity, id, revision: null, fields, cause: { kind: 'person', id: by.id, depth: 0 }, at },
})
