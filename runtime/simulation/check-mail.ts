/** Letters and calls, as those outside have got them: no copy too many, nobody who does not want any, one key for each call. */
import { grouped } from './grouped.ts'
import type { Life } from './life.ts'
import type { Notes } from './notes.ts'

const mostADay = 3
const dayMs = 24 * 3_600_000

/** Adds to `notes.problems` what is wrong with what has left the house. */
export function mailIsProper({ audit, outside }: Life, notes: Notes): void {
  const arrived = grouped(
    outside.handed.filter((one) => one.arrived),
    ({ letter }) => letter.id,
  )
  for (const [id, copies] of arrived) {
    const mayRepeat = copies[0]?.letter.whenUnknown === 'resend' || notes.resent.has(id)
    if (copies.length > 1 && !mayRepeat) notes.wrong(`The letter ${id} arrived ${copies.length} times`)
    const subjects = new Set(copies.map(({ letter }) => letter.frozen?.messageId))
    if (subjects.size > 1) notes.wrong(`The letter ${id} went out under ${subjects.size} Message-IDs`)
  }
  for (const { letter, contact } of outside.handed) {
    const isOffer = letter.category === 'offers'
    if (!contact) notes.wrong(`The letter ${letter.id} went to somebody who is not there`)
    else if (contact['archivedAt'] !== null) notes.wrong(`The letter ${letter.id} went to somebody in the archive`)
    else if (contact['bouncedAt'] !== null && contact['email'] === letter.to)
      notes.wrong(`The letter ${letter.id} went to an address that takes none`)
    else if (isOffer && contact['unsubscribedAt'] !== null) notes.wrong(`The letter ${letter.id} went to somebody who wants no offers`)
    else if (isOffer && contact['consentOffers'] !== 1) notes.wrong(`The letter ${letter.id} went to somebody who did not agree`)
  }
  if (!notes.hasJumped) capHeld(arrived, notes)
  keysAreStable({ audit, outside }, notes)
}

/** Letters that may have gone twice are counted as one that waits while they are tried again, so they are left out here. */
function capHeld(arrived: ReadonlyMap<string, readonly Life['outside']['handed'][number][]>, notes: Notes): void {
  const once = [...arrived.values()].flatMap(([one]) =>
    one && one.letter.whenUnknown !== 'resend' && !notes.resent.has(one.letter.id) ? one : [],
  )
  for (const { letter, at } of once) {
    const same = once.filter(
      (other) => other.letter.contact === letter.contact && other.at <= at && at.getTime() - other.at.getTime() < dayMs,
    )
    if (same.length > mostADay) notes.wrong(`${letter.contact} got ${same.length} letters within a day`)
  }
}

/** A program that was called can tell every repetition by its key, which is that of the delivery. */
function keysAreStable({ audit, outside }: Pick<Life, 'audit' | 'outside'>, notes: Notes): void {
  const known = new Set(audit.all(`select id from deliveries`).map(({ id }) => String(id)))
  for (const { key, url } of outside.called)
    if (!known.has(key) && !notes.removed.has(key)) notes.wrong(`${url} was called under the key ${key}, which is no delivery's`)
}
