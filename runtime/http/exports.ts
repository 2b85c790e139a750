/** What a list shows, as a CSV file that is written page by page, so that its size does not matter. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ExportQuery } from '../../shared/api/records.ts'
import type { EntityType, Field } from '../../shared/entities/entity.ts'
import { entities, fieldOf } from '../../shared/entities.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { majorUnits, minorDigits } from '../../shared/money.ts'
import type { Fields } from '../../shared/node.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Language } from '../../shared/words.ts'
import { hiddenWords } from '../crm/catalogue.ts'
import { csvLine } from '../crm/csv-line.ts'
import type { ListRequest } from '../store/port.ts'
import { mayRead, personOf } from './access.ts'
import { languageOf } from './errors.ts'
import type { Parts } from './parts.ts'
import { Refused } from './problem.ts'
import { listRequest, refsOf } from './record-list.ts'
import { shown } from './record-rights.ts'
import type { Person } from './rights.ts'

interface Column {
  readonly name: string
  readonly field: Field
}

/**
 * `/api/exports/<plural>` for every entity. A field that is not there is 422; what goes wrong after the first page cuts
 * the file off.
 */
export const exportRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    for (const entity of entities) {
      server.get(
        `/exports/${entity.plural}`,
        {
          config: mayRead,
          schema: {
            summary: `What the list of ${entity.titles.en.toLowerCase()} shows, as CSV.`,
            tags: ['Exports'],
            querystring: ExportQuery,
          },
        },
        async (request, reply) => {
          const { fields, ...asked } = request.query
          const person = personOf(request)
          const wanted = listRequest(entity, { ...asked, limit: '500' }, person, parts, 500)
          const columns = await columnsOf(entity, fields, parts)
          // The first page is read before anything is sent, so that a rule that cannot be read is still answered as a problem.
          await parts.store.list({ ...wanted, limit: 1 })
          return reply
            .header('content-disposition', `attachment; filename="${entity.plural}.csv"`)
            .type('text/csv; charset=utf-8')
            .send(Readable.from(lines(entity, columns, wanted, person, languageOf(request), parts)))
        },
      )
    }
  }

async function columnsOf(entity: EntityType, asked: string | undefined, parts: Parts): Promise<readonly Column[]> {
  const custom = await parts.catalogue.customFields(entity.name)
  if (asked === undefined) {
    return Object.entries({ ...entity.fields, ...custom }).flatMap(([name, field]) =>
      field.hidden || field.type === 'json' ? [] : [{ name, field }],
    )
  }
  return asked.split(',').map((name) => {
    const field = fieldOf(entity, name) ?? (Object.hasOwn(custom, name) ? custom[name] : undefined)
    if (!field || (field.hidden && field.readonly))
      throw new Refused(422, 'invalid', {}, [{ path: `fields.${name}`, code: 'field-unknown' }])
    return { name, field }
  })
}

async function* lines(
  entity: EntityType,
  columns: readonly Column[],
  request: ListRequest,
  person: Person,
  language: Language,
  parts: Parts,
): AsyncGenerator<string> {
  // With the mark, spreadsheets know that it is UTF-8.
  yield `\ufeff${csvLine(columns.map(({ field }) => field.title[language]))}`
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await parts.store.list({ ...request, cursor: cursor ?? null })
    const records = page.items.map((record) => shown(record, true))
    const refs = await refsOf(entity, records, person, parts)
    if (records.length > 0) yield records.map((record) => csvLine(columns.map((column) => cell(record, column, refs, language)))).join('')
    cursor = page.next
  }
}

function cell(record: Fields, { name, field }: Column, refs: Readonly<Record<string, Link>>, language: Language): string {
  const value: Json = record[name] ?? null
  if (value === null) return ''
  if (field.type === 'ref') {
    const link = refs[String(value)]
    return link?.hidden ? hiddenWords[language] : (link?.title ?? '')
  }
  if (field.type === 'choice') return field.options[String(value)]?.[language] ?? String(value)
  if (field.type === 'flag') return value ? { en: 'yes', ru: 'да' }[language] : { en: 'no', ru: 'нет' }[language]
  if (field.type === 'money' && isJsonObject(value)) {
    const currency = String(value['currency'])
    return `${majorUnits(Number(value['cents']), currency).toFixed(minorDigits(currency))} ${currency}`
  }
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
