/** Runs inside the worker thread of one custom node file: says which node types it holds, and answers for them. */
import { parentPort } from 'node:worker_threads'
import { messageOf } from '../thrown.ts'
import { isMeantAsNodeType, wrongInNodeType } from './node-type-check.ts'

interface WorkerCall {
  readonly id: number
  readonly type: string
  readonly call: 'needs' | 'run'
  readonly step: unknown
}

/** What the thread tells: once that it is ready, then one answer or problem for the `id` of each call. */
export type WorkerMessage =
  /** The described types, without their functions; `needs` says which have look-ups, `wrong` is the field that cannot be used. */
  | {
      readonly kind: 'ready'
      readonly types: readonly { readonly described: object; readonly needs: boolean; readonly wrong: string | null }[]
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly message: string }
  | { readonly kind: 'too-large'; readonly id: number }

/** Of an answer as JSON, in characters. A run keeps less of it (`advance.ts`); this spares everybody else the copying. */
const longestAnswer = 1024 * 1024

/** Called by the generated entry of the bundle with everything that the author's file exports. */
export function serve(exported: Readonly<Record<string, unknown>>): void {
  const { ready, answer } = answering(exported)
  const tell = (message: WorkerMessage) => parentPort?.postMessage(message)
  parentPort?.on('message', (call: WorkerCall) => {
    try {
      tell(answer(call))
    } catch (error) {
      tell({ kind: 'problem', id: call.id, message: saidBy(error) })
    }
  })
  tell(ready)
}

/** What the thread says of the node types among what a file exports, and its answer to a call; throws what the node throws. */
export function answering(exported: Readonly<Record<string, unknown>>): {
  readonly ready: WorkerMessage
  answer(call: WorkerCall): WorkerMessage
} {
  const types = new Map(Object.values(exported).flatMap((value) => (isMeantAsNodeType(value) ? [[value.type, value]] : [])))
  const described = [...types.values()].map((type) => ({
    described: JSON.parse(JSON.stringify(type)),
    needs: type.needs !== undefined,
    wrong: wrongInNodeType({ ...type }),
  }))
  return {
    ready: { kind: 'ready', types: described },
    answer({ id, type, call, step }) {
      const node = types.get(type)
      const value: unknown = call === 'needs' ? (node?.needs?.(step as never) ?? {}) : node?.run(step as never)
      const length = JSON.stringify(value)?.length ?? 0
      return length > longestAnswer ? { kind: 'too-large', id } : { kind: 'answer', id, value }
    },
  }
}

const longestMessage = 500

/** Anything can be thrown, and even what it says may throw. */
function saidBy(error: unknown): string {
  try {
    return messageOf(error).slice(0, longestMessage)
  } catch {
    return typeof error
  }
}
