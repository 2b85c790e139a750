/** Which tasks a list shows, as rules. */
import type { Session } from '../../shared/api/session.ts'
import type { Rule } from '../../shared/rules.ts'

/** What is still to be done by these people; `null` for everybody. Tasks put off are not due before their day. */
export function openRule(owners: readonly string[] | null): Rule {
  return { all: [{ field: 'state', is: 'is', value: 'open' }, ...ownedBy(owners)] }
}

/** Open, past their time and not put off. */
export function overdueRule(owners: readonly string[] | null, now: Date): Rule {
  const at = now.toISOString()
  return {
    all: [
      { field: 'state', is: 'is', value: 'open' },
      { field: 'dueAt', is: 'before', value: at },
      {
        any: [
          { field: 'snoozedUntil', is: 'empty' },
          { field: 'snoozedUntil', is: 'before', value: at },
        ],
      },
      ...ownedBy(owners),
    ],
  }
}

/** Tasks that are over, however they ended; `null` for everybody's. */
export function closedRule(owners: readonly string[] | null): Rule {
  return { all: [{ field: 'state', is: 'is-not', value: 'open' }, ...ownedBy(owners)] }
}

const ownedBy = (owners: readonly string[] | null): readonly Rule[] =>
  owners === null ? [] : [{ field: 'owner', is: 'one-of', value: [...owners] }]

/** Whose work is that of the signed-in person: their own, and of those they stand in for. */
export const ownersOf = ({ id, standsFor }: Session['user']): readonly string[] => [id, ...standsFor.map((one) => one.id)]
