/** Lets a world take its course, and looks on the way and at the end whether every promise was kept. */
import { pauseRun } from '../engine/edit-run.ts'
import type { Op } from '../store/port.ts'
import { publication } from '../testing/world.ts'
import { checkEnd } from './check-end.ts'
import { checkQuiet } from './check-quiet.ts'
import { happen } from './happen.ts'
import { beginning, Life, type Replaced, template } from './life.ts'
import { Notes } from './notes.ts'
import type { Happening, SimulatedWorld } from './simulated-world.ts'

/** What came of a world. */
export interface Course {
  /** What was wrong, in words for whoever mends it; empty when all was well. */
  readonly problems: readonly string[]
  readonly commits: number
  readonly lives: number
}

/**
 * The same world takes the same course. With `replaced` parts it shows whether their faults are found; `atEnd` may look at
 * everything before it is gone.
 */
export async function simulate(world: SimulatedWorld, replaced: Replaced = {}, atEnd: (life: Life) => void = () => {}): Promise<Course> {
  const life = new Life(world, prepared(world), replaced, await template())
  const notes = new Notes()
  try {
    await withinReason(live(world, life, notes), life)
  } catch (error) {
    notes.wrong(`It broke down: ${error instanceof Error ? error.stack : String(error)}`)
  }
  atEnd(life)
  const course = { problems: notes.problems, commits: life.fate.commits, lives: life.lives }
  await life.bury()
  return course
}

async function live(world: SimulatedWorld, life: Life, notes: Notes): Promise<void> {
  await life.bear()
  let set = 0
  for (const [index, group] of atOnce(world.happenings).entries()) {
    // A moment of its own for each, so that nothing else comes due with it.
    const at = beginning.getTime() + (group[0]?.at ?? 0) * 60_000 + index + 1 + set
    await life.until(new Date(Math.max(at, life.now().getTime())))
    await Promise.all(group.map((one) => happen(one, { life, notes, isAlone: group.length === 1 })))
    for (const one of group) if (one.what === 'jump') set += one.minutes * 60_000
    await life.quiet()
    checkQuiet(life, notes)
    if (notes.problems.length > 0) return
  }
  await comeToRest(life, notes)
  checkEnd(world, life, notes)
}

/** The people of the world and what they have drawn, as they are in the beginning. */
function prepared({ people, workflows }: SimulatedWorld): Op[] {
  const contact = (id: string, fields: SimulatedWorld['people'][number]['fields']): Op => ({
    op: 'change',
    change: {
      change: 'create',
      entity: 'contact',
      id,
      revision: null,
      fields,
      cause: { kind: 'system', id: null, depth: 0 },
      at: beginning,
      quiet: true,
    },
  })
  return [
    ...people.map(({ id, fields }) => contact(id, fields)),
    ...workflows.flatMap((workflow) => publication(workflow, 'live', 1, beginning)),
  ]
}

/** Happenings of the same minute. */
function atOnce(happenings: readonly Happening[]): Happening[][] {
  const groups: Happening[][] = []
  for (const one of happenings) {
    const last = groups.at(-1)
    if (last?.[0]?.at === one.at) last.push(one)
    else groups.push([one])
  }
  return groups
}

const restDays = 21

/** Nothing goes wrong any more, whatever is paused goes on, and time passes. */
async function comeToRest(life: Life, notes: Notes): Promise<void> {
  life.fate.isOver = true
  const acting = { life, notes, isAlone: false }
  await happen({ what: 'go-on' }, acting)
  for (const { id } of life.audit.all(`select id from workflows where state = 'paused'`))
    await happen({ what: 'switch', workflow: String(id), to: 'off' }, acting)
  const paused = life.audit.all(`select id from runs where paused = 1 and state = 'active'`)
  for (const { id } of paused) await life.ask(() => life.engine.pump.perform(pauseRun(String(id), false, { id: 'vera', name: 'Vera' })))
  await life.until(new Date(life.now().getTime() + restDays * 24 * 3_600_000))
}

const stillMs = 60_000

/** A promise that is never kept would end the process without a word. */
function withinReason(work: Promise<void>, { fate }: Life): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const stands = new Promise<never>((_, reject) => {
    let before = -1
    timer = setInterval(() => {
      if (fate.commits === before) reject(new Error(`Nothing has been committed for ${stillMs} ms`))
      before = fate.commits
    }, stillMs)
  })
  return Promise.race([work, stands]).finally(() => clearInterval(timer))
}
