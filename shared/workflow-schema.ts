/**
 * The workflow file as a JSON Schema, and the one way to open such a file. What it does not understand is kept: further
 * fields of the workflow, its settings, nodes and notes, unknown node types with all their parameters, newer formats.
 */
import Type, { type Static } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { isJsonObject } from './json.ts'
import type { Problem } from './problem.ts'
import { comparisons, maxRuleLines, type Rule } from './rules.ts'
import {
  type CanvasGroup,
  emptyWorkflow,
  maxEdges,
  maxGroups,
  maxNodes,
  maxNotes,
  modes,
  type Origin,
  type Workflow,
  workflowFormat,
} from './workflow.ts'

/** Deeper files are not opened at all, so that no reader has to fear for its stack. */
export const maxDepth = 64

/** Ids stand in references such as `node.<id>.<output>`, so a dot may not be in them. */
const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,80}$' })

const Name = Type.String({ maxLength: 300 })

const Duration = Type.String({ pattern: '^P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$' })

const Place = Type.Unsafe<readonly [number, number]>({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 })

const closed = { additionalProperties: false }
const open = { additionalProperties: true }

const nested = Type.Array(Type.Ref('Rule'), { maxItems: maxRuleLines })

/** A condition, see `rules.ts`. */
export const RuleSchema = Type.Unsafe<Rule>(
  Type.Cyclic(
    {
      Rule: Type.Union([
        Type.Object({ all: nested }, closed),
        Type.Object({ any: nested }, closed),
        Type.Object({ not: nested }, closed),
        Type.Object(
          { field: Type.String({ maxLength: 300 }), is: Type.Enum([...comparisons]), value: Type.Optional(Type.Unknown()) },
          closed,
        ),
        Type.Object({ segment: Type.String({ maxLength: 300 }), is: Type.Enum(['in', 'not-in']) }, closed),
        Type.Object(
          {
            some: Type.Optional(Type.String()),
            none: Type.Optional(Type.String()),
            count: Type.Optional(Type.String()),
            where: Type.Optional(Type.Ref('Rule')),
            last: Type.Optional(Duration),
            is: Type.Optional(Type.Enum(['over', 'under', 'at-least', 'at-most', 'is'])),
            value: Type.Optional(Type.Number()),
          },
          { ...closed, minProperties: 1 },
        ),
      ]),
    },
    'Rule',
  ),
)

/** Who is meant, see `params.ts`. */
export const PersonSchema = Type.Union([
  Type.Object({ who: Type.Literal('owner') }, closed),
  Type.Object({ who: Type.Literal('department'), key: Type.String({ minLength: 1 }) }, closed),
  Type.Object({ who: Type.Literal('user'), email: Type.String({ minLength: 1 }) }, closed),
  Type.Object({ who: Type.Literal('role'), role: Type.String({ minLength: 1 }) }, closed),
])

const Window = Type.Object({ calendar: Type.String({ minLength: 1 }), jitter: Type.Optional(Duration) }, open)

const Retry = Type.Object({ tries: Type.Integer({ minimum: 1, maximum: 20 }), wait: Type.Optional(Duration) }, open)

const Common = Type.Object(
  {
    owner: Type.Optional(Type.String()),
    department: Type.Optional(Type.String()),
    approver: Type.Optional(PersonSchema),
    decideWithin: Type.Optional(Duration),
    onExpiry: Type.Optional(Type.Enum(['drop', 'escalate'])),
    relevance: Type.Optional(RuleSchema),
    window: Type.Optional(Window),
    retry: Type.Optional(Retry),
    minutesSaved: Type.Optional(Type.Number({ minimum: 0 })),
    minutesAdded: Type.Optional(Type.Number({ minimum: 0 })),
  },
  open,
)

const NoteText = Type.String({ maxLength: 20_000 })

const NodeSchema = Type.Object(
  {
    id: Id,
    type: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.Optional(Name),
    mode: Type.Enum([...modes]),
    params: Type.Record(Type.String(), Type.Unknown()),
    common: Type.Optional(Common),
    note: Type.Optional(NoteText),
  },
  open,
)

const EdgeSchema = Type.Object({ from: Id, port: Type.String({ minLength: 1, maxLength: 80 }), to: Id }, open)

