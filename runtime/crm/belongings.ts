/** What is somebody's in an installation, and giving all of it to somebody else before they leave, as a job. */
import { entities } from '../../shared/entities.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import type { Rule } from '../../shared/rules.ts'
import { stepsNaming, withPersonRenamed } from '../../shared/workflow-people.ts'
import type { Decider } from '../engine/decide.ts'
import { idOf } from '../engine/people.ts'
import type { Pump } from '../engine/pump.ts'
import type { Op, Reads } from '../store/port.ts'
import type { WorkflowRow } from '../store/rows.ts'
import type { JobWork } from './jobs.ts'
import { type Moved, moveWork } from './move-work.ts'

type BelongingReads = Pick<Reads, 'count' | 'ids' | 'openSuggestions' | 'record' | 'workflows' | 'version'>

/** How much of one kind is somebody's. `kind`: an entity by name, `suggestion`, `workflow`, or `step` of a flow that names them. */
export interface Belonging {
  readonly kind: string
  readonly count: number
  /** Of flows and steps, by name. */
  readonly names?: readonly string[]
}

/** Fields that say whose something is. Who made or closed it, and what is over, is history and stays. */
export const handedOver = entities
  .filter(({ name }) => name !== 'notification' && name !== 'payment')
  .flatMap(({ name, fields }) =>
    ['owner', 'head', 'deputy', 'answerer'].flatMap((field) => {
      const { [field]: described } = fields as Readonly<Record<string, { readonly type: string; readonly entity?: string }>>
      return described?.type === 'ref' && described.entity === 'user' ? [{ entity: name as string, field }] : []
    }),
  )

/** Of these records only those of which this is so wait for anybody. */
const whileOpen: Readonly<Record<string, Rule>> = {
  task: { field: 'state', is: 'is', value: 'open' },
  deal: { field: 'closedOn', is: 'empty' },
  order: { field: 'status', is: 'one-of', value: ['placed', 'shipped'] },
  invoice: { field: 'status', is: 'one-of', value: ['open', 'partly-paid'] },
  message: { field: 'settledAt', is: 'empty' },
}

const ofUser = (entity: string, field: string, user: string): Rule => ({
  all: [{ field, is: 'is', value: user }, ...(whileOpen[entity] ? [whileOpen[entity]] : [])],
})

/** Everything that waits for a user or is looked after by them; kinds of which there is nothing are left out. */
export async function belongingsOf(user: Fields, store: BelongingReads, now: Date): Promise<readonly Belonging[]> {
  const suggestions = await Promise.all(
    [false, true].map((later) => store.openSuggestions({ assignee: user.id, later, now, limit: 1 }).then(({ total }) => total)),
  )
  const counted: Belonging[] = [{ kind: 'suggestion', count: suggestions.reduce((sum, one) => sum + one, 0) }]
  for (const { entity, field } of handedOver) {
    counted.push({ kind: entity, count: await store.count(entity, ofUser(entity, field, user.id), now) })
  }
  const email = String(user['email'])
  const workflows = (await store.workflows()).filter(({ archivedAt }) => archivedAt === null)
  const owned = workflows.filter(({ owner, draft }) => owner === user.id || draft.settings.owner === email)
  const steps = workflows.flatMap(({ draft }) => stepsNaming(draft, email).map(({ id, name }) => `${draft.name} › ${name ?? id}`))
  counted.push(
    { kind: 'workflow', count: owned.length, names: owned.map(({ name }) => name) },
    { kind: 'step', count: steps.length, names: steps },
  )
  return counted.filter(({ count }) => count > 0)
}

/** What the job is given: from whom, to whom, and who asked for it. */
export interface HandOver {
  readonly from: string
  readonly to: string
  readonly by: Decider
}

/** The kind of the job; its input is a `HandOver`, its result `{ moved }`. */
export const handOverKind = 'hand-over'

interface HandingOver {
  readonly store: BelongingReads
  readonly pump: Pick<Pump, 'perform' | 'submit'>
  now(): Date
}

const atOnce = 200

/**
 * Gives everything to the new owner, page by page, and then lets the old one go: from the first page on what still comes for
 * them finds the new one by their deputy, and what came between the last look and the end is looked for once more. Done
 * twice, the second time there is nothing left to give.
 */
export const handOverWork =
  ({ store, pump, now }: HandingOver): JobWork =>
  async ({ job, progress, stopped }) => {
    const { from, to, by } = job.input as unknown as HandOver
    const [leaving, taking] = [await store.record('user', from), await store.record('user', to)]
    if (!leaving || !taking) throw new Error('Who hands over or takes over is not there')
    let moved = Number(job.result?.['moved'] ?? 0)
    async function commit(ops: readonly Op[], count: number): Promise<void> {
      moved += count
      const result = await pump.submit({ ops: [...ops, progress(moved, job.total, { moved })] })
      if (!result.ok) throw new Error(`A page of the hand-over was refused: ${result.problem}`)
    }
    const change = (entity: string, id: string, fields: JsonObject): Op => ({
      op: 'change',
      change: { change: 'update', entity, id, revision: null, fields, cause: { kind: 'person', id: by.id, depth: 0 }, at: now() },
    })

    async function giveAll(): Promise<boolean> {
      for (const later of [false, true]) {
        for (let page = await suggestions(later); page.length > 0; page = await suggestions(later)) {
          if (stopped()) return false
          const { value } = await pump.perform(moveWork(page, taking as Fields, by, false))
          await commit([], value.filter(({ said }) => said === null).length)
          if (value.every(({ said }) => said !== null)) break
        }
      }
      for (const { entity, field } of handedOver) {
        const rule = ofUser(entity, field, from)
        const next = () => store.ids(entity, rule, { limit: atOnce, now: now() })
        let last = ''
        for (let ids = await next(); ids.length > 0 && ids.join() !== last; ids = await next()) {
          if (stopped()) return false
          last = ids.join()
          // Nobody stands in for themselves.
          const fields = (id: string) => ({ [field]: field === 'deputy' && id === to ? null : to })
          await commit(
            ids.map((id) => change(entity, id, fields(id))),
            ids.length,
          )
        }
      }
      for (const row of await store.workflows()) {
        const next = withNewOwner(row, leaving as Fields, taking as Fields, by, now())
        if (next) await commit([{ op: 'workflow', workflow: next }], 1)
      }
      return true
    }

    const suggestions = async (later: boolean): Promise<readonly Moved[]> =>
      (await store.openSuggestions({ assignee: from, later, now: now(), limit: atOnce })).items.map(({ id }) => ({
        kind: 'suggestion',
        id,
      }))

    await commit([change('user', from, { deputy: to })], 0)
    if (!(await giveAll())) return null
    await commit([change('user', from, { active: false, deputy: to }), { op: 'session-remove', user: from }], 0)
    return (await giveAll()) ? { moved } : null
  }

/** The row of a workflow with the new owner wherever the old one stands; null where that is nowhere. */
function withNewOwner(row: WorkflowRow, from: Fields, to: Fields, by: Decider, at: Date): WorkflowRow | null {
  const draft = withPersonRenamed(row.draft, String(from['email']), String(to['email']))
  const owner = row.owner === from.id ? to.id : row.owner
  if (draft === row.draft && owner === row.owner) return null
  return { ...row, draft, owner, revision: row.revision + 1, updatedAt: at, updatedBy: idOf(by.id) }
}
