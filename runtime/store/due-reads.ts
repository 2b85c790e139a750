/** Reads what is due: positions whose time has come, of all workflows in turn, and rules that are to be asked again. */
import type { LoadedRun, Reads } from './port.ts'
import type { Reading } from './record-reads.ts'
import type { Cell, Row } from './table.ts'

/** The part of `Reads` that is about what is due. */
export type DueReads = Pick<Reads, 'claim' | 'nextDue' | 'runsToAsk' | 'nextAsk'>

/** `claimRuns` finds what is due, and on PostgreSQL locks it; `runs` loads runs by their ids, in that order. */
export function dueReads(
  { dialect, rows }: Reading,
  claimRuns: (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>,
  runs: (ids: readonly string[]) => Promise<readonly LoadedRun[]>,
): DueReads {
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

  return {
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
  }
}

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
