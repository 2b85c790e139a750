/**
 * Hears from the server that something changed, and reads it again.
 *
 * A browser allows six connections to a server over HTTP/1.1, and a stream holds one for ever. So all tabs share one:
 * the tab that holds a lock listens and passes on what it hears; when it is closed, the next tab gets the lock.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { LiveNotice } from '../../shared/api/live.ts'
import { listed } from '../../shared/known.ts'
import { clearIfDecided } from './this-screen.ts'

const channelName = 'tandem-live'
/** Notices of one burst are answered by one round of reading. */
const gatherMs = 250

/** Starts listening; the returned function stops. */
export function listen(client: QueryClient): () => void {
  const stopped = new AbortController()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName)
  const hear = gathering((notices) => refresh(client, notices), stopped.signal)
  if (channel) channel.onmessage = ({ data }: MessageEvent<LiveNotice>) => hear(data)

  const follow = () =>
    stream(stopped.signal, (notice) => {
      hear(notice)
      channel?.postMessage(notice)
    })
  // Without locks (a page served over plain HTTP) each tab has to listen for itself.
  if (channel && globalThis.navigator?.locks) {
    navigator.locks.request(channelName, { signal: stopped.signal }, follow).catch(() => undefined)
  } else {
    void follow()
  }
  return () => {
    stopped.abort()
    channel?.close()
  }
}

/** Keeps a stream open until the signal; the browser reconnects by itself. A second `hello` means that something may have been missed. */
function stream(signal: AbortSignal, hear: (notice: LiveNotice) => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource('/api/live')
    let greeted = false
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const notice = JSON.parse(data) as LiveNotice
      if (notice.kind !== 'hello' || greeted) hear(notice)
      greeted = true
    }
    signal.addEventListener('abort', () => {
      source.close()
      resolve()
    })
  })
}

function gathering(answer: (notices: readonly LiveNotice[]) => void, signal: AbortSignal): (notice: LiveNotice) => void {
  let gathered: LiveNotice[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))
  return (notice) => {
    gathered.push(notice)
    timer ??= setTimeout(() => {
      const notices = gathered
      gathered = []
      timer = undefined
      answer(notices)
    }, gatherMs)
  }
}

/** Marks as stale what the notices speak of; what is on the screen is read again at once. */
export function refresh(client: QueryClient, notices: readonly LiveNotice[]): void {
  const keys = new Map(notices.flatMap(staleKeys).map((key) => [JSON.stringify(key), key]))
  for (const queryKey of keys.values()) void client.invalidateQueries({ queryKey })
  for (const notice of notices) if (notice.kind === 'suggestion') void clearIfDecided(notice.id).catch(() => undefined)
}

/** The beginnings of the query keys that a notice makes stale. */
function staleKeys(notice: LiveNotice): readonly (readonly unknown[])[] {
  switch (notice.kind) {
    case 'hello':
    case 'clock':
      return [[]]
    case 'record':
      return [
        ['records', notice.entity],
        ['timeline', notice.entity, notice.id],
        ['queue'],
        ['rules'],
        ...(isListed(notice.entity) ? [['known']] : []),
      ]
    case 'run':
      return [['runs'], ['workflows', notice.workflow], ['counts', notice.workflow], ...(notice.subject ? [['timeline']] : [])]
    case 'suggestion':
      return [['suggestions'], ['queue'], ['timeline'], ['counts']]
    case 'workflow':
      return [['workflows']]
    case 'notification':
      return [['notifications']]
    case 'halt':
      return [['halt']]
    case 'job':
      return [['jobs']]
  }
}

const isListed = (entity: string): boolean => Object.values<string>(listed).includes(entity)
