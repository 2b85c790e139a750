/**
 * After an update the server no longer has the files that an open tab still asks for. Such a tab is loaded anew, so that
 * nobody stands before an empty page. Nothing is lost: what is drawn is saved as it is drawn.
 */
import { remember, remembered } from './ui/memory.ts'

/** Twice within this time it would not help: the file is then missing for another reason. */
const againAfterMs = 60_000

/** Call it once, before the first page is loaded. It reloads at most once a minute. */
export function loadAnewAfterUpdates(): void {
  window.addEventListener('vite:preloadError', () => {
    if (Date.now() - Number(remembered('loadedAnewAt') ?? 0) < againAfterMs) return
    // Without a connection an empty page would be all there is.
    void isServerThere().then((isThere) => {
      if (!isThere) return
      remember('loadedAnewAt', String(Date.now()))
      location.reload()
    })
  })
}

const isServerThere = () =>
  fetch('/healthz').then(
    ({ ok }) => ok,
    () => false,
  )
