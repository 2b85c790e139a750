/**
 * One worker thread for one file of custom nodes. It is asked one thing at a time, so that a call which hangs or kills the
 * thread is known, and everything behind it is asked of the next thread. The deadline runs from the moment of asking.
 */
import { Worker } from 'node:worker_threads'
import { isJsonObject, type Json, type Said } from '../../shared/json.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { messageOf } from '../thrown.ts'
import type { AwayAnswer, AwayCall } from './away.ts'
import type { WorkerMessage } from './custom-node-worker.ts'
import { wrongInNeeds, wrongInOutcome } from './outcome-check.ts'
import type { UnderWay } from './under-way.ts'

interface HostOptions {
  /** The bundle that the thread runs. */
  readonly bundle: string
  /** Tells this bundle from one of a file that was changed. */
  readonly print: string
  /** The author's file, as its people are told of it. */
  readonly file: string
  readonly deadlineMs: number
  /** Hears what the thread is asked, before it is asked, and when that is over. */
  readonly underWay: Pick<UnderWay, 'begins' | 'ends'>
}

/** Close it, or its thread goes on. */
export interface Host {
  readonly print: string
  /** The call as it is written down while it is under way. */
  nameOf(call: AwayCall): string
  types(): readonly AnyNodeType[]
  /** Never rejects. */
  ask(call: AwayCall): Promise<AwayAnswer>
  close(): Promise<void>
}

interface Waiting {
  readonly call: AwayCall
  /** Threads that have died while this was asked. */
  deaths: number
  resolve(answer: AwayAnswer): void
}

/** What the thread is asked just now. */
interface Present {
  readonly one: Waiting
  readonly id: number
  readonly timer: NodeJS.Timeout
}

const heapMb = 128
/** A thread may die of what an earlier call has left behind, so the one that is under way gets a second one. */
const mostDeaths = 2

/** Resolves when the file has been loaded; rejects with a sentence for its author when it cannot be used. */
export async function openHost({ bundle, print, file, deadlineMs, underWay }: HostOptions): Promise<Host> {
  let { worker, types } = await startWorker(bundle, deadlineMs)
  const queue: Waiting[] = []
  let present: Present | null = null
  let isAlive = true
  let isStarting = false
  let isClosed = false
  let asked = 0
  const nameOf = ({ key }: AwayCall) => `${print} ${key}`
  listen(worker)

  function listen(own: Worker): void {
    let why = ''
    own.on('message', hear)
    own.on('error', (error) => {
      why = messageOf(error)
    })
    own.on('exit', () => own === worker && died(why))
  }

  function hear(message: unknown): void {
    if (!present || !isAnswer(message, present.id)) return
    const { call } = present.one
    if (message.kind === 'problem') settle(present, problem(call, 'custom-node-threw', { message: message.message }))
    else if (message.kind === 'too-large') settle(present, problem(call, 'custom-node-too-large'))
    else settle(present, checked(call, message.value))
  }

  function checked(call: AwayCall, value: unknown): AwayAnswer {
    const field = call.call === 'run' ? wrongInOutcome(value) : wrongInNeeds(value)
    return field === null ? { ok: true, value } : problem(call, 'custom-node-wrong-answer', { field })
  }

  const problem = ({ type }: AwayCall, code: string, values: Said['with'] = {}): AwayAnswer => ({
    ok: false,
    problem: { code, with: { type, file, ...values } },
  })

  function settle({ one, timer }: Present, answer: AwayAnswer): void {
    clearTimeout(timer)
    underWay.ends(nameOf(one.call))
    one.resolve(answer)
    present = null
    next()
  }

  function next(): void {
    if (present || !isAlive) return
    const one = queue.shift()
    if (!one) return
    const id = asked++
    const timer = setTimeout(() => {
      settle(begun, problem(one.call, 'custom-node-too-slow', { seconds: deadlineMs / 1000 }))
      void worker.terminate()
    }, deadlineMs)
    const begun: Present = { one, id, timer }
    present = begun
    const { type, call, step } = one.call
    underWay.begins(nameOf(one.call))
    worker.postMessage({ id, type, call, step })
  }

  /** The next thread is started at once; what was under way is asked of it, unless it has killed enough of them. */
  function died(why: string): void {
    isAlive = false
    if (isClosed) return
    if (present) {
      const { one, timer } = present
      clearTimeout(timer)
      underWay.ends(nameOf(one.call))
      present = null
      one.deaths++
      if (one.deaths < mostDeaths) queue.unshift(one)
      else one.resolve(problem(one.call, 'custom-node-died', { message: why === '' ? 'process.exit' : why }))
    }
    void startAgain()
  }

  /** One at a time: of a second thread beside it nobody would hear that it has died. */
  async function startAgain(): Promise<void> {
    if (isStarting || isClosed) return
    isStarting = true
    try {
      const started = await startWorker(bundle, deadlineMs)
      if (isClosed) return void started.worker.terminate()
      ;({ worker, types } = started)
      listen(worker)
      isAlive = true
    } catch (error) {
      const message = messageOf(error)
      for (const one of queue.splice(0)) one.resolve(problem(one.call, 'custom-node-died', { message }))
    }
    isStarting = false
    next()
  }

  return {
    print,
    nameOf,
    types: () => types,
    ask: (call) =>
      new Promise((resolve) => {
        queue.push({ call, deaths: 0, resolve })
        // A thread that could not be started again is given another chance by the next who asks.
        if (isAlive) next()
        else void startAgain()
      }),
    async close() {
      isClosed = true
      if (present) {
        clearTimeout(present.timer)
        underWay.ends(nameOf(present.one.call))
      }
      await worker.terminate()
    },
  }
}

