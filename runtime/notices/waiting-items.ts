/** What waits for one person: suggestions to decide, tasks from flows, also of those they stand in for, notices they have not read. Each item once. */
import { entityNamed } from '../../shared/entities.ts'
import type { Json, Said } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { itemOf, kindOfNotice, type NoticeKind } from '../../shared/notices.ts'
import type { Rule } from '../../shared/rules.ts'
import type { Link } from '../../shared/suggestion.ts'
import type { Parts } from '../http/parts.ts'
import { linkTo } from '../http/record-list.ts'
import type { Person } from '../http/rights.ts'
import { subjectLink } from '../http/runs.ts'
import { seenLinks } from '../http/seen-links.ts'
import { theirs } from '../http/stand-ins.ts'
import { contentOf, openNotices } from './open-notices.ts'

/** One thing that somebody may be told of. `key` is the same for as long as it is the same thing. */
export interface WaitingItem {
  readonly key: string
  readonly kind: NoticeKind
  readonly said: Said
  readonly since: Date
  /** What it rests on and this person may open; the first is where one goes to handle it. */
  readonly links: readonly Link[]
}

const most = 200

/** Everything that is open for a person at this moment. What somebody else has handled is no longer among it. */
export async function waitingItems(person: Person, parts: Parts): Promise<readonly WaitingItem[]> {
  const items = new Map<string, WaitingItem>()
  const put = (item: WaitingItem) => void (items.has(item.key) || items.set(item.key, item))
  for (const item of await suggestionsOf(person, parts)) put(item)
  for (const item of await tasksOf(person, parts)) put(item)
  for (const item of await unreadOf(person, parts)) put(item)
  const all = [...items.values()]
  const seen = await seenLinks(
    all.flatMap(({ links }) => links),
    person,
    parts,
  )
  return all.map((item) => ({ ...item, links: item.links.map(seen).filter(({ hidden }) => !hidden) }))
}

/** Says of what is somebody else's, whose it is; `wrap` is the code of the sentence around it. */
function inPlace({ id }: Person, { store }: Parts, wrap: 'suggestion-in-place' | 'task-in-place') {
  const names = new Map<string, Promise<string>>()
  const nameOf = (user: string) => names.get(user) ?? store.record('user', user).then((found) => String(found?.['name'] ?? ''))
  return async (said: Said, owner: Json | undefined): Promise<Said> => {
    if (typeof owner !== 'string' || owner === id) return said
    const name = nameOf(owner)
    names.set(owner, name)
    return { code: wrap, with: { user: await name, what: said as unknown as Json } }
  }
}

async function suggestionsOf(person: Person, parts: Parts): Promise<readonly WaitingItem[]> {
  const now = parts.clock.now()
  const { items } = await parts.store.suggestions({ statuses: ['pending'], assignee: theirs(person), limit: most })
  const saying = inPlace(person, parts, 'suggestion-in-place')
  const open = items.filter(({ laterUntil }) => laterUntil === null || laterUntil <= now)
  return Promise.all(
    open.map(async (row): Promise<WaitingItem> => {
      const subject = await subjectLink(row.subjectEntity, row.subject, parts)
      const title = subject?.title ?? ''
      return {
        key: `suggestion:${row.id}`,
        kind: 'suggestion',
        said: await saying({ code: 'suggestion-waits', with: { title } }, row.assignee),
        since: row.createdAt,
        links: [
          { entity: 'suggestion', id: row.id, title },
          ...(subject ? [subject] : []),
          ...row.links.filter((link) => link.id !== subject?.id),
        ],
      }
    }),
  )
}

/** Those that a flow has made; what people give each other they tell each other. */
async function tasksOf(person: Person, parts: Parts): Promise<readonly WaitingItem[]> {
  const { store, clock } = parts
  const rule: Rule = {
    all: [
      { field: 'owner', is: 'one-of', value: [...theirs(person)] },
      { field: 'state', is: 'is', value: 'open' },
      { field: 'run', is: 'not-empty' },
    ],
  }
  const saying = inPlace(person, parts, 'task-in-place')
  const { items } = await store.list({ entity: 'task', rule, limit: most, sort: '-createdAt', now: clock.now() })
  return Promise.all(
    items.map(async (task): Promise<WaitingItem> => {
      const title = String(task['title'] ?? '')
      return {
        key: `task:${task.id}`,
        kind: 'task',
        said: await saying({ code: 'task-assigned', with: { title } }, task['owner']),
        since: new Date(String(task['createdAt'])),
        links: [{ entity: 'task', id: task.id, title }, ...(await aroundTask(task, store))],
      }
    }),
  )
}

const around = ['contact', 'company', 'deal', 'order', 'invoice', 'product'] as const

async function aroundTask(task: Fields, store: Parts['store']): Promise<readonly Link[]> {
  const links: Link[] = []
  for (const name of around) {
    const id = task[name]
    const record = typeof id === 'string' ? await store.record(name, id) : null
    if (record) links.push(linkTo(entityNamed(name), record))
  }
  return links
}

async function unreadOf(person: Person, parts: Parts): Promise<readonly WaitingItem[]> {
  const open = await openNotices(person.id, parts.store, parts.clock.now())
  return open.map((notice) => {
    const { said, links } = contentOf(notice)
    const item = itemOf(said.code, links)
    // A reminder is told each time; who gave what is told once with what was given.
    const key = item?.entity === 'suggestion' ? `suggestion:${item.id}` : `notice:${notice.id}`
    return {
      key,
      kind: kindOfNotice(said.code),
      said,
      since: new Date(String(notice['createdAt'])),
      links: item ? [item, ...links.filter(({ id }) => id !== item.id)] : links,
    }
  })
}
