/** What a workflow may point to in this installation: keys and names of forms, stages, people and the like. */
import { entities, entityNamed } from '../../shared/entities.ts'
import { type Known, listed } from '../../shared/known.ts'
import type { PickFrom } from '../../shared/params.ts'
import type { Reads } from '../store/port.ts'
import { type Catalogue, titleOf } from './catalogue.ts'
import { openCompany } from './company.ts'

/** More than this is looked up where it is needed, not carried along. */
const most = 1000

/** A kind of thing with more than a thousand is left out, and so not checked. */
export async function knownNames(store: Reads, catalogue: Catalogue, now: Date): Promise<Known> {
  const names: { [From in PickFrom]?: Readonly<Record<string, string>> } = {
    entities: Object.fromEntries(entities.map(({ name, title }) => [name, title.en])),
  }
  let segmentsOf: Known['segmentsOf']
  let pipelineOf: Known['pipelineOf']
  const pipelines = new Map<string, string>()
  for (const [from, name] of Object.entries(listed) as [keyof typeof listed, string][]) {
    const entity = entityNamed(name)
    const { key } = entity
    // Stages come in the order in which a deal goes through them.
    const page = await store.list({ entity: name, limit: most, now, ...(name === 'stage' ? { sort: 'position' } : {}) })
    if (key === undefined || page.total > most) continue
    names[from] = Object.fromEntries(page.items.map((record) => [String(record[key]), titleOf(entity, record)]))
    if (name === 'pipeline') for (const record of page.items) pipelines.set(String(record['id']), String(record[key]))
    if (name === 'stage')
      pipelineOf = Object.fromEntries(page.items.map((record) => [String(record[key]), pipelines.get(String(record['pipeline'])) ?? '']))
    if (name === 'segment') segmentsOf = Object.fromEntries(page.items.map((record) => [String(record[key]), String(record['entity'])]))
  }
  const custom = await Promise.all(entities.map(async ({ name }) => [name, await catalogue.customFields(name)] as const))
  const company = await openCompany(store).settings()
  return {
    names,
    ...(segmentsOf ? { segmentsOf } : {}),
    ...(pipelineOf ? { pipelineOf } : {}),
    ...(company ? { currency: company.currency } : {}),
    custom: Object.fromEntries(custom.filter(([, fields]) => Object.keys(fields).length > 0)),
  }
}
