/** How much waits for whom. */

interface Person {
  readonly id: string
  readonly name: string
}

/** One line of the list: a colleague, or those whom nobody was asked for. */
export interface Colleague {
  /** Null: nobody was asked in particular. */
  readonly id: string | null
  readonly name: string | null
  readonly suggestions: number
  readonly tasks: number
}

/** Suggestions that are open and tasks that are overdue, by who should see to them; most work first. */
export function workByColleague(
  suggestions: readonly { readonly assignee: Person | null }[],
  taskOwners: readonly (Person | null)[],
): readonly Colleague[] {
  const found = new Map<string | null, Colleague>()
  const count = (person: Person | null, work: 'suggestions' | 'tasks') => {
    const id = person?.id ?? null
    const before = found.get(id) ?? { id, name: person?.name ?? null, suggestions: 0, tasks: 0 }
    found.set(id, { ...before, [work]: before[work] + 1 })
  }
  for (const { assignee } of suggestions) count(assignee, 'suggestions')
  for (const owner of taskOwners) count(owner, 'tasks')
  return [...found.values()].sort((one, other) => other.suggestions + other.tasks - one.suggestions - one.tasks)
}
