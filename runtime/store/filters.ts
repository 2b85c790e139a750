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
