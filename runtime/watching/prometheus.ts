/** Figures in the text format of Prometheus. Units are seconds and bytes; names begin with `tandem_`. */

/** Values of labels by their names. */
export type Labels = Readonly<Record<string, string>>

interface Sample {
  /** Follows the name of the family: `_bucket`, `_sum`, `_count`; else empty. */
  readonly suffix: string
  readonly labels: Labels
  readonly value: number
}

/** One name with its samples. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter' | 'histogram'
  readonly samples: readonly Sample[]
}

/** A value, or one for each of some labels. */
type Values = number | readonly (readonly [labels: Labels, value: number])[]

/** How much there is now. */
export const gauge = (name: string, help: string, values: Values): Family => ({ name, help, type: 'gauge', samples: samplesOf(values) })

/** How much there has been since the start; it only grows, and its name ends in `_total`. */
export const counter = (name: string, help: string, values: Values): Family => ({ name, help, type: 'counter', samples: samplesOf(values) })

const samplesOf = (values: Values): readonly Sample[] =>
  typeof values === 'number'
    ? [{ suffix: '', labels: {}, value: values }]
    : values.map(([labels, value]) => ({ suffix: '', labels, value }))

/** Counts what it is given between `bounds`, which grow; to be asked for its family again and again. */
export class Histogram {
  private readonly bounds: readonly number[]
  private readonly buckets: number[]
  private sum = 0
  private count = 0

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.buckets = bounds.map(() => 0)
  }

  observe(value: number): void {
    this.sum += value
    this.count++
    const at = this.bounds.findIndex((bound) => value <= bound)
    if (at >= 0) this.buckets[at] = (this.buckets[at] ?? 0) + 1
  }

  /** For a family of several histograms that differ in their labels. */
  samples(labels: Labels = {}): readonly Sample[] {
    let below = 0
    const upTo = this.bounds.map((bound, index) => {
      below += this.buckets[index] ?? 0
      return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
    })
    return [
      ...upTo,
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: this.count },
      { suffix: '_sum', labels, value: this.sum },
      { suffix: '_count', labels, value: this.count },
    ]
  }
}

/** The family of a histogram, or of several. */
export const histogram = (name: string, help: string, samples: readonly Sample[]): Family => ({ name, help, type: 'histogram', samples })

/** The whole answer to a scrape. */
export const inPrometheus = (families: readonly Family[]): string =>
  families
    .map(({ name, help, type, samples }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.map(lineOf(name)).join('')}`)
    .join('')

const lineOf =
  (name: string) =>
  ({ suffix, labels, value }: Sample): string => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text.replace(/["\\\n]/g, (sign) => escapes[sign] ?? '')}"`)
    return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`
  }

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n' }
