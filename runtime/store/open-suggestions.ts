/** What waits for a decision, in the order in which it should be decided. */
import { filters, ofPeople } from './filters.ts'
import type { Reads } from './port.ts'
import { cursorAt, openCursor, pageOf, type Reading } from './record-reads.ts'
import { openCondition } from './run-tables.ts'
import { decoder, selected } from './table.ts'
import * as tables from './tables.ts'

/** Stands for no deadline: later than any. */
const never = Number.MAX_SAFE_INTEGER
const due = `coalesce(s."decideBy", ${never})`

/** Only the page itself is read whole: what it is found by stands in one index. */
export function openSuggestionReads({ dialect, rows }: Pick<Reading, 'dialect' | 'rows'>): Pick<Reads, 'openSuggestions' | 'openWork'> {
  const decode = decoder<Awaited<ReturnType<Reads['openSuggestions']>>['items'][number]>(tables.suggestions)
  return {
    async openSuggestions({ assignee, workflow, node, subject, run, kind, later = false, now, scope, cursor, limit }) {
      const { add, sql, params } = filters()
      add(`s.${openCondition}`)
      add(later ? 's."laterUntil" > ?' : '(s."laterUntil" is null or s."laterUntil" <= ?)', now.getTime())
      if (assignee === null) add('s."assignee" is null')
      else if (assignee !== undefined) add(...ofPeople(assignee, dialect))
      for (const [column, value] of Object.entries({ workflow, node, subject, run })) {
        if (value !== undefined) add(`s."${column}" = ?`, value)
      }
      if (kind !== undefined) add(`exists (select 1 from ${dialect.listsIn('s."effects"')} where j.value ->> 'kind' = ?)`, kind)
      if (scope?.owners) add(`(s."assignee" is null or s."assignee" in ${dialect.ids})`, JSON.stringify(scope.owners))
      const [total] = await rows(`select count(*) as "count" from "suggestions" s where ${sql()}`, params())
      if (cursor) add(`(${due}, s."id") > (?, ?)`, ...openCursor(cursor))
      const found = await rows(
        `select ${selected(tables.suggestions, 's')} from (
           select ${due} as "due", s."id" as "which" from "suggestions" s where ${sql()} order by 1, 2 limit ?
         ) listed join "suggestions" s on s."id" = listed."which" order by listed."due", listed."which"`,
        [...params(), limit + 1],
      )
      return pageOf(found, limit, Number(total?.['count'] ?? 0), decode, (row) =>
        cursorAt(Number(row['decideBy'] ?? never), String(row['id'])),
      )
    },

    async openWork(now) {
      const at = now.getTime()
      const sizes = (kind: string, person: string, due: string) =>
        `select '${kind}' as "kind", w."${person}" as "person", count(*) as "count",
           sum(case when w."${due}" < ? then 1 else 0 end) as "late", min(w."createdAt") as "oldest"`
      const found = await rows(
        `${sizes('suggestion', 'assignee', 'decideBy')} from "suggestions" w
         where w.${openCondition} and (w."laterUntil" is null or w."laterUntil" <= ?) group by 2
         union all ${sizes('task', 'owner', 'dueAt')} from "task" w
         where w."state" = 'open' and w."archivedAt" is null and (w."snoozedUntil" is null or w."snoozedUntil" <= ?) group by 2`,
        [at, at, at, at],
      )
      return found.map((row) => ({
        kind: row['kind'] === 'task' ? 'task' : 'suggestion',
        person: row['person'] === null ? null : String(row['person']),
        count: Number(row['count']),
        late: Number(row['late']),
        oldest: new Date(Number(row['oldest'])),
      }))
    },
  }
}
