/** An engine in a child process that a test can kill at any moment and start again over the same folder. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { bundled } from './bundled.ts'
import type { Request } from './engine-process.ts'

/** One process; after `kill` start another over the same folder. */
export interface KillableEngine {
  /** Resolves when the process says that it is durable; rejects when the process dies before. */
  ask<Value>(request: Request): Promise<Value>
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
}

/** Puts the program into one file, once per test, so that it starts in a moment. */
export const bundleEngine = (): Promise<string> => bundled(join(import.meta.dirname, 'engine-process.ts'))

/** Starts the engine over a folder, with a mail server if there is one and a clock that is so far ahead; resolves when it is ready. */
export async function startEngine(bundle: string, folder: string, smtpUrl?: string, aheadMs = 0): Promise<KillableEngine> {
  const child = fork(bundle, [folder, ...(smtpUrl ? [smtpUrl] : [])], {
    serialization: 'advanced',
    env: { ...process.env, AHEAD_MS: String(aheadMs) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let asked = 0
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready())
    child.once('exit', (code) => failed(new Error(`The engine ended with ${code} before it was ready`)))
  })
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(value)
    else one?.reject(new Error(error))
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The engine was killed'))
    waiting.clear()
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const id = asked++
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ id, request }, (error) => error && reject(error))
      }),
    kill: () => killed(child),
  }
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((gone) => {
    if (child.exitCode !== null || child.signalCode !== null) return gone()
    child.once('exit', () => gone())
    child.kill('SIGKILL')
  })
}
