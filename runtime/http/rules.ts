/** What a rule means: whom it finds, and line by line why it holds for one record or does not. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ExplainBody, Explained, RuleBody, RuleMatches } from '../../shared/api/records.ts'
import { entityAt, entityNamed, hasEntity } from '../../shared/entities.ts'
import type { Fields } from '../../shared/node.ts'
import { recordSource } from '../../shared/rule-source.ts'
import { testRule } from '../../shared/rule-test.ts'
import type { RelatedRule, Rule } from '../../shared/rules.ts'
import { segmentsBehind } from '../../shared/segments.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { notFound } from './problem.ts'
import { allOf, linkTo, readRule } from './record-list.ts'
import { visibleRule } from './record-rights.ts'
import { visible } from './records.ts'

/** `/api/rules/…`. A rule that cannot be tested is 422 `field-rule`; an entity or a record out of sight is 404. */
export const ruleRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    const { store } = parts

    server.post(
      '/rules/matches',
      { config: mayRead, schema: { summary: 'How many a rule finds, and five of them.', body: RuleBody, response: { 200: RuleMatches } } },
      async (request) => {
        const entity = described(request.body.entity)
        const now = parts.clock.now()
        const seen = visibleRule(entity, personOf(request))
        const rule = allOf(readRule(request.body.rule), seen)
        const [page, total] = await Promise.all([
          store.list({ entity: entity.name, rule, limit: 5, now }),
          store.count(entity.name, seen ?? { all: [] }, now),
        ])
        return { count: page.total, total, samples: page.items.map((record) => linkTo(entity, record)) }
      },
    )

    server.post(
      '/rules/explanation',
      {
        config: mayRead,
        schema: { summary: 'Each line of a rule with its value, for one record.', body: ExplainBody, response: { 200: Explained } },
      },
      async (request) => {
        const entity = described(request.body.entity)
        const rule = readRule(request.body.rule)
        const now = parts.clock.now()
        const record = await visible(entity, request.body.id, personOf(request), parts)
        const segments = await store.segments()
        const rules = [rule, ...segmentsBehind(rule, entity.name, segments).map((segment) => segment.rule)]
        const counts = await countsOf(entity.name, record.id, rules, parts, now)
        const custom = await parts.catalogue.customFields(entity.name)
        const zone = (await parts.company.settings())?.zone ?? 'UTC'
        const source = recordSource(
          {
            entity: entity.name,
            fields: await widened(entity.name, record, rules.flatMap(pathsIn), parts),
            segments,
            custom: (name) => (name === entity.name ? custom : {}),
            zone,
            record: () => null,
          },
          now,
        )
        return testRule(rule, { ...source, related: (asked) => counts.get(asked) ?? 0 }, now)
      },
    )
  }

const described = (name: string) => {
  const entity = hasEntity(name) ? entityNamed(name) : entityAt(name)
  if (!entity) throw notFound()
  return entity
}

/** Related records are counted by the store: the same reader that segments use. */
async function countsOf(
  entity: string,
  id: string,
  rules: readonly Rule[],
  parts: Parts,
  now: Date,
): Promise<ReadonlyMap<RelatedRule, number>> {
  const counts = new Map<RelatedRule, number>()
  for (const asked of rules.flatMap(relatedIn)) {
    const relation = entityNamed(entity).relations?.[asked.some ?? asked.none ?? asked.count ?? '']
    if (!relation) continue
    const within = asked.last ? ({ field: relation.date, is: 'within-last', value: asked.last } as const) : null
    const related = allOf({ field: relation.by, is: 'is', value: id }, within, asked.where ?? null)
    counts.set(asked, await parts.store.count(relation.entity, related ?? { all: [] }, now))
  }
  return counts
}

function relatedIn(rule: Rule): readonly RelatedRule[] {
  if ('all' in rule) return rule.all.flatMap(relatedIn)
  if ('any' in rule) return rule.any.flatMap(relatedIn)
  if ('not' in rule) return rule.not.flatMap(relatedIn)
  return 'field' in rule || 'segment' in rule ? [] : [rule]
}

/** The record with the records that these paths go through: `company.sector` needs the company. */
async function widened(entity: string, record: Fields, paths: readonly string[], parts: Parts): Promise<Fields> {
  const wide: Record<string, Fields[string]> = { ...record }
  const further = new Map<string, string[]>()
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.')
    if (rest.length > 0) further.set(first, [...(further.get(first) ?? []), rest.join('.')])
  }
  for (const [name, rest] of further) {
    const field = entityNamed(entity).fields[name]
    const id = record[name]
    const pointed = field?.type === 'ref' && typeof id === 'string' ? await parts.store.record(field.entity, id) : null
    if (field?.type === 'ref' && pointed) wide[name] = await widened(field.entity, pointed, rest, parts)
  }
  return wide as Fields
}

function pathsIn(rule: Rule): readonly string[] {
  if ('all' in rule) return rule.all.flatMap(pathsIn)
  if ('any' in rule) return rule.any.flatMap(pathsIn)
  if ('not' in rule) return rule.not.flatMap(pathsIn)
  return 'field' in rule ? [rule.field] : []
}
