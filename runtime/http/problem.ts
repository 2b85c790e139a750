/** What a request is refused with. Thrown anywhere below a route, turned into the one shape of errors by `errors.ts`. */
import type { JsonObject, Said } from '../../shared/json.ts'
import { hasWords } from '../../shared/say.ts'
import type { apiWords } from '../../shared/say-words/api-words.ts'
import type { Refusal } from '../store/port.ts'

/** What programs read; its words are in `say-words/api-words.ts`. */
export type ProblemCode = keyof typeof apiWords

/** A field that is wrong: its path in the body, why and the values of that sentence. */
export interface FieldProblem {
  readonly path: string
  /** Of any of the words in `say-words/`. */
  readonly code: string
  readonly with?: JsonObject
}

/**
 * A refusal with its HTTP status. `values` go out as `with`, and into the words that people read; `fields` name what is
 * wrong with which.
 */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly values: JsonObject
  readonly fields: readonly FieldProblem[]
  /** What people read. */
  readonly said: Said

  constructor(status: number, code: ProblemCode, values: JsonObject = {}, fields: readonly FieldProblem[] = []) {
    super(code)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.values = values
    this.fields = fields
    this.said = { code, with: values }
  }

  /** A refusal whose code and words come from elsewhere: the store, the engine. */
  static because(status: number, code: string, said: Said): Refused {
    return Object.assign(new Refused(status, 'invalid', said.with), { code, said })
  }
}

/** "Not yours" is answered like "not there", so that nobody can find out what exists. */
export const notFound = (): Refused => new Refused(404, 'no-such-record')

/** Throws unless the value is there. */
export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw notFound()
  return value
}

const statuses = { stale: 409, repeated: 409, enrolled: 409, 'not-unique': 409, 'not-found': 404, invalid: 422 } as const

/** What the store refused, as an answer to the request that asked for it. */
export function refusedBy({ problem, said }: Refusal): Refused {
  return Refused.because(statuses[problem], problem, { code: hasWords(problem) ? problem : said.code, with: said.with ?? {} })
}
