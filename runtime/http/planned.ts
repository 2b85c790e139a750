/** What comes next for one run: the way it will go if nothing else happens. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ById } from '../../shared/api/common.ts'
import { PlannedSteps } from '../../shared/api/runs.ts'
import type { Json } from '../../shared/json.ts'
import { isJsonObject } from '../../shared/json.ts'
import { add } from '../../shared/time.ts'
import { plan } from '../engine/plan.ts'
import { withOverrides } from '../engine/run-plan.ts'
import { foresee, type Trial } from '../engine/trial.ts'
import type { Position } from '../store/rows.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'
import { found } from './problem.ts'
import { visibleRun } from './runs.ts'

/** So far ahead, an ISO 8601 duration; and so many steps. */
const ahead = 'P90D'
const mostSteps = 30

/** `GET /api/runs/:id/next`. Nothing is sent or changed; a run that has ended has nothing before it. */
export const plannedRoutes =
  (parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get(
      '/runs/:id/next',
      {
        config: mayRead,
        schema: { summary: 'What is planned for it, step by step, with the times.', params: ById, response: { 200: PlannedSteps } },
      },
      async (request) => {
        const loaded = await visibleRun(request.params.id, personOf(request), parts)
        if (loaded.run.state !== 'active') return { items: [], open: [] }
        const { content } = found(await parts.store.version(loaded.run.version))
        const { engine, store, clock } = parts
        const now = clock.now()
        const planned = withOverrides(plan(loaded.run.version, content, engine.typeNamed), loaded.run.overrides)
        const way = { plan: planned, choices: {}, until: add(now, ahead, engine.parts().company.zone) }
        const seen = await foresee(loaded, way, store, engine.parts(), now)
        return { items: stepsAhead(seen, loaded.positions), open: seen.open.map(({ node }) => node) }
      },
    )
  }

type Planned = PlannedSteps['items'][number]

/** One line for each visit, from when it comes there until it goes on; where it stands now, and what is over at once, too. */
function stepsAhead({ steps, positions }: Trial, standing: readonly Position[]): Planned[] {
  const lines = new Map<string, Planned>()
  for (const { node, visit, position, at, detail } of steps) {
    const key = `${position} ${node} ${visit}`
    const here = standing.find((one) => one.id === position && one.node === node && one.visit === visit)
    const before = lines.get(key) ?? { node, at: (here?.since ?? at).toISOString(), until: null, subject: null }
    const until = at.toISOString() > before.at ? at.toISOString() : before.until
    lines.set(key, { ...before, until, subject: before.subject ?? subjectIn(detail['effects'] ?? null) })
  }
  for (const { id, node, visit, since, dueAt } of positions) {
    const key = `${id} ${node} ${visit}`
    const line = lines.get(key) ?? { node, at: since.toISOString(), until: null, subject: null }
    lines.set(key, { ...line, until: dueAt?.toISOString() ?? line.until })
  }
  return [...lines.values()].slice(0, mostSteps)
}

function subjectIn(effects: Json): string | null {
  if (!Array.isArray(effects)) return null
  const letter = effects.find((effect) => isJsonObject(effect) && effect['kind'] === 'send-email')
  return isJsonObject(letter) && typeof letter['subject'] === 'string' ? letter['subject'] : null
}
