/** Mail servers talked to in a thread of its own, one for all of them. */
import { Worker } from 'node:worker_threads'
import type { Delivered } from '../engine/deliverer.ts'
import { messageOf } from '../thrown.ts'
import type { Post } from './post.ts'
import type { ThreadAnswer, ThreadCall } from './post-thread.ts'

interface Waiting {
  resolve(delivered: Delivered): void
  reject(error: Error): void
}

/**
 * Connects to servers by way of the thread that runs `file`, which is started for the first letter. When the thread dies,
 * `send` of what was under way rejects - nobody knows whether it went out - and the next letter has a new thread.
 */
export function postsBeside(file: string): (url: string) => Post {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let connections = 0
  let sent = 0

  function start(): Worker {
    const worker = new Worker(file)
    worker.unref()
    let why = 'The thread that sends letters has ended'
    worker.on('message', ({ id, delivered }: ThreadAnswer) => {
      waiting.get(id)?.resolve(delivered)
      waiting.delete(id)
    })
    worker.on('error', (error) => {
      why = messageOf(error)
    })
    worker.on('exit', () => {
      thread = null
      for (const { reject } of waiting.values()) reject(new Error(why))
      waiting.clear()
    })
    return worker
  }

  const tell = (call: ThreadCall) => {
    thread ??= start()
    thread.postMessage(call)
  }

  return (url) => {
    const connection = connections++
    return {
      send: (letter, at) =>
        new Promise((resolve, reject) => {
          const id = sent++
          waiting.set(id, { resolve, reject })
          tell({ kind: 'send', id, connection, url, letter, at })
        }),
      close: () => {
        if (thread) tell({ kind: 'close', connection })
      },
    }
  }
}
