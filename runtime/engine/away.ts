/**
 * Node types that live elsewhere, in a worker thread: asked in one turn, answered in a later one. No batch waits for
 * them. A node is a pure function of its step, so it does no harm to ask it again when its answer was lost.
 */
import type { Said } from '../../shared/json.ts'
import type { Step } from '../../shared/node.ts'
import { Later } from './asking.ts'

/** One question to a node type elsewhere. The same key is the same question. */
export interface AwayCall {
  readonly kind: 'away'
  readonly key: string
  readonly type: string
  readonly call: 'needs' | 'run'
  readonly step: Step
  /** The run that is woken by the answer. */
  readonly run: string
}

/** `problem` names the node type and its file, for the trail and for its author. */
export type AwayAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Said }

/** The node types that live elsewhere. `ask` never rejects: a node that breaks or takes too long is an answer, too. */
export interface Away {
  has(type: string): boolean
  /** The answer, once it has come. */
  answered(key: string): AwayAnswer | undefined
  /** Asks, unless that is under way already. */
  ask(call: AwayCall): Promise<AwayAnswer>
}

/** Where no node type lives elsewhere; who asks all the same hears that it is not installed. */
export const nobodyAway: Away = { has: () => false, answered: () => undefined, ask: async (call) => notInstalled(call) }

/** The answer for a node type that is not there, or no longer. */
export const notInstalled = ({ type }: AwayCall): AwayAnswer => ({ ok: false, problem: { code: 'parked-unknown-type', with: { type } } })

/** The node has been asked; the step goes on when it answers. */
export class Asked extends Later {}
