/** The browsers that show notices on the screen: which they are, by person, and how a message gets there. */
import type { Json } from '../../shared/json.ts'
import { isJsonObject } from '../../shared/json.ts'
import { OutsideProblem, type WayOut } from '../outside/way-out.ts'
import type { Sealing } from '../sealed.ts'
import type { Reads, Unit, UnitResult } from '../store/port.ts'
import { encryptFor, newPushKeys, type PushKeys, type PushSubscription, pushHeaders } from './push-message.ts'

/** Subscriptions are kept by user; a browser that its maker has forgotten is dropped when that is told. */
export interface Push {
  /** What browsers name when they subscribe; made when somebody asks for it first. */
  publicKey(): Promise<string>
  subscriptions(user: string): Promise<readonly PushSubscription[]>
  /** The same browser once more takes the place of itself. */
  subscribe(user: string, subscription: PushSubscription): Promise<void>
  unsubscribe(user: string, endpoints: readonly string[]): Promise<void>
  /** `gone`: nobody listens there any more. What fails for another reason is not tried again: the notice is in the product, too. */
  send(subscription: PushSubscription, text: string): Promise<'sent' | 'gone' | 'failed'>
}

interface PushOptions {
  readonly store: Pick<Reads, 'setting'>
  readonly submit: (unit: Unit) => Promise<UnitResult>
  readonly sealing: Sealing
  readonly wayOut: WayOut
  /** The address of the installation; push services may want to know who sends. */
  readonly baseUrl: string
}

const keysSetting = 'push-keys'
/** What the private key is sealed for: it never leaves the house. */
const sealedFor = 'push.tandem.invalid'
/** Of one person; the oldest give way. */
const mostBrowsers = 10

const settingOf = (user: string): string => `push:${user}`

/** Opens nothing by itself: keys are made at the first question for them. */
export function openPush({ store, submit, sealing, wayOut, baseUrl }: PushOptions): Push {
  let making: Promise<PushKeys> | null = null

  async function keys(): Promise<PushKeys> {
    const stored = await store.setting(keysSetting)
    if (isJsonObject(stored) && typeof stored['publicKey'] === 'string' && typeof stored['privateKey'] === 'string')
      return { publicKey: stored['publicKey'], privateKey: sealing.open(stored['privateKey'], sealedFor) }
    const made = newPushKeys()
    await submit({
      ops: [
        { op: 'setting', key: keysSetting, value: { publicKey: made.publicKey, privateKey: sealing.seal(made.privateKey, sealedFor) } },
      ],
    })
    return made
  }

  const known = () => {
    making ??= keys().catch((error) => {
      making = null
      throw error
    })
    return making
  }

  async function subscriptions(user: string): Promise<readonly PushSubscription[]> {
    const stored = await store.setting(settingOf(user))
    return Array.isArray(stored) ? (stored as unknown as PushSubscription[]) : []
  }

  async function change(user: string, next: (now: readonly PushSubscription[]) => readonly PushSubscription[]): Promise<void> {
    const value = next(await subscriptions(user)) as unknown as Json
    await submit({ ops: [{ op: 'setting', key: settingOf(user), value }] })
  }

  return {
    publicKey: async () => (await known()).publicKey,
    subscriptions,
    subscribe: (user, subscription) =>
      change(user, (now) => [...now.filter(({ endpoint }) => endpoint !== subscription.endpoint), subscription].slice(-mostBrowsers)),
    unsubscribe: (user, endpoints) => change(user, (now) => now.filter(({ endpoint }) => !endpoints.includes(endpoint))),
    async send(subscription, text) {
      const contact = baseUrl.startsWith('https:') ? baseUrl : 'mailto:tandem@localhost'
      try {
        const headers = pushHeaders(subscription.endpoint, await known(), contact, new Date())
        const body = encryptFor(subscription, text)
        const { status } = await wayOut({ method: 'POST', url: subscription.endpoint, headers, body })
        if (status === 404 || status === 410) return 'gone'
        return status < 300 ? 'sent' : 'failed'
      } catch (error) {
        if (error instanceof OutsideProblem) return error.kind === 'forbidden' || error.kind === 'bad-address' ? 'gone' : 'failed'
        throw error
      }
    },
  }
}
