/** Numbers as they are printed: each with what it must be and what we aim for. */

/** One number of the report. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: '%' | 'x' | 'ms' | 'MiB' | 'KiB' | 'requests' | 's' | '/s' | 'µs'
  /** Least and most of the rounds. */
  readonly spread: readonly [number, number]
  /** `least`: the value has to reach it; `most`: it may not pass it. Null: told, not judged. */
  readonly goal: { readonly kind: 'least' | 'most'; readonly must: number; readonly aim: number } | null
}

/** The middle one; of an even count the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The median of the rounds, with their spread. */
export function figure(name: string, values: readonly number[], unit: Figure['unit'], goal: Figure['goal'] = null): Figure {
  return { name, value: median(values), unit, spread: [Math.min(...values), Math.max(...values)], goal }
}

/** `aim`, `must` or `missed`; empty without a goal. */
export function verdict({ value, goal }: Figure): string {
  if (!goal) return ''
  const reaches = (wanted: number) => (goal.kind === 'least' ? value >= wanted : value <= wanted)
  return reaches(goal.aim) ? 'aim' : reaches(goal.must) ? 'must' : 'missed'
}

/** The table for a terminal. */
export function inTable(figures: readonly Figure[]): string {
  const head = ['', 'median', 'spread', 'must', 'aim', '']
  const rows = figures.map((one) => [
    one.name,
    said(one.value, one.unit),
    `${said(one.spread[0], one.unit)} to ${said(one.spread[1], one.unit)}`,
    one.goal ? bound(one.goal.kind, one.goal.must, one.unit) : '',
    one.goal ? bound(one.goal.kind, one.goal.aim, one.unit) : '',
    verdict(one),
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const bound = (kind: 'least' | 'most', value: number, unit: Figure['unit']): string =>
  `${kind === 'least' ? '≥' : '≤'} ${said(value, unit)}`

function said(value: number, unit: Figure['unit']): string {
  const digits = unit === '/s' || Math.abs(value) >= 100 ? 0 : unit === '%' ? 1 : Math.abs(value) >= 10 ? 1 : 2
  const number = value.toLocaleString('en', { maximumFractionDigits: digits })
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`
}
