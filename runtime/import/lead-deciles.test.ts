/** Leads of a real seller of courses, scored by a drawn workflow that knows nothing of what became of them. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { Field } from '../../shared/entities/entity.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { importTable } from '../testing/an-import.ts'
import { noRealData, realData } from '../testing/real-data.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const file = 'leads/leads.csv'
const path = realData(file)

/** What the seller wants to know of a lead beyond the usual, and the columns in which it stands. */
const own = {
  origin: ['Lead Origin', 'text'],
  doNotEmail: ['Do Not Email', 'flag'],
  visits: ['TotalVisits', 'number'],
  secondsOnSite: ['Total Time Spent on Website', 'number'],
  lastActivity: ['Last Activity', 'text'],
  occupation: ['What is your current occupation', 'text'],
} as const

/** Each sign with its points. Only what was known before the sale: not who bought, nor what the sales people noted later. */
const signs: readonly (readonly [name: string, rule: Rule, points: number])[] = [
  ['Long on the site', { field: 'secondsOnSite', is: 'over', value: 900 }, 20],
  ['A while on the site', { field: 'secondsOnSite', is: 'over', value: 300 }, 10],
  ['Came back', { field: 'visits', is: 'over', value: 2 }, 5],
  ['Was put in by hand', { field: 'origin', is: 'is', value: 'Lead Add Form' }, 40],
  ['Recommended', { field: 'source', is: 'one-of', value: ['Reference', 'Welingak Website'] }, 20],
  ['Has a profession', { field: 'occupation', is: 'is', value: 'Working Professional' }, 25],
  ['Says what they do', { field: 'occupation', is: 'not-empty' }, 10],
  ['Got a short message', { field: 'lastActivity', is: 'is', value: 'SMS Sent' }, 15],
  ['Only chatted', { field: 'lastActivity', is: 'is', value: 'Olark Chat Conversation' }, -15],
  ['Wants no letters', { field: 'doNotEmail', is: 'yes' }, -15],
]

const name = path ? 'of real leads, those with more points have bought more often' : noRealData(file)

test.skipIf(!path)(name, { timeout: 240_000 }, async () => {
  const app = await testApp()
  await defineFields(app)
  await publish(app, scoring())
  const table = readFileSync(path ?? '')

  const job = await importTable(app, 'contact', table, columns, { matchBy: 'externalId', startWorkflows: true })
  await app.parts.engine.pump.idle()

  const rows: Record<string, string>[] = parse(table, { columns: true })
  const bought = new Map(rows.map((row) => [row['Lead Number'], row['Converted'] === '1']))
  expect(job).toMatchObject({ state: 'done', done: 4651, result: { created: 4651, failed: 0, skipped: 0 } })
  const leads = (await allContacts(app)).sort((a, b) => b.score - a.score || a.externalId.localeCompare(b.externalId))
  const deciles = Array.from({ length: 10 }, (_, at) => leads.slice((at * leads.length) / 10, ((at + 1) * leads.length) / 10))
  const shares = deciles.map((decile) => decile.filter((lead) => bought.get(lead.externalId)).length / decile.length)
  console.info(tableOf(deciles, shares))
  expect(leads).toHaveLength(4651)
  expect(deciles.flat()).toHaveLength(4651)
  expect(mean(shares.slice(0, 3))).toBeGreaterThan(2 * mean(shares.slice(-3)))
  // The score is the sum of its lines, each with its reason.
  const best = leads[0]
  const lines = (
    await app.admin.get(`/api/score-events?filter=${encodeURIComponent(JSON.stringify({ field: 'contact', is: 'is', value: best?.id }))}`)
  ).body.items
  expect(lines.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBe(best?.score)
})

const columns = [
  { column: 'Lead Number', field: 'externalId' },
  { column: 'Lead Source', field: 'source' },
  { column: 'City', field: 'city' },
  ...Object.entries(own).map(([field, [column]]) => ({ column, field })),
]

async function defineFields(app: TestApp): Promise<void> {
  const fields: Record<string, Field> = {}
  for (const [field, [column, type]] of Object.entries(own)) fields[field] = { type, title: { en: column, ru: column } }
  expect((await app.admin.put('/api/entities/contact/fields', { fields })).status).toBe(200)
}

/** A contact appears; then one question after the other, each with its points. */
function scoring(): Workflow {
  const ask = signs.flatMap(([reason, condition, points], at) => [
    { id: `is-${at}`, type: 'logic.if', mode: 'act', params: { condition } },
    { id: `points-${at}`, type: 'crm.score', mode: 'act', params: { points, reason: [reason], counts: 'once' } },
  ])
  const edges = signs.flatMap((_, at) => [
    { from: at === 0 ? 'new' : `is-${at - 1}`, port: at === 0 ? 'out' : 'no', to: `is-${at}` },
    ...(at === 0 ? [] : [{ from: `points-${at - 1}`, port: 'out', to: `is-${at}` }]),
    { from: `is-${at}`, port: 'yes', to: `points-${at}` },
  ])
  return {
    format: 1,
    id: 'lead-score',
    name: 'Score of a new lead',
    settings: { subject: 'contact', enrolment: { policy: 'once' } },
    nodes: [{ id: 'new', type: 'trigger.entity', mode: 'act', params: { entity: 'contact', change: 'created' } }, ...ask],
    edges,
  } as unknown as Workflow
}

async function publish(app: TestApp, workflow: Workflow): Promise<void> {
  const made = await app.admin.post('/api/workflows', { file: workflow })
  expect([made.status, made.body.message]).toEqual([201, undefined])
  const live = await app.admin.put(`/api/workflows/${made.body.id}/publication`, { revision: made.body.revision })
  expect([live.status, live.body.message]).toEqual([200, undefined])
}

interface Lead {
  readonly id: string
  readonly externalId: string
  readonly score: number
}

async function allContacts(app: TestApp): Promise<Lead[]> {
  const all: Lead[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await app.admin.get(
      `/api/contacts?limit=200&sort=createdAt${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    all.push(...body.items.map((one: Lead) => ({ id: one.id, externalId: one.externalId, score: one.score ?? 0 })))
    cursor = body.next
  }
  return all
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function tableOf(deciles: readonly (readonly Lead[])[], shares: readonly number[]): string {
  const lines = deciles.map((decile, at) => {
    const [first, last] = [decile[0]?.score ?? 0, decile.at(-1)?.score ?? 0]
    return `${String(at + 1).padStart(6)}  ${String(decile.length).padStart(5)}  ${`${first} to ${last}`.padStart(11)}  ${(100 * (shares[at] ?? 0)).toFixed(0).padStart(4)} %`
  })
  return ['decile  leads       points  bought', ...lines].join('\n')
}
