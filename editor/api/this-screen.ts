/** Notices on the screen of this browser, also while no page is open: whether it can, whether it does, beginning and ending. */
import type { PushKey } from '../../shared/api/notices.ts'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { workerBeside } from '../offline.ts'
import { remember, remembered } from '../ui/memory.ts'
import { api } from './client.ts'

/** `unable`: this browser cannot, or the page came without https; `forbidden`: its owner has said no to it. */
export type Screen = 'unable' | 'forbidden' | 'off' | 'on'

/** How it stands now. Asks nobody for anything. */
export async function screenNow(): Promise<Screen> {
  const registration = await worker()
  if (!registration) return 'unable'
  if (Notification.permission === 'denied') return 'forbidden'
  return (await registration.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the reader for permission and begins; answers how it stands then. Throws `ApiProblem`, and what the browser throws. */
export async function beginOnScreen(): Promise<Screen> {
  const registration = await worker()
  if (!registration) return 'unable'
  if ((await Notification.requestPermission()) !== 'granted') return screenNow()
  const { key } = await api.get<PushKey>('/api/push-key')
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  await api.put('/api/push-subscriptions', { endpoint, keys })
  return screenNow()
}

/** Ends it for whoever is signed in; does nothing where nothing was begun. */
export async function endOnScreen(): Promise<void> {
  const subscription = await (await worker())?.pushManager.getSubscription()
  if (!subscription) return
  await api.put('/api/push-subscriptions/end', { endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}

/** Takes away what the screen still shows of a suggestion that somebody has decided. */
export async function clearIfDecided(id: string): Promise<void> {
  const shown = (await (await worker())?.getNotifications({ tag: `suggestion:${id}` })) ?? []
  if (shown.length === 0) return
  const { status } = await api.get<SuggestionData>(`/api/suggestions/${id}`)
  if (status !== 'pending') for (const each of shown) each.close()
}

async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return undefined
  return (await workerBeside()) && navigator.serviceWorker.ready
}

const decidedKey = 'hasDecided'

/** Whoever has decided something here knows what there is to be told of; before that nobody is asked. */
export const hasDecided = (): boolean => remembered(decidedKey) !== null

/** Something was decided in this browser. */
export const rememberDecision = (): void => remember(decidedKey, 'yes')
