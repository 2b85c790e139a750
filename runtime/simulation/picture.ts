/** What a world has come to, without what may differ between two ways to the same end: ids, times and tries. */
import type { Life } from './life.ts'

/** In words that can be compared, in an order of their own. */
export function pictureOf({ audit, outside }: Life): readonly string[] {
  const rows = (name: string, sql: string): string[] => audit.all(sql).map((row) => `${name} ${JSON.stringify(Object.values(row))}`)
  const trails = new Map<string, string[]>()
  for (const { run, node, visit, outcome } of audit.steps()) trails.set(run, [...(trails.get(run) ?? []), `${node}/${visit} ${outcome}`])
  return [
    ...rows('contact', 'select id, stage, score, need, unsubscribedAt is null, bouncedAt is null from contact'),
    ...rows('task', 'select contact, title, state, node from task'),
    ...rows('note', 'select contact, text from note'),
    ...rows('points', 'select contact, points, reason from scoreEvent'),
    ...rows('message', 'select contact, direction, subject, state from message'),
    ...rows('notification', `select owner, said ->> 'code', contact from notification`),
    ...rows('delivery', `select effect ->> 'kind', state, node, contact from deliveries`),
    ...rows('suggestion', 'select node, status, decidedBy, reason from suggestions'),
    ...rows('run', `select workflow, subject, state, ended ->> 'code', paused from runs`),
    ...rows('position', 'select node, state, problem is null from positions'),
    ...rows('event', `select kind, state, about is null, count(*) from events group by 1, 2, 3`),
    ...[...trails.values()].map((trail) => `trail ${trail.toSorted().join(', ')}`),
    // What its author takes as sent may not have been.
    ...new Set(
      outside.handed
        .filter(({ letter }) => letter.whenUnknown !== 'assume-sent')
        .map(({ letter }) => `handed over to ${letter.to}: ${letter.subject}`),
    ),
  ].toSorted()
}
