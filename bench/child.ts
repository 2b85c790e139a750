/** Processes that the bench starts: a question goes in, an answer comes out, and none outlives the bench. */
import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A process that the bench has started. */
export interface Child {
  readonly pid: number
  /** Sends a message and resolves with the next answer; rejects when the process ends before. */
  ask<Answer>(message: object): Promise<Answer>
  /** Sends a message that is not answered. */
  tell(message: object): void
  end(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a file of this folder, or a program of its own by its whole path, without what this process was started with; `flags` are for Node. */
export function startChild(file: string, flags?: readonly string[]): Child {
  const child = fork(resolve(import.meta.dirname, file), flags ? { execArgv: [...flags] } : {})
  running.add(child)
  child.once('exit', () => running.delete(child))
  return {
    pid: child.pid ?? 0,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`${file} ended early`))
        child.once('exit', ended)
        child.once('message', (answer) => {
          child.off('exit', ended)
          resolve(answer as never)
        })
        child.send(message)
      }),
    tell: (message) => void child.send(message),
    end: () => ended(child, 'SIGTERM'),
  }
}

/** Asks a process to end; by force after ten seconds. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(force)
      resolve()
    })
    child.kill(signal)
  })
}

/** Seconds of processor time that a process has used. Linux; 0 elsewhere. */
export function cpuSeconds(pid: number): number {
  const stat = procFile(pid, 'stat')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

/** Resident memory in MiB. Linux; 0 elsewhere. */
export const residentMiB = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(procFile(pid, 'status'))?.[1] ?? 0) / 1024

/** How many files and sockets a process has open. Linux; 0 elsewhere. */
export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}
