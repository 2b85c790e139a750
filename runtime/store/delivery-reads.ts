/** Reads deliveries: those that wait, those of a contact, and what became of letters. */
import { filters } from './filters.ts'
import type { Reads } from './port.ts'
import type { Reading } from './record-reads.ts'
import type { DeliveryRow } from './rows.ts'
import { indexOfStates, deliveries as table } from './run-tables.ts'
import { decoder, selected } from './table.ts'

/** The part of `Reads` that is about deliveries. */
export type DeliveryReads = Pick<Reads, 'waitingDeliveries' | 'delivery' | 'deliveries' | 'lettersSince' | 'answersSince' | 'letterResults'>

const decodeDelivery = decoder<DeliveryRow>(table)

/** Answers from the deliveries, which never go away. */
export function deliveryReads({ dialect, rows }: Reading): DeliveryReads {
  return {
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
      const [row] = await rows(`select ${selected(table, 'd')} from "deliveries" d where "id" = ?`, [id])
      return row ? decodeDelivery(row) : null
    },

    async deliveries({ states, contact, run, limit }) {
      const { add, sql, params } = filters()
      if (states) add(`d."state" in ${dialect.ids}`, JSON.stringify(states))
      const indexed = states && indexOfStates(states)
      if (indexed) add(indexed)
      if (contact !== undefined) add('d."contact" = ?', contact)
      if (run !== undefined) add('d."run" = ?', run)
      const found = await rows(
        `select ${selected(table, 'd')} from "deliveries" d where ${sql()} order by "createdAt" desc, "id" limit ?`,
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
        `select ${selected(table, 'd')} from "deliveries" d
         where d."workflow" = ? and d."contact" is not null and d."state" in ('done', 'failed') and d."updatedAt" > ?
         order by d."createdAt" desc, d."id" limit ?`,
        [workflow, since.getTime(), limit],
      )
      return found.map((row) => decodeDelivery(row).result)
    },
  }
}
