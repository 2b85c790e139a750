/** What people of the team are told of and how: kinds of notices, what each person wants of them, and when it is quiet. */
import { isJsonObject, type Json } from './json.ts'
import type { Link } from './suggestion.ts'
import { addDays, dayIn, localTime, timeIn } from './time.ts'

/**
 * `suggestion`: waits for a decision; `task`: has to be done; `client`: somebody wrote, a letter came back; `told`: what a
 * flow tells by its own words; `flow`: how flows are doing.
 */
export const noticeKinds = ['suggestion', 'task', 'client', 'told', 'flow'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/**
 * `off`: not at all; `app`: in the product, where one looks; `push`: also on the screen of the computer or phone; `mail`: also
 * in a letter a day, of what has waited for long.
 */
export const noticeWays = ['off', 'app', 'push', 'mail'] as const

export type NoticeWay = (typeof noticeWays)[number]

/** What a person wants. `quiet`: from and to by the clock of their zone, over midnight too; null for never. */
export interface NoticeWishes {
  readonly kinds: Readonly<Record<NoticeKind, NoticeWay>>
  readonly quiet: { readonly from: string; readonly to: string } | null
}

/** What holds until somebody wishes otherwise. */
export const usualWishes: NoticeWishes = {
  kinds: { suggestion: 'push', task: 'push', client: 'push', told: 'push', flow: 'app' },
  quiet: { from: '20:00', to: '08:00' },
}

/** Where the wishes of a person are kept. */
export const wishesSetting = (user: string): string => `notices:${user}`

/** Reads what is stored; what cannot be read is as usual. */
export function readWishes(stored: Json | undefined): NoticeWishes {
  if (!isJsonObject(stored)) return usualWishes
  const { kinds, quiet } = stored
  const wayOf = (kind: NoticeKind): NoticeWay =>
    noticeWays.find((way) => isJsonObject(kinds) && kinds[kind] === way) ?? usualWishes.kinds[kind]
  return {
    kinds: Object.fromEntries(noticeKinds.map((kind) => [kind, wayOf(kind)])) as Record<NoticeKind, NoticeWay>,
    quiet:
      isJsonObject(quiet) && isTime(quiet['from']) && isTime(quiet['to']) && quiet['from'] !== quiet['to']
        ? { from: quiet['from'], to: quiet['to'] }
        : null,
  }
}

const isTime = (value: Json | undefined): value is string => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)

const byBeginning: readonly (readonly [string, NoticeKind])[] = [
  ['suggestion', 'suggestion'],
  ['task-', 'task'],
  ['answers-ready', 'client'],
  ['reply-received', 'client'],
  ['new-lead', 'client'],
  ['letter-', 'client'],
  ['owner-changed', 'client'],
  ['work-', 'task'],
  ['stands-in', 'task'],
  ['text', 'told'],
]

/** The kind of a notice by the code of what it says. */
export const kindOfNotice = (code: string): NoticeKind => byBeginning.find(([beginning]) => code.startsWith(beginning))?.[1] ?? 'flow'

/** Until when it is quiet at an instant; null when it is not. */
export function quietUntil(at: Date, quiet: NoticeWishes['quiet'], zone: string): Date | null {
  if (!quiet) return null
  const { from, to } = quiet
  const [day, time] = [dayIn(at, zone), timeIn(at, zone)]
  const overNight = from > to
  const isQuiet = overNight ? time >= from || time < to : time >= from && time < to
  if (!isQuiet) return null
  const end = localTime(overNight && time >= from ? addDays(day, 1) : day, to, zone)
  return end && end > at ? end : null
}

/** So many in ten minutes come one by one; more come as one that tells how many. */
export const oneByOne = 3
const togetherMs = 10 * 60_000

/** The moments, of those at which something was shown lately, that still count. */
export const stillRecent = (shown: readonly Date[], now: Date): readonly Date[] =>
  shown.filter((at) => now.getTime() - at.getTime() < togetherMs)

/** Does a number of things come as one, when so much was shown lately? */
export const comeTogether = (count: number, shown: readonly Date[], now: Date): boolean => stillRecent(shown, now).length + count > oneByOne

/** What a notice is about, where that can be handled by somebody: the suggestion or the task among its links. */
export const itemOf = (code: string, links: readonly Link[]): Link | null =>
  ['suggestion-given', 'suggestion-waits', 'suggestion-in-place'].includes(code)
    ? (links.find(({ entity }) => entity === 'suggestion') ?? null)
    : ['task-assigned', 'task-due', 'task-overdue', 'task-reminder', 'task-escalated', 'task-in-place'].includes(code)
      ? (links.find(({ entity }) => entity === 'task') ?? null)
      : null