const Settings = Type.Object(
  {
    subject: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    enrolment: Type.Object(
      {
        policy: Type.Enum(['once', 'one-at-a-time', 'every-time']),
        key: Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Null()])),
        cooldown: Type.Optional(Type.Union([Duration, Type.Null()])),
      },
      open,
    ),
    exit: Type.Optional(Type.Union([RuleSchema, Type.Null()])),
    goal: Type.Optional(Type.Union([RuleSchema, Type.Null()])),
    everythingSuggests: Type.Optional(Type.Boolean()),
    window: Type.Optional(Window),
    owner: Type.Optional(Type.String()),
    department: Type.Optional(Type.String()),
  },
  open,
)

const Note = Type.Object(
  {
    id: Id,
    text: NoteText,
    at: Place,
    size: Type.Optional(Place),
    colour: Type.Optional(Type.String({ maxLength: 30 })),
  },
  open,
)

const OriginSchema = Type.Unsafe<Origin>(
  Type.Object(
    {
      tool: Type.String({ maxLength: 80 }),
      steps: Type.Integer({ minimum: 0 }),
      whole: Type.Integer({ minimum: 0 }),
      partly: Type.Integer({ minimum: 0 }),
      remarks: Type.Array(
        Type.Object(
          {
            node: Type.Union([Id, Type.Null()]),
            said: Type.Object({ code: Type.String(), with: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, open),
          },
          open,
        ),
        { maxItems: 1_000 },
      ),
    },
    open,
  ),
)

const Group = Type.Object(
  { id: Id, name: Name, members: Type.Array(Id, { maxItems: maxNodes + maxNotes }), folded: Type.Optional(Type.Boolean()) },
  open,
)

/** The shape of a workflow file. Unknown fields are allowed, and kept by everything that reads and writes one. */
export const WorkflowSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Integer({ minimum: 1 }),
    id: Id,
    name: Name,
    description: Type.Optional(Type.String({ maxLength: 5_000 })),
    settings: Settings,
    nodes: Type.Array(NodeSchema, { maxItems: maxNodes }),
    edges: Type.Array(EdgeSchema, { maxItems: maxEdges }),
    layout: Type.Record(Type.String(), Place),
    notes: Type.Array(Note, { maxItems: maxNotes }),
    origin: Type.Optional(OriginSchema),
    groups: Type.Optional(Type.Array(Group, { maxItems: maxGroups })),
  },
  { ...open, title: 'Workflow' },
)

/** Served at `/schema/workflow.json` and named in `$schema`. */
export const workflowJsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'workflow.schema.json',
  ...WorkflowSchema,
} as const

/** What opening a file gives: a workflow that can be drawn, and what was wrong with the file. */
interface ReadWorkflow {
  readonly workflow: Workflow
  readonly problems: readonly Problem[]
}

/**
 * Opens a workflow file. Never throws. What cannot be used is named: a node without an id, settings that make no sense
 * (then the safe ones stand in: one run at a time, steps that suggest). What is merely not understood is kept as it is.
 */
export function readWorkflow(json: unknown): ReadWorkflow {
  const problems: Problem[] = []
  const found = (code: string, values: NonNullable<Problem['said']['with']> = {}, level: Problem['level'] = 'error') =>
    problems.push({ level, node: null, param: null, said: { code, with: values } })

  if (isDeeperThan(json, maxDepth)) found('file-too-deep')
  else if (!isJsonObject(json)) found('file-not-a-workflow')
  if (!isJsonObject(json) || problems.length > 0) return { workflow: emptyWorkflow('workflow', ''), problems }

  const blank = emptyWorkflow('workflow', '')
  const isNewer = typeof json['format'] === 'number' && json['format'] > workflowFormat
  if (isNewer) found('newer-format', { format: json['format'] ?? null, known: workflowFormat })
  if (Check(WorkflowSchema, json)) {
    if (!isNewer) problems.push(...unknownFields(json))
    return { workflow: json as unknown as Workflow, problems }
  }

  const take = <Key extends keyof Workflow>(key: Key, fallback: Workflow[Key]): Workflow[Key] => {
    const value = json[key]
    if (value !== undefined && Check(WorkflowSchema.properties[key], value)) return value as Workflow[Key]
    found('file-part-unreadable', { part: key })
    return fallback
  }
  const listOf = <Value>(
    key: 'nodes' | 'edges' | 'notes' | 'groups',
    most: number,
    read: (value: unknown, index: number) => Value | null,
  ): Value[] => {
    const list = json[key]
    if (!Array.isArray(list)) {
      found('file-part-unreadable', { part: key })
      return []
    }
    if (list.length > most) found('file-too-large', { part: key, most })
    return list.slice(0, most).flatMap((value: unknown, index) => read(value, index) ?? [])
  }

  const workflow: Workflow = {
    ...(json as object),
    format: take('format', workflowFormat),
    id: take('id', blank.id),
    name: take('name', blank.name),
    settings: take('settings', mendSettings(json['settings'])),
    nodes: listOf('nodes', maxNodes, (value, index) => {
      if (Check(NodeSchema, value)) return value as unknown as Workflow['nodes'][number]
      const mended = mendNode(value)
      const place = mended?.id ?? null
      const fields = Errors(NodeSchema, value).map(({ instancePath }) => instancePath.split('/')[1] ?? '')
      problems.push({
        level: 'error',
        node: place,
        param: null,
        said: mended
          ? { code: 'node-partly-unreadable', with: { fields: [...new Set(fields)].filter(Boolean) } }
          : { code: 'node-unreadable', with: { number: index + 1 } },
      })
      return mended
    }),
    edges: listOf('edges', maxEdges, (value, index) => {
      if (Check(EdgeSchema, value)) return value as Workflow['edges'][number]
      found('edge-unreadable', { number: index + 1 })
      return null
    }),
    layout: readLayout(json['layout']),
    notes:
      json['notes'] === undefined
        ? []
        : listOf('notes', maxNotes, (value) => (Check(Note, value) ? (value as Workflow['notes'][number]) : null)),
    ...(json['groups'] === undefined
      ? {}
      : { groups: listOf('groups', maxGroups, (value) => (Check(Group, value) ? (value as CanvasGroup) : null)) }),
  }
  return { workflow: withoutUnreadable(workflow), problems }
}

