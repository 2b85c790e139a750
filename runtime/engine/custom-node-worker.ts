/** Runs inside the worker thread of one custom node file: says which node types it holds, and answers for them. */
import { parentPort } from 'node:worker_threads'
import { type AnyNodeType, isNodeType } from './node-type-check.ts'

interface WorkerCall {
  readonly id: number
  readonly type: string
  readonly call: 'needs' | 'run'
  readonly step: unknown
}

/** What the thread tells: once that it is ready, then one answer or problem for the `id` of each call. */
export type WorkerMessage =
  /** The described types, without their functions; `needs` says which have look-ups. */
  | { readonly kind: 'ready'; readonly types: readonly { readonly described: object; readonly needs: boolean }[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly message: string }

/** Called by the generated entry of the bundle with everything that the author's file exports. */
export function serve(exported: Readonly<Record<string, unknown>>): void {
  const types = new Map<string, AnyNodeType>(Object.values(exported).flatMap((value) => (isNodeType(value) ? [[value.type, value]] : [])))
  const tell = (message: WorkerMessage) => parentPort?.postMessage(message)

  parentPort?.on('message', ({ id, type, call, step }: WorkerCall) => {
    try {
      const node = types.get(type)
      tell({ kind: 'answer', id, value: call === 'needs' ? (node?.needs?.(step as never) ?? {}) : node?.run(step as never) })
    } catch (error) {
      tell({ kind: 'problem', id, message: error instanceof Error ? error.message : String(error) })
    }
  })
  const described = [...types.values()].map((type) => ({ described: JSON.parse(JSON.stringify(type)), needs: type.needs !== undefined }))
  tell({ kind: 'ready', types: described })
}
