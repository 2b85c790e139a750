/** What steps can be, what records there are and what a workflow may point to: all as data, so that the editor needs no new build for it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { EntityList } from '../../shared/api/records.ts'
import { CustomFieldsBody, KnownData, NodeTypeList } from '../../shared/api/settings.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entities, fieldOf } from '../../shared/entities.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { workflowJsonSchema } from '../../shared/workflow-schema.ts'
import { knownNames } from '../crm/known-names.ts'
import { mayRead, open, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { type FieldProblem, notFound, Refused, refusedBy } from './problem.ts'
import { mayWrite } from './record-rights.ts'

/**
 * `/api/node-types`, `/api/entities`, `/api/known` and `/api/schema/workflow.json`. Fields of one's own are 404 for
 * entities that take none.
 */
export const nodeTypeRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/node-types',
      { config: { ...mayRead, kept: true }, schema: { summary: 'The palette.', response: { 200: NodeTypeList } } },
      async () => ({
        items: parts.nodeTypes().map(toNodeTypeData),
      }),
    )

    server.get(
      '/entities',
      {
        config: { ...mayRead, kept: true },
        schema: { summary: 'Every entity, with the fields that users added.', response: { 200: EntityList } },
      },
      async (request) => {
        const person = personOf(request)
        const described = async (entity: EntityType) => ({
          ...entity,
          customFields: await parts.catalogue.customFields(entity.name),
          mayWrite: mayWrite(entity, person),
        })
        return { items: await Promise.all(entities.map(described)) }
      },
    )

    server.put(
      '/entities/:name/fields',
      {
        config: { access: { role: 'marketer', scope: 'write' } },
        schema: {
          summary: 'Fields of your own for an entity.',
          params: ByName,
          body: CustomFieldsBody,
          response: { 200: CustomFieldsBody },
        },
      },
      async (request) => {
        const entity = entities.find(({ name }) => name === request.params.name)
        if (!entity?.custom) throw notFound()
        const { fields } = request.body
        const problems = Object.entries(fields).flatMap(([name, field]) => problemsOf(name, field, fieldOf(entity, name) !== null))
        if (problems.length > 0) throw new Refused(422, 'invalid', {}, problems)
        const result = await parts.submit({ ops: [await parts.catalogue.saveCustomFields(entity.name, fields)] })
        if (!result.ok) throw refusedBy(result)
        return { fields }
      },
    )

    server.get(
      '/known',
      { config: mayRead, schema: { summary: 'What a workflow may point to, by stable key.', response: { 200: KnownData } } },
      async () => knownNames(parts.store, parts.catalogue, parts.clock.now()),
    )
  }

/** `GET /schema/workflow.json`, for other tools that write workflow files. */
export const schemaRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    '/schema/workflow.json',
    { config: open, schema: { summary: 'The JSON Schema of a workflow file.' } },
    async () => workflowJsonSchema,
  )
}

const ByName = Type.Object({ name: Type.String({ maxLength: 60 }) })

const kinds: readonly Field['type'][] = [
  'text',
  'long-text',
  'email',
  'phone',
  'url',
  'number',
  'flag',
  'day',
  'time',
  'tags',
  'money',
  'choice',
]

/** A field of a user has words in both languages, a kind that people can fill in, and a name that is still free. */
function problemsOf(name: string, field: Field, taken: boolean): readonly FieldProblem[] {
  const path = `fields.${name}`
  if (taken) return [{ path, code: 'field-name-taken' }]
  if (!kinds.includes(field.type)) return [{ path: `${path}.type`, code: 'field-choice' }]
  if (!isWords(field.title)) return [{ path: `${path}.title`, code: 'field-required' }]
  const further = Object.keys(field).filter((key) => !['type', 'title', 'options', 'search', 'personal', 'column'].includes(key))
  if (further.length > 0) return [{ path: `${path}.${further[0]}`, code: 'field-extra' }]
  if (field.type !== 'choice') return []
  const options: unknown = field.options
  const fits = typeof options === 'object' && options !== null && Object.keys(options).length > 0 && Object.values(options).every(isWords)
  return fits ? [] : [{ path: `${path}.options`, code: 'field-required' }]
}

const isWords = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['en', 'ru'].every((language) => {
    const text: unknown = (value as Record<string, unknown>)[language]
    return typeof text === 'string' && text.trim() !== '' && text.length <= 200
  })
