/** Reads what the engine works with: events, runs with their positions, watches, suggestions and deliveries. */
import type { CrmEvent } from '../../shared/events.ts'
import type { Said } from '../../shared/json.ts'
import type { Dialect } from './dialect.ts'
import type { LoadedRun, Reads } from './port.ts'
import { pageOf, type Reading } from './record-reads.ts'
import type { DeliveryRow, Position, Run, SuggestionRow, WatchRow } from './rows.ts'
import { type Cell, decoder, type Row, selected } from './table.ts'
import * as tables from './tables.ts'
import { unpackedSteps } from './trail-rows.ts'

type RunReads = Pick<
  Reads,
  | 'pendingEvents'
  | 'countPending'
  | 'event'
  | 'watchers'
  | 'claim'
  | 'runs'
  | 'nextDue'
  | 'runsToAsk'
  | 'nextAsk'
  | 'enrolments'
  | 'startsSince'
  | 'goingTicks'
  | 'settling'
  | 'listRuns'
  | 'parkedGroups'
  | 'parkedRuns'
  | 'steps'
  | 'nodeCounts'
  | 'standing'
  | 'suggestion'
  | 'suggestions'
  | 'suggestionOfPosition'
  | 'suggestionCounts'
  | 'waitingDeliveries'
  | 'delivery'
  | 'deliveries'
  | 'lettersSince'
  | 'answersSince'
  | 'letterResults'
>

const decodeEvent = decoder<CrmEvent & { state?: string }>(tables.events)
const decodeRun = decoder<Omit<Run, 'event'> & { event: string | null }>(tables.runs)
const decodeJoinedEvent = decoder<CrmEvent & { state?: string }>(tables.events, 'e.')
/** The engine knows its workflow by its run. */
const { workflow: _, ...ownColumns } = tables.positions.columns
const positionTable = { ...tables.positions, columns: ownColumns }
const decodePosition = decoder<Position>(positionTable)
const decodeWatch = decoder<WatchRow>(tables.watches)
const decodeSuggestion = decoder<SuggestionRow>(tables.suggestions)
const decodeDelivery = decoder<DeliveryRow>(tables.deliveries)

