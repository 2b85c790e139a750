/** Which tasks a list shows, as rules. */
import type { Rule } from '../../shared/rules.ts'

/** What a person still has to do; `null` for everybody. Tasks put off are not due before their day. */
export function openRule(owner: string | null): Rule {
  return { all: [{ field: 'state', is: 'is', value: 'open' }, ...ownedBy(owner)] }
}

/** Open, past their time and not put off. */
export function overdueRule(owner: string | null, now: Date): Rule {
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
      ...ownedBy(owner),
    ],
  }
}

/** Tasks that are over, however they ended; `null` for everybody's. */
export function closedRule(owner: string | null): Rule {
  return { all: [{ field: 'state', is: 'is-not', value: 'open' }, ...ownedBy(owner)] }
}

const ownedBy = (owner: string | null): readonly Rule[] => (owner === null ? [] : [{ field: 'owner', is: 'is', value: owner }])