/** The settings that can be read; the safe ones stand in for those that have to be there. */
function mendSettings(value: unknown): Workflow['settings'] {
  const { settings: safe } = emptyWorkflow('workflow', '')
  const known = new Map<string, Type.TSchema>(Object.entries(Settings.properties))
  const read = Object.entries(isJsonObject(value) ? value : {}).filter(([name, each]) => Check(known.get(name) ?? Type.Unknown(), each))
  return { ...safe, ...(Object.fromEntries(read) as Partial<Workflow['settings']>) }
}

/** A node that has an id and a type can be drawn, and then mended by hand; without them it cannot be named. */
function mendNode(value: unknown): Workflow['nodes'][number] | null {
  if (!isJsonObject(value)) return null
  const { id, type, name, mode, params, common, note, ...rest } = value
  if (typeof id !== 'string' || typeof type !== 'string' || !Check(Id, id) || !Check(NodeSchema.properties.type, type)) return null
  return {
    ...rest,
    id,
    type,
    ...(typeof name === 'string' ? { name: name.slice(0, 300) } : {}),
    mode: modes.find((each) => each === mode) ?? 'suggest',
    params: isJsonObject(params) ? params : {},
    ...(Check(Common, common) ? { common: common as NonNullable<Workflow['nodes'][number]['common']> } : {}),
    ...(typeof note === 'string' ? { note: note.slice(0, 20_000) } : {}),
  }
}

/** Missing places are no problem: the editor lays such nodes out. */
function readLayout(value: unknown): Workflow['layout'] {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, readonly [number, number] & (typeof entry)[1]] => Check(Place, entry[1])),
  )
}

/** Takes out optional parts that are not what they should be. */
function withoutUnreadable({ $schema, description, origin, ...workflow }: Workflow): Workflow {
  return {
    ...(origin !== undefined && Check(OriginSchema, origin) ? { origin } : {}),
    ...(typeof $schema === 'string' ? { $schema } : {}),
    ...workflow,
    ...(typeof description === 'string' ? { description: description.slice(0, 5_000) } : {}),
  }
}

/** Fields that this version does not know are kept, and named, because most often they are a slip of the pen. */
function unknownFields(json: Static<typeof WorkflowSchema>): Problem[] {
  const named = (value: object, schema: { readonly properties: object }, node: string | null): Problem[] =>
    Object.keys(value)
      .filter((key) => !Object.hasOwn(schema.properties, key))
      .map((field) => ({ level: 'warning', node, param: field, said: { code: 'unknown-field', with: { field } } }))
  return [
    ...named(json, WorkflowSchema, null),
    ...named(json.settings, Settings, null),
    ...named(json.settings.enrolment, Settings.properties.enrolment, null),
    ...json.nodes.flatMap((node) => [...named(node, NodeSchema, node.id), ...(node.common ? named(node.common, Common, node.id) : [])]),
  ]
}

/** Is a value nested more than so many levels deep? Reads no further than that. */
export function isDeeperThan(json: unknown, most: number): boolean {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) next.push(inner)
    }
    level = next
  }
  return false
}
