import type { Notify } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import { idFor } from '../../shared/seed.ts'
import type { Link } from '../../shared/suggestion.ts'
import { askRecord } from '../engine/asking.ts'
import { ownerOf, peopleMeant } from '../engine/people.ts'
import { linkTo } from '../engine/scene.ts'
import { changes } from './changes.ts'
import type { EffectHandler } from './effect.ts'

/** Tells everybody who is meant, each with links to the records it rests on. */
export const notify: EffectHandler<Notify> = function* ({ id, to, text, about }, context) {
  const people = yield* peopleMeant(to, yield* ownerOf(context.subjectEntity, context.subject))
  const links: Link[] = []
  for (const [entity, record] of Object.entries(about)) {
    const found = yield* askRecord(entity, record)
    if (found) links.push(linkTo(entity, found))
  }
  return yield* changes(
    people.map((person) => ({
      change: 'create',
      entity: 'notification',
      id: idFor(id, person.id, context.now),
      fields: {
        owner: person.id,
        said: { code: 'text', with: { text } },
        text,
        links: links as unknown as Json,
        contact: about['contact'] ?? null,
      },
    })),
    context,
  )
}
