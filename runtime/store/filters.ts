import type { Dialect } from './dialect.ts'
import type { Cell } from './table.ts'

/** Conditions that are added one by one, with their parameters. */
export function filters() {
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

/** A condition on the assignee of the alias `s`, with its parameter. One alone lets the index give the order, too. */
export const ofPeople = (people: string | readonly string[], dialect: Pick<Dialect, 'ids'>): [sql: string, value: Cell] => {
  const [first, ...rest] = typeof people === 'string' ? [people] : people
  return first !== undefined && rest.length === 0
    ? ['s."assignee" = ?', first]
    : [`s."assignee" in ${dialect.ids}`, JSON.stringify(typeof people === 'string' ? [people] : people)]
}