type Ready = Extract<WorkerMessage, { readonly kind: 'ready' }>
type Answer = Exclude<WorkerMessage, Ready>

// The thread is the author's, too, who may say anything in it: what is not of our form is not for us.
const isAnswer = (message: unknown, id: number): message is Answer => isJsonObject(message as Json) && (message as Answer).id === id
const isReady = (message: unknown): message is Ready => isJsonObject(message as Json) && Array.isArray((message as Ready).types)

function startWorker(bundle: string, deadlineMs: number): Promise<{ worker: Worker; types: readonly AnyNodeType[] }> {
  const worker = new Worker(bundle, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, stdout: false })
  worker.unref()
  return new Promise((resolve, reject) => {
    const refuse = (message: string) => {
      stopListening()
      worker.on('error', () => {})
      reject(new Error(message))
      void worker.terminate()
    }
    const timer = setTimeout(() => refuse(`The file did not load within ${deadlineMs / 1000} seconds`), deadlineMs)
    const failed = (error: unknown) => refuse(messageOf(error))
    const ended = () => refuse('The file ended its thread while it was loaded')
    const spoke = (message: unknown) => {
      if (!isReady(message)) return
      if (message.types.length === 0) return refuse('The file exports no node made by defineNode')
      const wrong = message.types.find((type) => type.wrong !== null)
      if (wrong) return refuse(`"${wrong.wrong}" of the node type "${(wrong.described as { type?: string }).type}" cannot be used`)
      stopListening()
      resolve({ worker, types: message.types.map(({ described, needs }) => standIn(described, needs)) })
    }
    const stopListening = () => {
      clearTimeout(timer)
      worker.off('error', failed).off('exit', ended).off('message', spoke)
    }
    worker.on('error', failed).on('exit', ended).on('message', spoke)
  })
}

/** The type as the palette and the engine know it. Its functions are in the worker; nobody calls these. */
function standIn(described: object, needs: boolean): AnyNodeType {
  const elsewhere = () => {
    throw new Error('This node is asked in its worker')
  }
  return { ...described, group: 'custom', run: elsewhere, ...(needs ? { needs: elsewhere } : {}) } as unknown as AnyNodeType
}
