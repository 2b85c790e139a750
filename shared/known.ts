/** What exists in this installation: the names that a workflow may point to, for the checker, the sentences and the choosers. */
import type { Field } from './entities/entity.ts'
import type { PickFrom } from './params.ts'

/** Names of things people made, by the stable key that workflow files use. A list that is not given is not checked. */
export interface Known {
  readonly names: { readonly [From in PickFrom]?: Readonly<Record<string, string>> }
  /** Of whose records each segment is, by its key; those that are not given are not checked. */
  readonly segmentsOf?: Readonly<Record<string, string>>
  /** The pipeline of each stage, both by their keys; those that are not given are not checked. */
  readonly pipelineOf?: Readonly<Record<string, string>>
  /** The company's, of amounts that do not name theirs. */
  readonly currency?: string
  /** The further fields that users gave to entities, by entity and name. */
  readonly custom?: Readonly<Record<string, Readonly<Record<string, Field>>>>
}

/** Which entity each list of names is made of. */
export const listed = {
  forms: 'form',
  hooks: 'hook',
  pipelines: 'pipeline',
  stages: 'stage',
  segments: 'segment',
  'score-rules': 'scoreRule',
  calendars: 'calendar',
  departments: 'department',
  users: 'user',
  mailboxes: 'mailbox',
  products: 'product',
} as const satisfies { readonly [From in PickFrom]?: string }

/** Where nothing is known, nothing is missing: for a file that is checked away from its installation. */
export const nothingKnown: Known = { names: {} }

/** The name of a thing by its key; null when it is not known. */
export function nameOf(known: Known, from: PickFrom, key: string): string | null {
  const names = known.names[from]
  return names && Object.hasOwn(names, key) ? (names[key] ?? null) : null
}

/** Is the key certainly missing? Not when its kind of thing was not listed. */
export function isMissing(known: Known, from: PickFrom, key: string): boolean {
  const names = known.names[from]
  return names !== undefined && !Object.hasOwn(names, key)
}

/** Is the stage certainly one of another pipeline? */
export const isElsewhere = ({ pipelineOf }: Known, stage: string, pipeline: string): boolean =>
  pipelineOf !== undefined && Object.hasOwn(pipelineOf, stage) && pipelineOf[stage] !== pipeline

/** Of whose records a segment is, and null for one that is not there; undefined where segments are not known. */
export const segmentOf = ({ segmentsOf }: Known): ((key: string) => string | null) | undefined =>
  segmentsOf && ((key) => (Object.hasOwn(segmentsOf, key) ? (segmentsOf[key] ?? null) : null))

/** The further fields of an entity. */
export const customFields =
  (known: Known) =>
  (entity: string): Readonly<Record<string, Field>> =>
    known.custom && Object.hasOwn(known.custom, entity) ? (known.custom[entity] ?? {}) : {}
