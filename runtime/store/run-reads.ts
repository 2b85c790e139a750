/** Reads what the engine works with: events, runs with their positions, watches and suggestions. */
import type { Fact } from '../../shared/declines.ts'
import type { CrmEvent } from '../../shared/events.ts'
import type { Said } from '../../shared/json.ts'
import { type DeliveryReads, deliveryReads } from './delivery-reads.ts'
import type { Dialect } from './dialect.ts'
import { type DueReads, dueReads } from './due-reads.ts'
import { filters, ofPeople } from './filters.ts'
import { type LargePart, named, readPart, whole } from './large-parts.ts'
import type { LoadedRun, Reads, RunFilter } from './port.ts'
import { pageOf, type Reading } from './record-reads.ts'
import type { Position, Run, SuggestionRow, WatchRow } from './rows.ts'
import { type Cell, decoder, type Row, selected } from './table.ts'
import * as tables from './tables.ts'
import { unpackedSteps } from './trail-rows.ts'

type RunReads = DueReads &
  DeliveryReads &
  Pick<
    Reads,
    | 'pendingEvents'
    | 'countPending'
    | 'event'
    | 'recentEvents'
    | 'watchers'
    | 'runs'
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
    | 'toDecide'
    | 'suggestionOfPosition'
    | 'decisions'
  >

const decodeEvent = decoder<CrmEvent & { state?: string }>(tables.events)
const decodeRun = decoder<Omit<Run, 'event'> & { event: string | null }>(tables.runs)
const decodeJoinedEvent = decoder<CrmEvent & { state?: string }>(tables.events, 'e.')
/** The engine knows its workflow by its run. */
const { workflow: _, ...ownColumns } = tables.positions.columns
const positionTable = { ...tables.positions, columns: ownColumns }
const decodePosition = decoder<Position>(positionTable)
/** Purposes of rules, which may ask about related records. */
const ruling: readonly WatchRow['purpose'][] = ['goal', 'exit', 'relevance', 'params']
const decodeWatch = decoder<WatchRow>(tables.watches)
const decodeSuggestion = decoder<SuggestionRow>(tables.suggestions)

/** Of a fork only its branches may be large. */
const ofFork = ['branches']

const namesParts = ({ run, positions }: LoadedRun): boolean =>
  named(run.outputs, Object.keys(run.outputs)).length > 0 || positions.some(({ fork }) => fork && named(fork, ofFork).length > 0)

function inOne({ run, positions }: LoadedRun, parts: ReadonlyMap<string, LargePart>): LoadedRun {
  const partOf = (hash: string) => {
    const part = parts.get(`${run.id} ${hash}`)
    if (!part) throw new Error(`A part of the run ${run.id} is missing`)
    return readPart(part)
  }
  return {
    run: { ...run, outputs: whole(run.outputs, Object.keys(run.outputs), partOf) },
    positions: positions.map((position) => (position.fork ? { ...position, fork: whole(position.fork, ofFork, partOf) } : position)),
  }
}

