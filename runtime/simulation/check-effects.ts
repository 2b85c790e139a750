/** What steps say they have done, and what is there: each effect once, and nothing that no step speaks of. */
import type { Effect } from '../../shared/effects.ts'
import type { StepRow } from '../store/rows.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'

/** Adds to `notes.problems` where the two differ. */
export function whatWasDone(steps: readonly StepRow[], { audit }: Life, notes: Notes): void {
  const said = steps.flatMap(({ run, node, outcome, detail }) =>
    outcome === 'suggest' ? [] : ((detail['effects'] ?? []) as unknown as readonly Effect[]).map((effect) => ({ run, node, effect })),
  )
  const retried = new Set(steps.flatMap(({ run, node, outcome }) => (outcome === 'retried' ? [`${run} ${node}`] : [])))
  const named = new Set<string>()
  const points = new Map<string, number>()
  for (const { run, node, effect } of said) {
    if (effect.kind === 'add-score') points.set(`${run} ${node}`, (points.get(`${run} ${node}`) ?? 0) + 1)
    const table = tableOf[effect.kind]
    if (!table || !('id' in effect)) continue
    if (effect.id === '' && notes.forgotten.size > 0) continue
    // Tried again by a person, it is the same effect under the same key.
    if (named.has(effect.id) && !retried.has(`${run} ${node}`)) notes.wrong(`Run ${run}: ${node} did ${effect.kind} ${effect.id} twice`)
    named.add(effect.id)
    if (!audit.one(`select id from ${table} where id = ?`, effect.id))
      notes.wrong(`Run ${run}: ${node} says ${effect.kind} ${effect.id}, which is not there`)
  }
  const made = audit.all(
    `select entity, record, cause ->> 'id' as run, cause ->> 'node' as node from changes
     where field is null and cause ->> 'kind' = 'run' and entity in ('task', 'note', 'message', 'scoreEvent')`,
  )
  for (const { entity, record, run, node } of made) {
    // What it said has gone with its person; what it gave to others is theirs.
    if (notes.emptied.has(String(run))) continue
    if (entity === 'scoreEvent') points.set(`${run} ${node}`, (points.get(`${run} ${node}`) ?? 0) - 1)
    else if (!named.has(String(record))) notes.wrong(`Run ${run}: ${node} made the ${entity} ${record}, and no step says so`)
  }
  for (const [name, left] of points) if (left !== 0) notes.wrong(`Points of ${name}: ${left} more were said than given`)
  for (const { id } of audit.all('select id from deliveries'))
    if (!named.has(String(id))) notes.wrong(`No step speaks of the delivery ${id}`)
  sumsAreRight(audit, notes)
}

const tableOf: Readonly<Partial<Record<Effect['kind'], string>>> = {
  'create-task': 'task',
  'add-note': 'note',
  'send-email': 'deliveries',
  'call-http': 'deliveries',
}

/** The score of a contact is the sum of its lines. */
function sumsAreRight(audit: Life['audit'], notes: Notes): void {
  const wrong = `select c.id, c.score, coalesce(sum(s.points), 0) as lines from contact c left join scoreEvent s on s.contact = c.id
    group by c.id having coalesce(c.score, 0) <> lines`
  for (const { id, score, lines } of audit.all(wrong)) notes.wrong(`${id} has a score of ${score}, and lines of ${lines}`)
}
