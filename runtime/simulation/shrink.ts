/** Makes a world that fails smaller: a list of it with fewer entries that still fails says more. */
import type { Course } from './simulate.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** How many worlds are tried at most. */
const mostTries = 400

/** The smallest world that was found in which `run` still has problems. */
export async function shrunk(world: SimulatedWorld, run: (world: SimulatedWorld) => Promise<Course>): Promise<SimulatedWorld> {
  let smallest = world
  let tries = 0
  const fails = async (candidate: SimulatedWorld): Promise<boolean> => {
    if (++tries > mostTries) return false
    const hasFailed = (await run(candidate)).problems.length > 0
    if (hasFailed) smallest = candidate
    return hasFailed
  }
  for (let before = ''; before !== sizeOf(smallest); ) {
    before = sizeOf(smallest)
    await fewer('faults', fails, () => smallest)
    await fewer('happenings', fails, () => smallest)
    await fewer('workflows', fails, () => smallest)
    await fewer('people', fails, () => smallest)
    await fewerNodes(fails, () => smallest)
  }
  return smallest
}

const sizeOf = ({ faults, happenings, workflows, people }: SimulatedWorld): string =>
  [faults, happenings, workflows, people, workflows.flatMap(({ nodes }) => nodes)].map((list) => list.length).join(' ')

type Fails = (world: SimulatedWorld) => Promise<boolean>
type ListOf = 'faults' | 'happenings' | 'workflows' | 'people'

/** Leaves out halves, then quarters, down to single entries. */
async function fewer(name: ListOf, fails: Fails, smallest: () => SimulatedWorld): Promise<void> {
  for (let size = Math.ceil(smallest()[name].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < smallest()[name].length; ) {
      const without = (smallest()[name] as readonly unknown[]).toSpliced(from, size)
      if (!(await fails({ ...smallest(), [name]: without }))) from += size
    }
  }
}

/** Leaves out a node with its lines; whoever led there ends there. */
async function fewerNodes(fails: Fails, smallest: () => SimulatedWorld): Promise<void> {
  for (let index = 0; index < smallest().workflows.length; index++) {
    const nodes = smallest().workflows[index]?.nodes ?? []
    for (const { id } of nodes.toReversed()) {
      const workflows = smallest().workflows.map((workflow, at) =>
        at !== index
          ? workflow
          : {
              ...workflow,
              nodes: workflow.nodes.filter((node) => node.id !== id),
              edges: workflow.edges.filter(({ from, to }) => from !== id && to !== id),
            },
      )
      await fails({ ...smallest(), workflows })
    }
  }
}