/** The part of `Reads` that is about runs. `claimRuns` finds what is due, and on PostgreSQL locks it. */
export function runReads(reading: Reading, claimRuns: (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>): RunReads {
  const { dialect, rows } = reading
  const codeAt = (...path: string[]) => dialect.member('p."problem"', path, 'text')
  const reason = `coalesce(${codeAt('with', 'reason', 'with', 'reason', 'code')}, ${codeAt('with', 'reason', 'code')}, ${codeAt('code')}, '')`

  /** Nobody changes a run without counting its revision. */
  async function runsBut(known: ReadonlyMap<string, LoadedRun>, ids: readonly string[]): Promise<readonly LoadedRun[]> {
    const asked = ids.filter((id) => known.has(id))
    if (asked.length === 0) return runs(ids)
    const revisions = await rows(`select "id", "revision" from "runs" r where r."id" in ${dialect.ids}`, [JSON.stringify(asked)])
    const same = new Map<string, LoadedRun>()
    for (const row of revisions) {
      const one = known.get(String(row['id']))
      if (one?.run.revision === Number(row['revision'])) same.set(one.run.id, one)
    }
    const read = new Map((await runs(ids.filter((id) => !same.has(id)))).map((one) => [one.run.id, one]))
    return ids.flatMap((id) => same.get(id) ?? read.get(id) ?? [])
  }

  async function runs(ids: readonly string[]): Promise<readonly LoadedRun[]> {
    if (ids.length === 0) return []
    const wanted = JSON.stringify(ids)
    const [found, standing] = await Promise.all([
      rows(`${selectRuns} where r."id" in ${dialect.ids}`, [wanted]),
      rows(`select ${selected(positionTable, 'p')} from "positions" p where p."run" in ${dialect.ids} order by "since", "id"`, [wanted]),
    ])
    const loaded = new Map(found.map(runIn).map((run) => [run.id, { run, positions: [] as Position[] }]))
    for (const position of standing.map(decodePosition)) loaded.get(position.run)?.positions.push(position)
    return ids.flatMap((id) => loaded.get(id) ?? [])
  }

  return {
    async pendingEvents(limit, after = null) {
      const found = await rows(
        `select ${selected(tables.events, 'e')} from "events" e where "state" = 'pending'
         ${after === null ? '' : 'and "number" > (select "number" from "events" where "id" = ?)'} order by "number" limit ?`,
        after === null ? [limit] : [after, limit],
      )
      return found.map(eventIn)
    },

    async countPending(most) {
      const [row] = await rows(
        `select count(*) as "count" from (select 1 from "events" where "state" = 'pending' order by "number" limit ?) as pending`,
        [most],
      )
      return Number(row?.['count'] ?? 0)
    },

    async event(id) {
      const [row] = await rows(`select ${selected(tables.events, 'e')} from "events" e where "id" = ?`, [id])
      return row ? eventIn(row) : null
    },

    async watchers(wanted) {
      if (wanted.length === 0) return []
      const found = await rows(
        `select distinct ${selected(tables.watches, 'w')} from ${dialect.lists}
         join "watches" w on w."about" = j.value ->> 1 and w."event" = j.value ->> 0`,
        [JSON.stringify(wanted.map(({ event, about }) => [event, about]))],
      )
      return found.map(decodeWatch)
    },

    async claim(now, limit, known = new Map()) {
      const at = now.getTime()
      const found = await rows(
        `${lanes} select l."id" from lanes l left join "workflows" w on w."id" = l."id" where l."id" is not null and ${isNotPaused}
           and exists (select 1 from "positions" p where p."workflow" = l."id" and p."dueAt" <= ?)
         union all select null where exists (select 1 from "positions" p where p."workflow" is null and p."dueAt" <= ?)`,
        [at, at],
      )
      // More than enough positions, because several may belong to one run.
      const most = Math.max(leastOfEach, Math.ceil((limit * 2) / Math.max(1, found.length)))
      const named = found.flatMap(({ id }) => (id === null ? [] : [id]))
      // An older program beside this one does not say whose its positions are.
      const others =
        named.length === found.length
          ? []
          : await claimRuns(
              `select p."run", r."subject", p."dueAt", p."workflow" from ${dueRuns}
               where p."workflow" is null and p."dueAt" <= ? and ${mayGoOn} order by p."dueAt" limit ?${dialect.forClaim}`,
              [at, most],
            )
      const due = named.length === 0 ? [] : await claimRuns(dialect.claimOfEach(dueRuns, mayGoOn), [JSON.stringify(named), at, most])
      return runsBut(known, inTurn([...others, ...due], limit))
    },

    runs,

    async nextDue() {
      const [row] = await rows(
        `${lanes} select min("at") as "dueAt" from (
           select (select p."dueAt" from "positions" p join "runs" r on r."id" = p."run" where p."workflow" = l."id"
             and p."dueAt" is not null and r."paused" = 0 and r."state" = 'active' order by p."dueAt" limit 1) as "at"
           from lanes l left join "workflows" w on w."id" = l."id" where l."id" is not null and ${isNotPaused}
           union all
           select (select p."dueAt" from ${dueRuns} where p."workflow" is null and p."dueAt" is not null and ${mayGoOn}
             order by p."dueAt" limit 1)) as due`,
      )
      return row && row['dueAt'] !== null ? new Date(Number(row['dueAt'])) : null
    },

    async runsToAsk(now, limit) {
      const found = await rows(`select "run" from "positions" where "askAt" is not null and "askAt" <= ? order by "askAt" limit ?`, [
        now.getTime(),
        limit,
      ])
      return [...new Set(found.map((row) => String(row['run'])))]
    },

    async nextAsk() {
      const [row] = await rows(`select "askAt" from "positions" where "askAt" is not null order by "askAt" limit 1`)
      return row ? new Date(Number(row['askAt'])) : null
    },

    async enrolments(wanted) {
      if (wanted.length === 0) return []
      const found = await rows(
        `select j.value ->> 0 as "workflow", j.value ->> 1 as "subject", j.value ->> 2 as "key", 
           coalesce(sum(case when ${hasBegun} then 1 else 0 end), 0) as "total",
           coalesce(sum(case when r."state" = 'active' then 1 else 0 end), 0) as "active", max(r."endedAt") as "lastEndedAt"
         from ${dialect.lists} left join "runs" r
           on r."subject" = j.value ->> 1 and r."workflow" = j.value ->> 0 and r."key" = j.value ->> 2
         group by 1, 2, 3`,
        [JSON.stringify(wanted.map(({ workflow, subject, key }) => [workflow, subject, key]))],
      )
      return found.map((row) => ({
        workflow: String(row['workflow']),
        subject: String(row['subject']),
        key: String(row['key']),
        active: Number(row['active']),
        total: Number(row['total']),
        lastEndedAt: row['lastEndedAt'] === null ? null : new Date(Number(row['lastEndedAt'])),
      }))
    },

    async startsSince(wanted, since) {
      const found = await rows(
        `select r."workflow", r."subject", count(*) as "count" from ${dialect.lists} join "runs" r
           on r."subject" = j.value ->> 1 and r."workflow" = j.value ->> 0
         where r."startedAt" >= ? and r."visits" <> '{}' group by 1, 2`,
        [JSON.stringify(wanted.map(({ workflow, subject }) => [workflow, subject])), since.getTime()],
      )
      return found.map((row) => ({ workflow: String(row['workflow']), subject: String(row['subject']), count: Number(row['count']) }))
    },

    async goingTicks(wanted) {
      const withRecord = wanted.filter(({ about }) => about !== null)
      const without = wanted.filter(({ about }) => about === null)
      const found = await Promise.all([
        withRecord.length === 0
          ? []
          : rows(goingTicks('join "events" e on e."about" = j.value ->> 2 join "runs" r on r."event" = e."id"', dialect), [
              JSON.stringify(withRecord.map(({ workflow, node, about }) => [workflow, node, about])),
            ]),
        without.length === 0
          ? []
          : rows(
              goingTicks(
                'join "runs" r on r."workflow" = j.value ->> 0 join "events" e on e."id" = r."event" and e."about" is null',
                dialect,
              ),
              [JSON.stringify(without.map(({ workflow, node }) => [workflow, node, null]))],
            ),
      ])
      return found.flat().map((row) => ({
        workflow: String(row['workflow']),
        node: String(row['node']),
        about: row['about'] === null ? null : String(row['about']),
        count: Number(row['count']),
        newest: String(row['newest']),
      }))
    },

    async settling(wanted) {
      const found = await rows(
        `select distinct j.value ->> 0 as "workflow", j.value ->> 1 as "node", j.value ->> 2 as "about"
         from ${dialect.lists} join "events" e on e."about" = j.value ->> 2 join "runs" r on r."event" = e."id"
           join "positions" p on p."run" = r."id" and p."node" = j.value ->> 1
         where r."state" = 'active' and r."workflow" = j.value ->> 0 and p."state" = 'waiting'`,
        [JSON.stringify(wanted.map(({ workflow, node, about }) => [workflow, node, about]))],
      )
      return found.map((row) => ({ workflow: String(row['workflow']), node: String(row['node']), about: String(row['about']) }))
    },

    async listRuns({ workflow, subject, node, state, cursor, limit }) {
      const { add, sql, params } = filters()
      if (workflow !== undefined) add('r."workflow" = ?', workflow)
      if (subject !== undefined) add('r."subject" = ?', subject)
      if (node !== undefined) add('r."id" in (select "run" from "positions" where "node" = ?)', node)
      if (state === 'parked') add(`r."id" in (select "run" from "positions" where "state" = 'parked')`)
      else if (state !== undefined) add('r."state" = ?', state)
      const [total] = await rows(`select count(*) as "count" from "runs" r where ${sql()}`, params())
      if (cursor) add('r."id" < ?', cursor)
      const found = await rows(`select r."id" from "runs" r where ${sql()} order by r."id" desc limit ?`, [...params(), limit + 1])
      const loaded = await runs(found.slice(0, limit).map((row) => String(row['id'])))
      return {
        items: loaded,
        next: found.length > limit ? (loaded.at(-1)?.run.id ?? null) : null,
        total: Number(total?.['count'] ?? 0),
      }
    },

    async parkedGroups() {
      const found = await rows(
        `select r."workflow", p."node", ${reason} as "reason", count(*) as "count", min(p."since") as "since",
           max(p."problem") as "problem", max(r."version") as "version"
         from "positions" p join "runs" r on r."id" = p."run" where p."state" = 'parked' and r."state" = 'active'
         group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
      )
      return found.map((row) => ({
        workflow: String(row['workflow']),
        node: String(row['node']),
        reason: String(row['reason'] ?? ''),
        count: Number(row['count']),
        since: new Date(Number(row['since'])),
        problem: (row['problem'] === null ? { code: '' } : JSON.parse(String(row['problem']))) as Said,
        version: String(row['version']),
      }))
    },

    async parkedRuns({ workflow, node, reason: code, after, limit }) {
      const { add, sql, params } = filters()
      if (workflow !== undefined) add('r."workflow" = ?', workflow)
      if (node !== undefined) add('p."node" = ?', node)
      if (code !== undefined) add(`${reason} = ?`, code)
      if (after != null) add('r."id" > ?', after)
      const found = await rows(
        `select distinct r."id" from "positions" p join "runs" r on r."id" = p."run"
         where p."state" = 'parked' and r."state" = 'active' and ${sql()} order by r."id" limit ?`,
        [...params(), limit],
      )
      return found.map((row) => String(row['id']))
    },

    async steps(run) {
      const found = await rows(`select ${selected(tables.trails, 't')} from "trails" t where "run" = ? order by "number"`, [run])
      return found.flatMap(unpackedSteps)
    },

    async nodeCounts(workflow, from) {
      const standing = await rows(
        `select p."node", p."state" as "kind", count(*) as "count" from "runs" r join "positions" p on p."run" = r."id"
         where r."workflow" = ? and r."state" = 'active' group by 1, 2`,
        [workflow],
      )
      const left = await rows(
        `select j.value ->> 0 as "node", j.value ->> 1 as "kind", sum(${dialect.count('j.value ->> 2')}) as "count"
         from "runs" r join "trails" t on t."run" = r."id", ${dialect.listsIn('t."left"')}
         where r."workflow" = ? and t."at" >= ? group by 1, 2`,
        [workflow, from.getTime()],
      )
      return [...standing, ...left].map((row) => ({ node: String(row['node']), kind: String(row['kind']), count: Number(row['count']) }))
    },

    async standing(workflow) {
      const found = await rows(
        `select p."node", r."version", count(*) as "count" from "runs" r join "positions" p on p."run" = r."id"
         where r."workflow" = ? and r."state" = 'active' and p."state" <> 'forked' group by 1, 2 order by 1, 2`,
        [workflow],
      )
      return found.map((row) => ({ node: String(row['node']), version: String(row['version']), count: Number(row['count']) }))
    },

    async suggestion(id) {
      const [row] = await rows(`select ${selected(tables.suggestions, 's')} from "suggestions" s where "id" = ?`, [id])
      return row ? decodeSuggestion(row) : null
    },

    async suggestions({ statuses, assignee, workflow, subject, run, scope, cursor, limit }) {
      const { add, sql, params } = filters()
      if (statuses) add(`s."status" in ${dialect.ids}`, JSON.stringify(statuses))
      if (assignee !== undefined) add('s."assignee" = ?', assignee)
      if (workflow !== undefined) add('s."workflow" = ?', workflow)
      if (subject !== undefined) add('s."subject" = ?', subject)
      if (run !== undefined) add('s."run" = ?', run)
      if (scope?.owners) add(`(s."assignee" is null or s."assignee" in ${dialect.ids})`, JSON.stringify(scope.owners))
      const [total] = await rows(`select count(*) as "count" from "suggestions" s where ${sql()}`, params())
      if (cursor) add('s."id" < ?', cursor)
      const found = await rows(
        `select ${selected(tables.suggestions, 's')} from "suggestions" s where ${sql()} order by s."id" desc limit ?`,
        [...params(), limit + 1],
      )
      return pageOf(found, limit, Number(total?.['count'] ?? 0), decodeSuggestion, (row) => String(row['id']))
    },

    async suggestionOfPosition(positions) {
      if (positions.length === 0) return []
      const found = await rows(
        `select ${selected(tables.suggestions, 's')} from "suggestions" s where "position" in ${dialect.ids} order by "id"`,
        [JSON.stringify(positions)],
      )
      return found.map(decodeSuggestion)
    },

    async suggestionCounts() {
      const found = await rows(
        `select "workflow", "node", "status", count(*) as "count",
           sum(case when "original" is not null and "original" <> "effects" then 1 else 0 end) as "edited"
         from "suggestions" group by 1, 2, 3`,
      )
      return found.map((row) => ({
        workflow: String(row['workflow']),
        node: String(row['node']),
        status: String(row['status']),
        edited: Number(row['edited']),
        count: Number(row['count']),
      }))
    },

    async waitingDeliveries(after, limit) {
      const [at, id] = after ? [after.dueAt.getTime(), after.id] : [0, '']
      const found = await rows(
        `select "id", "dueAt", "channel", "contact" from "deliveries" where "state" in ('queued', 'deferred')
         and "dueAt" >= ? and ("dueAt" > ? or "id" > ?) order by "dueAt", "id" limit ?`,
        [at, at, id, limit],
      )
      return found.map((row) => ({
        id: String(row['id']),
        dueAt: new Date(Number(row['dueAt'])),
        channel: String(row['channel']),
        contact: row['contact'] === null ? null : String(row['contact']),
      }))
    },

    async delivery(id) {
      const [row] = await rows(`select ${selected(tables.deliveries, 'd')} from "deliveries" d where "id" = ?`, [id])
      return row ? decodeDelivery(row) : null
    },

    async deliveries({ states, contact, run, limit }) {
      const { add, sql, params } = filters()
      if (states) add(`d."state" in ${dialect.ids}`, JSON.stringify(states))
      if (contact !== undefined) add('d."contact" = ?', contact)
      if (run !== undefined) add('d."run" = ?', run)
      const found = await rows(
        `select ${selected(tables.deliveries, 'd')} from "deliveries" d where ${sql()} order by "createdAt" desc, "id" limit ?`,
        [...params(), limit],
      )
      return found.map(decodeDelivery)
    },

    async lettersSince(contacts, since) {
      if (contacts.length === 0) return []
      const found = await rows(
        `select "contact", count(*) as "count" from "deliveries"
         where "contact" in ${dialect.ids} and "updatedAt" >= ? and "state" in ('sending', 'done', 'unknown') group by 1`,
        [JSON.stringify(contacts), since.getTime()],
      )
      return found.map((row) => ({ contact: String(row['contact']), count: Number(row['count']) }))
    },

    async answersSince({ workflow, run, contact, since }) {
      const [row] = await rows(
        `select count(*) as "count" from "deliveries" d
           join "runs" r on r."id" = d."run" join "events" e on e."id" = r."event"
         where d."contact" = ? and d."workflow" = ? and d."run" <> ? and d."updatedAt" >= ?
           and d."state" in ('sending', 'done', 'unknown') and e."kind" = 'message-received'`,
        [contact, workflow, run, since.getTime()],
      )
      return Number(row?.['count'] ?? 0)
    },

    async letterResults(workflow, since, limit) {
      const found = await rows(
        `select ${selected(tables.deliveries, 'd')} from "deliveries" d
         where d."workflow" = ? and d."contact" is not null and d."state" in ('done', 'failed') and d."updatedAt" > ?
         order by d."createdAt" desc, d."id" limit ?`,
        [workflow, since.getTime(), limit],
      )
      return found.map((row) => decodeDelivery(row).result)
    },
  }
}

const selectRuns = `select ${selected(tables.runs, 'r')}, ${selected(tables.events, 'e', 'e.')}
  from "runs" r left join "events" e on e."id" = r."event"`

/** Joins what `mayGoOn` asks about to runs `r`. */
export const isNotPaused = `coalesce(w."state", 'live') <> 'paused'`
/** What `mayGoOn` is asked of. */
export const dueRuns = '"positions" p join "runs" r on r."id" = p."run" left join "workflows" w on w."id" = r."workflow"'
/** Of a run `r` and its workflow `w`. */
export const mayGoOn = `r."paused" = 0 and r."state" = 'active' and ${isNotPaused}`

/** The workflows that have anything due at some time, found by leaping through the index from one to the next. */
const lanes = `with recursive lanes("id") as (
    select (select "workflow" from "positions" where "dueAt" is not null and "workflow" is not null order by "workflow" limit 1)
    union all
    select (select p."workflow" from "positions" p where p."workflow" > lanes."id" and p."dueAt" is not null
      order by p."workflow" limit 1) from lanes where lanes."id" is not null)`

/** Of a workflow in a turn, however many there are. */
const leastOfEach = 20

/** Runs of due positions: of each workflow one after the other until there are enough, then all of them by their time. */
function inTurn(due: readonly Row[], limit: number): string[] {
  const byWorkflow = new Map<string, Map<string, number>>()
  for (const row of due) {
    const own = byWorkflow.get(String(row['workflow'])) ?? new Map<string, number>()
    byWorkflow.set(String(row['workflow']), own)
    if (!own.has(String(row['run']))) own.set(String(row['run']), Number(row['dueAt']))
  }
  const lists = [...byWorkflow.values()].map((own) => [...own])
  const taken: (readonly [run: string, at: number])[] = []
  for (let at = 0; taken.length < limit && lists.some((list) => at < list.length); at++) {
    for (const list of lists) {
      const next = list[at]
      if (next && taken.length < limit) taken.push(next)
    }
  }
  return taken.sort((a, b) => a[1] - b[1]).map(([run]) => run)
}

/** Of a run `r`: it is no record of somebody who was not let in. */
export const hasBegun = `(r."state" = 'active' or r."endedAt" is not null)`

function runIn(row: Row): Run {
  const event = row['e.id'] === null ? null : withoutState(decodeJoinedEvent(row))
  return { ...decodeRun(row), event }
}

const eventIn = (row: Row): CrmEvent => withoutState(decodeEvent(row))

function withoutState({ state: _, ...event }: CrmEvent & { state?: string }): CrmEvent {
  return event
}

/** `joins` lead from the list to the runs `r` and their events `e`. */
const goingTicks = (joins: string, { lists, member }: Dialect): string =>
  `select j.value ->> 0 as "workflow", j.value ->> 1 as "node", j.value ->> 2 as "about", count(*) as "count", max(r."id") as "newest"
   from ${lists} ${joins}
   where r."state" = 'active' and r."workflow" = j.value ->> 0 and e."kind" = 'schedule-ticked'
     and ${member('e."fields"', ['node'], 'text')} = j.value ->> 1
     and exists (select 1 from "positions" p where p."run" = r."id" and p."state" not in ('parked', 'forked'))
   group by 1, 2, 3`

/** Conditions that are added one by one, with their parameters. */
function filters() {
  const conditions: string[] = ['true']
  const values: Cell[] = []
  return {
    add(condition: string, ...params: Cell[]) {
      conditions.push(condition)
      values.push(...params)
    },
    sql: () => conditions.join(' and '),
    params: () => [...values],
  }
}
