/**
 * What one turn asks the store again and again, and the store answers alike: nothing is committed before the turn ends. A
 * thousand letters that go together ask for one mailbox, and whether a delivery may go asks three times for its run.
 */
import type { Fields } from '../../shared/node.ts'
import type { Reads } from '../store/port.ts'

/** Reads of which these few are made once for each question, and for all that is asked for by its id at one moment together; the others go through. Used for one turn. */
export function readOnce(reads: Reads): Reads {
  const answers = new Map<string, Promise<unknown>>()
  const once =
    <Question extends readonly unknown[], Answer>(name: string, read: (...question: Question) => Promise<Answer>) =>
    (...question: Question): Promise<Answer> => {
      const key = `${name} ${JSON.stringify(question)}`
      const known = answers.get(key)
      if (known) return known as Promise<Answer>
      const answer = read(...question)
      answers.set(key, answer)
      return answer
    }
  const recordsOf = new Map<string, ByIds<Fields & { readonly revision: number }>>()
  const records: Reads['records'] = (entity, ids) => {
    const read =
      recordsOf.get(entity) ??
      together(
        (ids) => reads.records(entity, ids),
        ({ id }) => id,
      )
    recordsOf.set(entity, read)
    return read(ids)
  }
  const kept: Pick<Reads, 'ids' | 'records' | 'runs' | 'setting' | 'suggestionOfPosition' | 'workflow'> = {
    ids: once('ids', reads.ids),
    records,
    runs: together(reads.runs, ({ run }) => run.id),
    setting: once('setting', reads.setting),
    suggestionOfPosition: together(reads.suggestionOfPosition, ({ position }) => position),
    workflow: once('workflow', reads.workflow),
  }
  return Object.assign(Object.create(reads), kept)
}

type ByIds<Item> = (ids: readonly string[]) => Promise<readonly Item[]>

/**
 * Reads what is found by ids: each id once, and those that are asked for at the same moment in one read. What belongs to
 * one id keeps its order, and the ids have that of the question.
 */
function together<Item>(read: ByIds<Item>, idOf: (item: Item) => string): ByIds<Item> {
  const known = new Map<string, Promise<readonly Item[]>>()
  let gathered: string[] = []
  let answer: Promise<ReadonlyMap<string, readonly Item[]>> | null = null

  async function readGathered(): Promise<ReadonlyMap<string, readonly Item[]>> {
    // Whoever asks at this moment has done so by then.
    await null
    const ids = gathered
    gathered = []
    answer = null
    const found = new Map<string, Item[]>()
    for (const item of await read(ids)) found.set(idOf(item), [...(found.get(idOf(item)) ?? []), item])
    return found
  }

  function one(id: string): Promise<readonly Item[]> {
    const asked = known.get(id)
    if (asked) return asked
    gathered.push(id)
    answer ??= readGathered()
    const own = answer.then((found) => found.get(id) ?? [])
    known.set(id, own)
    return own
  }

  return async (ids) => (await Promise.all(ids.map(one))).flat()
}
