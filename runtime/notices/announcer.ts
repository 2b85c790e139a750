/**
 * Tells people on their screens what waits for them, one message for each item, several together when there are many, and
 * none while it is quiet. What was told is kept, so that a restart tells nothing twice; what somebody has handled in the
 * meantime is not told at all. It is driven by the pump, as a companion.
 */
import { isJsonObject, type Json } from '../../shared/json.ts'
import { comeTogether, quietUntil, readWishes, stillRecent, wishesSetting } from '../../shared/notices.ts'
import { addressOf } from '../../shared/record-address.ts'
import { say } from '../../shared/say.ts'
import { personNamed } from '../http/access.ts'
import type { Parts } from '../http/parts.ts'
import type { Person } from '../http/rights.ts'
import { nextStandIn, standInsOf } from '../http/stand-ins.ts'
import { type PerPerson, perPerson } from './per-person.ts'
import type { Push } from './push.ts'
import { type WaitingItem, waitingItems } from './waiting-items.ts'

/** A companion that also hears of screens that come and go. */
export interface Announcer extends PerPerson {
  /** Learns who has screens, and looks what waits for them. */
  start(): Promise<void>
  /** From now on somebody is told; what waits already they know. */
  begin(user: string): Promise<void>
}

interface Told {
  /** Of what is still open. */
  readonly keys: ReadonlySet<string>
  readonly shown: readonly Date[]
}

const toldSetting = (user: string): string => `told:${user}`

/** Tells nobody before `start`. */
export function openAnnouncer(parts: Parts, push: Push, onError: (error: unknown) => void): Announcer {
  const rounds = perPerson({
    now: parts.clock.now,
    poke: () => parts.engine.pump.poke(),
    standIns: (user) => standInsOf(user, parts),
    visit,
    onError,
  })

  async function visit(user: string, now: Date): Promise<Date | null> {
    const browsers = await push.subscriptions(user)
    const person = await personNamed(user, parts, { scopes: [] })
    if (browsers.length === 0 || !person) {
      rounds.leave(user)
      return null
    }
    const wishes = readWishes(await parts.store.setting(wishesSetting(user)))
    const quiet = quietUntil(now, wishes.quiet, await zoneOf(person, parts))
    if (quiet) return quiet
    const [open, told] = [await waitingItems(person, parts), await toldTo(user)]
    const fresh = open.filter(({ key }) => !told.keys.has(key))
    if (fresh.length === 0) return nextStandIn(user, parts)
    const loud = fresh.filter(({ kind }) => wishes.kinds[kind] === 'push')
    const messages = comeTogether(loud.length, told.shown, now) ? [together(loud, person)] : loud.map((item) => alone(item, person))
    const gone: string[] = []
    for (const browser of browsers)
      for (const message of messages) {
        if (gone.includes(browser.endpoint)) break
        if ((await push.send(browser, JSON.stringify(message))) === 'gone') gone.push(browser.endpoint)
      }
    if (gone.length > 0) await push.unsubscribe(user, gone)
    await keep(user, open, [...stillRecent(told.shown, now), ...messages.map(() => now)])
    return nextStandIn(user, parts)
  }

  async function toldTo(user: string): Promise<Told> {
    const stored = await parts.store.setting(toldSetting(user))
    const texts = (value: Json | undefined) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
    if (!isJsonObject(stored)) return { keys: new Set(), shown: [] }
    return { keys: new Set(texts(stored['keys'])), shown: texts(stored['shown']).map((at) => new Date(at)) }
  }

  const keep = async (user: string, open: readonly WaitingItem[], shown: readonly Date[]) => {
    const value = { keys: open.map(({ key }) => key), shown: shown.map((at) => at.toISOString()) }
    await parts.submit({ ops: [{ op: 'setting', key: toldSetting(user), value }] })
  }

  return {
    ...rounds,
    async start() {
      const now = parts.clock.now()
      const users = await parts.store.ids('user', { field: 'active', is: 'yes' }, { limit: 10_000, now })
      for (const user of users) if ((await push.subscriptions(user)).length > 0) rounds.listen(user, now)
      parts.engine.pump.poke()
    },
    async begin(user) {
      const person = await personNamed(user, parts, { scopes: [] })
      if (person) await keep(user, await waitingItems(person, parts), [])
      rounds.listen(user, null)
    },
  }
}

const zoneOf = async ({ zone }: Person, { company }: Parts): Promise<string> => zone ?? (await company.settings())?.zone ?? 'UTC'

/** What the page in the background shows, and where a click leads. A message with the `tag` of another takes its place. */
interface Message {
  readonly title: string
  readonly body: string
  readonly tag: string
  readonly url: string
}

const longestTitle = 150
const longestBody = 300

function alone({ key, said, links }: WaitingItem, { language, zone }: Person): Message {
  const names = [...new Set(links.slice(1).flatMap(({ title }) => (title === '' ? [] : [title])))]
  const url = links.flatMap(({ entity, id }) => addressOf(entity, id) ?? []).at(0) ?? '/'
  return { title: cut(say(said, language, zone ?? undefined), longestTitle), body: cut(names.join(' · '), longestBody), tag: key, url }
}

function together(items: readonly WaitingItem[], { language }: Person): Message {
  const areSuggestions = items.every(({ kind }) => kind === 'suggestion')
  const code = areSuggestions ? 'suggestions-wait' : 'several-wait'
  return { title: say({ code, with: { count: items.length } }, language), body: '', tag: 'together', url: areSuggestions ? '/inbox' : '/' }
}

const cut = (text: string, longest: number): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`)
