import type { Said } from '../../shared/json.ts'

/** Thrown where a step cannot be done for a reason that has words: its effects, or what its node answered. */
export class StepRefused extends Error {
  readonly said: Said

  constructor(said: Said) {
    super(said.code)
    this.said = said
  }
}