/** The part of `Reads` that is about runs. `claimRuns` is as `dueReads` takes it. */
export function runReads(reading: Reading, claimRuns: (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>): RunReads {
  const { dialect, rows } = reading
  const codeAt = (...path: string[]) => dialect.member('p."problem"', path, 'text')
  const reason = `coalesce(${codeAt('with', 'reason', 'with', 'reason', 'code')}, ${codeAt('with', 'reason', 'code')}, ${codeAt('code')}, '')`

  async function runs(ids: readonly string[]): Promise<readonly LoadedRun[]> {
    if (ids.length === 0) return []
    const wanted = JSON.stringify(ids)
    const [found, standing] = await Promise.all([
      rows(`${selectRuns} where r."id" in ${dialect.ids}`, [wanted]),
      rows(`select ${selected(positionTable, 'p')} from "positions" p where p."run" in ${dialect.ids} order by "since", "id"`, [wanted]),
    ])
    const loaded = new Map(found.map(runIn).map((run) => [run.id, { run, positions: [] as Position[] }]))
    for (const position of standing.map(decodePosition)) loaded.get(position.run)?.positions.push(position)
    return withParts(ids.flatMap((id) => loaded.get(id) ?? []))
  }

  /** Few runs have large parts; of those that do, all are read. */
  async function withParts(loaded: readonly LoadedRun[]): Promise<readonly LoadedRun[]> {
    const incomplete = loaded.filter(namesParts)
    if (incomplete.length === 0) return loaded
    const found = await rows(`select "run", "hash", "body" from "parts" where "run" in ${dialect.ids}`, [
      JSON.stringify(incomplete.map(({ run }) => run.id)),
    ])
    const parts = new Map(found.map((row) => [`${row['run']} ${row['hash']}`, { hash: String(row['hash']), text: String(row['body']) }]))
    return loaded.map((one) => (namesParts(one) ? inOne(one, parts) : one))
  }

  return {
    ...dueReads(reading, claimRuns, runs),
    ...deliveryReads(reading),

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

    async recentEvents(kinds, since, most) {
      const [first] = await rows(
        `select "number", "at" from (select "number", "at" from "events" order by "number" desc limit ?) as latest order by "number" limit 1`,
        [most],
      )
      if (!first) return { items: [], from: null }
      const from = new Date(Math.max(since.getTime(), Number(first['at'])))
      const found = await rows(
        `select ${selected(tables.events, 'e')} from "events" e
         where "number" >= ? and "at" >= ? and "kind" in ${dialect.ids} order by "number" desc`,
        [Number(first['number']), from.getTime(), JSON.stringify(kinds)],
      )
      return { items: found.map(eventIn), from }
    },

    async watchers(wanted) {
      const own = wanted.filter(({ related }) => !related).map(({ event, about }) => [event, about])
      const asked = new Set(own.map((key) => key.join(' ')))
      const related = wanted
        .filter(({ event, about, related }) => related && !asked.has(`${event} ${about}`))
        .flatMap(({ event, about }) => ruling.map((purpose) => [event, about, purpose]))
      const watching = (further: string, keys: readonly (readonly string[])[]) =>
        keys.length === 0
          ? []
          : rows(
              `select distinct ${selected(tables.watches, 'w')} from ${dialect.lists}
               join "watches" w on w."about" = j.value ->> 1 and w."event" = j.value ->> 0${further}`,
              [JSON.stringify(keys)],
            )
      const found = [await watching('', own), await watching(` and w."purpose" = j.value ->> 2 and w."field" is null`, related)]
      return found.flat().map(decodeWatch)
    },

    runs,

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

    async listRuns({ workflow, subject, node, state, left, cursor, limit }) {
      const { add, sql, params } = filters()
      if (workflow !== undefined) add('r."workflow" = ?', workflow)
      if (subject !== undefined) add('r."subject" = ?', subject)
      const standing = state === undefined ? undefined : standingAs[state]
      if (node !== undefined) add(`r."id" in (select "run" from "positions" where "node" = ? and ${standing ?? 'true'})`, node)
      else if (standing !== undefined) add(`r."id" in (select "run" from "positions" where ${standing})`)
      if (state !== undefined) add('r."state" = ?', standing === undefined ? state : 'active')
      if (left)
        add(
          `exists (select 1 from "trails" t, ${dialect.listsIn('t."left"')} where t."run" = r."id" and t."at" >= ?
             and j.value ->> 0 = ? and j.value ->> 1 = ?)`,
          left.since.getTime(),
          left.node,
          `leave:${left.port}`,
        )
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
        `select p."node", p."state" as "kind", count(*) as "count", count(distinct r."id") as "runs"
         from "runs" r join "positions" p on p."run" = r."id"
         where r."workflow" = ? and r."state" = 'active' group by 1, 2`,
        [workflow],
      )
      const left = await rows(
        `select j.value ->> 0 as "node", j.value ->> 1 as "kind", sum(${dialect.count('j.value ->> 2')}) as "count",
           count(distinct r."id") as "runs"
         from "runs" r join "trails" t on t."run" = r."id", ${dialect.listsIn('t."left"')}
         where r."workflow" = ? and t."at" >= ? group by 1, 2`,
        [workflow, from.getTime()],
      )
      return [...standing, ...left].map((row) => ({
        node: String(row['node']),
        kind: String(row['kind']),
        count: Number(row['count']),
        runs: Number(row['runs']),
      }))
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

    async toDecide(workflow, { owners }, now) {
      const { add, sql, params } = filters()
      add(`s."status" = 'pending'`)
      add('s."workflow" = ?', workflow)
      add('(s."laterUntil" is null or s."laterUntil" <= ?)', now.getTime())
      if (owners) add(`(s."assignee" is null or s."assignee" in ${dialect.ids})`, JSON.stringify(owners))
      const found = await rows(`select s."node", count(*) as "count" from "suggestions" s where ${sql()} group by 1`, params())
      return found.map((row) => ({ node: String(row['node']), count: Number(row['count']) }))
    },

    async suggestions({ statuses, assignee, orDecidedBy, workflow, node, subject, run, scope, cursor, limit }) {
      const { add, sql, params } = filters()
      if (statuses) add(`s."status" in ${dialect.ids}`, JSON.stringify(statuses))
      if (assignee !== undefined) {
        const [sql, value] = ofPeople(assignee, dialect)
        if (orDecidedBy === undefined) add(sql, value)
        else add(`(${sql} or s."decidedBy" = ?)`, value, orDecidedBy)
      }
      if (workflow !== undefined) add('s."workflow" = ?', workflow)
      if (node !== undefined) add('s."node" = ?', node)
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

    async decisions(workflow, limit) {
      const found = await rows(
        `select "node", "version", "status", "reason", "decidedBy", "facts",
           case when "original" is not null and "original" <> "effects" then 1 else 0 end as "edited"
         from "suggestions" where "workflow" = ? and "decidedAt" is not null and "decidedBy" is not null
           and "status" in ('approved', 'done', 'failed', 'dismissed') order by "decidedAt" desc limit ?`,
        [workflow, limit],
      )
      return found.map(({ node, version, status, reason, decidedBy, facts, edited }, index) => {
        const isDeclined = status === 'dismissed'
        return {
          node: String(node),
          version: String(version),
          how: isDeclined ? 'declined' : Number(edited) === 1 ? 'edited' : 'unchanged',
          reason: isDeclined && reason !== null ? (JSON.parse(String(reason)) as Said) : null,
          by: String(decidedBy),
          facts: facts === null || index >= mostFacts ? null : (JSON.parse(String(facts)) as readonly Fact[]),
        }
      })
    },
  }
}

const selectRuns = `select ${selected(tables.runs, 'r')}, ${selected(tables.events, 'e', 'e.')}
  from "runs" r left join "events" e on e."id" = r."event"`

/** Facts of so many decisions are read: they are long, and the latest tell enough. */
const mostFacts = 1_000

/** Of a position: how it stands, for the states that are those of positions. */
const standingAs: Readonly<Partial<Record<NonNullable<RunFilter['state']>, string>>> = {
  parked: `"state" = 'parked'`,
  suggested: `"state" = 'suggested'`,
  waiting: `"state" not in ('parked', 'suggested', 'forked')`,
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
