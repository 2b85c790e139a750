/**
 * What threads of custom nodes are asked just now, written down before they are asked: a node that takes the whole
 * process along is known when the next one starts, and so are its tries.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Calls by their names: the print of the bundle that is asked, a space, and what it is asked. */
export interface UnderWay {
  /** Were calls under way when a process died, and not all of them have been answered since? */
  hasSuspects(): boolean
  /** How many processes have died while this was asked. */
  deaths(name: string): number
  begins(name: string): void
  /** Files that have changed, or are gone, begin anew. */
  forgetOthers(prints: readonly string[]): void
  /** It has been answered, or given up: its deaths are forgotten. */
  ends(name: string): void
}

/** Reads what the process before has left in the file, which need not be there. */
export function openUnderWay(file: string): UnderWay {
  const before = readNotes(file)
  const present = new Set<string>()
  const deaths = new Map(before.deaths)
  for (const name of before.present) deaths.set(name, (deaths.get(name) ?? 0) + 1)
  mkdirSync(dirname(file), { recursive: true })
  const write = () => writeFileSync(file, JSON.stringify({ present: [...present], deaths: [...deaths] }))
  return {
    forgetOthers(prints) {
      for (const name of deaths.keys()) if (!prints.some((print) => name.startsWith(`${print} `))) deaths.delete(name)
    },
    hasSuspects: () => deaths.size > 0,
    deaths: (name) => deaths.get(name) ?? 0,
    begins(name) {
      present.add(name)
      write()
    },
    ends(name) {
      deaths.delete(name)
      present.delete(name)
      write()
    },
  }
}

interface Notes {
  readonly present: readonly string[]
  readonly deaths: readonly (readonly [string, number])[]
}

/** A file that was being written when the process died tells nothing. */
function readNotes(file: string): Notes {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Notes
  } catch {
    return { present: [], deaths: [] }
  }
}
