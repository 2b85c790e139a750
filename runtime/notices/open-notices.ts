/** Notices that are still worth reading: not read, and what they are about has not been handled by anybody. */
import type { Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { itemOf } from '../../shared/notices.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Reads } from '../store/port.ts'

/** Of the unread ones, the latest. */
const most = 200

/** What a stored notice says, and its links. */
export const contentOf = (notice: Fields): { readonly said: Said; readonly links: readonly Link[] } => ({
  said: notice['said'] as unknown as Said,
  links: (Array.isArray(notice['links']) ? notice['links'] : []) as unknown as Link[],
})

/** The unread notices of a user about things that are still open, newest first. */
export async function openNotices(
  user: string,
  store: Pick<Reads, 'list' | 'suggestion' | 'record'>,
  now: Date,
): Promise<readonly Fields[]> {
  const rule = {
    all: [
      { field: 'owner', is: 'is', value: user },
      { field: 'readAt', is: 'empty' },
    ],
  } as const
  const { items } = await store.list({ entity: 'notification', rule, limit: most, now })
  const handled = await handledAmong(items, store)
  return items.filter(({ id }) => !handled.has(id))
}

/** Ids of those notices whose suggestion or task has been handled, whoever did. */
export async function handledAmong(notices: readonly Fields[], store: Pick<Reads, 'suggestion' | 'record'>): Promise<ReadonlySet<string>> {
  const handled = new Set<string>()
  for (const notice of notices) {
    const { said, links } = contentOf(notice)
    const item = itemOf(said.code, links)
    if (item && !(await isOpen(item, store))) handled.add(notice.id)
  }
  return handled
}

async function isOpen({ entity, id }: Link, store: Pick<Reads, 'suggestion' | 'record'>): Promise<boolean> {
  if (entity === 'suggestion') return (await store.suggestion(id))?.status === 'pending'
  const task = await store.record('task', id)
  return task !== null && task['state'] === 'open' && !task['archivedAt']
}
