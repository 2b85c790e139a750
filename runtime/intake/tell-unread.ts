/** Tells who draws flows that a hook got something in which nobody was found, though a live flow waits there for people. */
import type { Json, Said } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { askRecord } from '../engine/asking.ts'
import { peopleMeant } from '../engine/people.ts'
import type { Parts } from '../http/parts.ts'
import type { Op } from '../store/port.ts'
import type { Hook } from './doors.ts'

/** Each hook once a day, and looked at once a day: webhooks come by the thousand. */
const looked = new WeakMap<Parts, Set<string>>()
const dayMs = 86_400_000

/** `submission`: the first of the day in which nobody was found. Where no flow wants people nothing is wrong, and nobody is told. */
export async function tellUnread(hook: Pick<Hook, 'id' | 'key' | 'name'>, submission: string, parts: Parts): Promise<void> {
  const today = Math.floor(parts.clock.now().getTime() / dayMs)
  const key = `${today} ${hook.id}`
  const known = looked.get(parts) ?? new Set()
  if (known.has(key)) return
  for (const old of known) if (!old.startsWith(`${today} `)) known.delete(old)
  looked.set(parts, known.add(key))
  if (!(await wantsPeople(hook.key, parts))) return
  const day = new Date(today * dayMs)
  const said: Said = { code: 'hook-unread', with: { hook: hook.name } }
  const links: readonly Link[] = [{ entity: 'submission', id: submission, title: hook.name }]
  await parts.engine.pump.perform(function* ({ now }) {
    const makers = yield* peopleMeant({ who: 'role', role: 'marketer' }, null)
    const ops: Op[] = []
    for (const { id: owner } of makers.length > 0 ? makers : yield* peopleMeant({ who: 'role', role: 'admin' }, null)) {
      const id = idFor(`hook-unread ${hook.id}`, owner, day)
      if (yield* askRecord('notification', id)) continue
      const fields = { owner, said: said as unknown as Json, links: links as unknown as Json }
      const cause = { kind: 'outside', id: hook.id, depth: 0 } as const
      ops.push({ op: 'change', change: { change: 'create', entity: 'notification', id, revision: null, fields, cause, at: now } })
    }
    return { ops, value: null }
  })
}

/** Does a live flow that is about records begin at this hook? */
async function wantsPeople(path: string, { store }: Parts): Promise<boolean> {
  for (const { id, state, liveVersion } of await store.workflows()) {
    if (state !== 'live' || liveVersion === null) continue
    const content = (await store.version(`${id}:${liveVersion}`))?.content
    if (content && content.settings.subject !== null && content.nodes.some(({ params }) => params['hook'] === path)) return true
  }
  return false
}
