/**
 * A letter a day at most, to those who wish it: what has waited for more than four of their working hours, with links to
 * everything it rests on. What was written about once is not written about again, and what somebody has handled is left
 * out. A link in it only opens.
 */
import { isJsonObject } from '../../shared/json.ts'
import { escapeMarks } from '../../shared/letter-marks.ts'
import { noticeKinds, readWishes, wishesSetting } from '../../shared/notices.ts'
import { addressOf } from '../../shared/record-address.ts'
import { say } from '../../shared/say.ts'
import { addDays, dayIn, startOfDay } from '../../shared/time.ts'
import { addWorkingTime, nextOpen, readCalendar, usualCalendar, type WorkCalendar } from '../../shared/work-calendar.ts'
import { personNamed } from '../http/access.ts'
import type { Parts } from '../http/parts.ts'
import type { Person } from '../http/rights.ts'
import { nextStandIn, standInsOf } from '../http/stand-ins.ts'
import { mailboxFor, ownLetter } from '../mail/own-letter.ts'
import { type PerPerson, perPerson } from './per-person.ts'
import { type WaitingItem, waitingItems } from './waiting-items.ts'

/** A companion of the pump that writes to people. */
export interface Digest extends PerPerson {
  /** Learns who wishes letters. */
  start(): Promise<void>
  /** Somebody has other wishes now. */
  wish(user: string): Promise<void>
}

/** By working time of the one it waits for. */
const waitsFor = 'PT4H'
/** After the mail server took nothing. */
const again = 60 * 60_000

const mailedSetting = (user: string): string => `mailed:${user}`

/** Writes to nobody before `start`. */
export function openDigest(parts: Parts, onError: (error: unknown) => void): Digest {
  const rounds = perPerson({
    now: parts.clock.now,
    poke: () => parts.engine.pump.poke(),
    standIns: (user) => standInsOf(user, parts),
    visit,
    onError,
  })

  async function visit(user: string, now: Date): Promise<Date | null> {
    const person = await personNamed(user, parts, { scopes: [] })
    const kinds = await kindsOf(user)
    if (!person || kinds.size === 0) {
      rounds.leave(user)
      return null
    }
    const mailed = await mailedTo(user)
    const open = await waitingItems(person, parts)
    const fresh = open.filter(({ key, kind }) => kinds.has(kind) && !mailed.keys.has(key))
    if (fresh.length === 0) return nextStandIn(user, parts)
    const calendar = await calendarOf(person, parts)
    const ripeAt = new Map(fresh.map((item) => [item, addWorkingTime(item.since, waitsFor, calendar) ?? item.since]))
    const first = new Date(Math.min(...[...ripeAt.values()].map((at) => at.getTime())))
    const morning = mailed.on === dayIn(now, calendar.zone) ? nextOpen(startOfDay(addDays(mailed.on, 1), calendar.zone), calendar) : null
    const due = morning && morning > first ? morning : first
    if (due > now) return due
    const ripe = fresh.filter((item) => (ripeAt.get(item) ?? now) <= now)
    if (!(await sendTo(person, ripe, now))) return new Date(now.getTime() + again)
    const stillOpen = open.filter(({ key }) => mailed.keys.has(key))
    const value = { keys: [...stillOpen, ...ripe].map(({ key }) => key), on: dayIn(now, calendar.zone) }
    await parts.submit({ ops: [{ op: 'setting', key: mailedSetting(user), value }] })
    return now
  }

  async function kindsOf(user: string): Promise<ReadonlySet<string>> {
    const { kinds } = readWishes(await parts.store.setting(wishesSetting(user)))
    return new Set(noticeKinds.filter((kind) => kinds[kind] === 'mail'))
  }

  async function mailedTo(user: string): Promise<{ readonly keys: ReadonlySet<string>; readonly on: string }> {
    const stored = await parts.store.setting(mailedSetting(user))
    if (!isJsonObject(stored) || !Array.isArray(stored['keys'])) return { keys: new Set(), on: '' }
    return { keys: new Set(stored['keys'].map(String)), on: String(stored['on'] ?? '') }
  }

  async function sendTo(person: Person, items: readonly WaitingItem[], now: Date): Promise<boolean> {
    const mailbox = await mailboxFor(person.id, parts.store, now)
    if (!mailbox) return false
    const { baseUrl } = parts.settings
    const from = String(mailbox['name'] ?? 'Tandem')
    const letter = ownLetter({ content: contentFor(person, items, baseUrl), signature: '', mailbox, from, to: person.email, baseUrl })
    return (await parts.mail.post.send(letter, now)).kind === 'done'
  }

  async function wish(user: string): Promise<void> {
    if ((await kindsOf(user)).size === 0) return rounds.leave(user)
    rounds.listen(user, parts.clock.now())
    parts.engine.pump.poke()
  }

  return {
    ...rounds,
    wish,
    async start() {
      const users = await parts.store.ids('user', { field: 'active', is: 'yes' }, { limit: 10_000, now: parts.clock.now() })
      for (const user of users) await wish(user)
    },
  }
}

async function calendarOf({ id, department, zone }: Person, { store, company, clock }: Parts): Promise<WorkCalendar> {
  const [user, team] = [await store.record('user', id), department === null ? null : await store.record('department', department)]
  const named = user?.['calendar'] ?? team?.['calendar']
  const own = typeof named === 'string' ? await store.record('calendar', named) : null
  const rule = { field: 'key', is: 'is', value: 'company' } as const
  const usual = own ?? (await store.list({ entity: 'calendar', rule, limit: 1, now: clock.now() })).items[0]
  return readCalendar(usual) ?? usualCalendar(zone ?? (await company.settings())?.zone ?? 'UTC')
}

/** Each item in its sentence, and below it everything it rests on, by name. */
function contentFor({ language, zone }: Person, items: readonly WaitingItem[], baseUrl: string) {
  const linked = ({ links }: WaitingItem) =>
    links
      .flatMap(({ entity, id, title }) => {
        const to = addressOf(entity, id)
        return to === null ? [] : [`[${escapeMarks(title === '' ? opened[language] : title)}](${baseUrl}${to})`]
      })
      .join(' · ')
  const subject = say({ code: 'several-wait', with: { count: items.length } }, language)
  const blocks = items.map((item) => ({
    kind: 'text' as const,
    text: `${escapeMarks(say(item.said, language, zone ?? undefined))}\n${linked(item)}`,
  }))
  const ending = { kind: 'text', text: `[${wishesWords[language]}](${baseUrl}/settings/notices)` } as const
  return { subject, blocks: [...blocks, { kind: 'divider' } as const, ending], questions: [], category: 'service' as const, language }
}

const opened = { en: 'Open', ru: 'Открыть' }
const wishesWords = { en: 'What you are told of, and how', ru: 'О чём вам сообщать и как' }
