/** Everything outside the house: a mail server and other programs. They remember what has reached them, and under which key. */
import type { SendEmail } from '../../shared/effects.ts'
import type { Delivered, Deliverer } from '../engine/deliverer.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { letterDeliverer } from '../mail/letter-deliverer.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { callDeliverer } from '../outside/call-deliverer.ts'
import { OutsideProblem } from '../outside/way-out.ts'
import { type Fate, type LifeLine, never } from './faulty-store.ts'
import type { PostAnswer, SimulatedWorld } from './simulated-world.ts'

/** A letter that was handed to the mail server. `arrived`: its reader has it now. */
interface Handed {
  readonly letter: SendEmail
  readonly at: Date
  readonly arrived: boolean
  /** What was known of its reader at that moment. */
  readonly contact: Readonly<Record<string, unknown>> | null
}

/** A call that another program has got. */
interface Called {
  readonly key: string
  readonly url: string
}

/** It stays while processes come and go. */
export interface Outside {
  readonly handed: Handed[]
  readonly called: Called[]
  /** How one life of the process speaks with it. */
  deliverers(life: LifeLine): readonly Deliverer[]
}

interface OutsideParts {
  readonly world: SimulatedWorld
  readonly fate: Fate
  readonly now: () => Date
  /** A contact as it is committed. */
  readonly contact: (id: string) => Readonly<Record<string, unknown>> | null
}

/** The answers follow from the world alone: by reader or host, and by the number of the try. */
export function openOutside({ world, fate, now, contact }: OutsideParts): Outside {
  const handed: Handed[] = []
  const called: Called[] = []
  const tries = new Map<string, number>()

  /** The answer to the next try under this key; the last one stands for all further ones. */
  function next<Answer>(key: string, answers: readonly Answer[] | undefined, usual: Answer): Answer {
    const number = tries.get(key) ?? 0
    tries.set(key, number + 1)
    return answers?.[Math.min(number, answers.length - 1)] ?? usual
  }

  async function send(letter: SendEmail, life: LifeLine): Promise<Delivered> {
    if (life.isDead) return never
    const person = world.people.find(({ id }) => id === letter.contact)
    const answer = next(letter.id, person?.post, 'sent')
    handed.push({ letter, at: now(), arrived: answer === 'sent' || answer === 'lost', contact: contact(letter.contact) })
    if (fate.diesAfterCall()) life.die()
    if (life.isDead) return never
    if (answer === 'throws') throw new Error('The mail server speaks in riddles')
    return deliveredBy[answer](letter)
  }

  return {
    handed,
    called,
    deliverers: (life) => [
      letterDeliverer(links, { send: (letter) => send(letter, life), close: () => {} }, addressMarks(markSecret)),
      callDeliverer(
        async ({ url, headers }) => {
          if (life.isDead) return never
          const { host } = new URL(url)
          const key = headers['idempotency-key'] ?? ''
          const answer = next(key, world.hosts[host], 'ok')
          if (answer !== 'unreachable') called.push({ key, url })
          if (fate.diesAfterCall()) life.die()
          if (life.isDead) return never
          if (answer === 'unreachable' || answer === 'timeout') throw new OutsideProblem(answer, host)
          return { status: { ok: 200, busy: 503, refused: 400 }[answer], headers: {}, body: '' }
        },
        (text) => text,
      ),
    ],
  }
}

/** What addresses of erased people are remembered by. */
export const markSecret = 'simulated'

const links = linkTokens('simulation')

const unclear: Delivered = { kind: 'unknown', problem: { code: 'delivery-unknown' } }

const deliveredBy: Readonly<Record<Exclude<PostAnswer, 'throws'>, (letter: SendEmail) => Delivered>> = {
  sent: ({ id }) => ({ kind: 'done', result: { state: 'sent', message: id } }),
  later: () => ({ kind: 'again', problem: { code: 'smtp-later' } }),
  refused: () => ({ kind: 'failed', result: 'failed', problem: { code: 'smtp-refused' } }),
  bounced: () => ({ kind: 'failed', result: 'bounced', problem: { code: 'smtp-bounced' } }),
  unclear: () => unclear,
  lost: () => unclear,
}
