/** Asks a worker for the places of tidied steps. */
import { tidyPlaces } from './tidy.ts'
import type { Places, Step } from './tree-layout.ts'

/**
 * Resolves with the places; a worker is there only while it reckons. Where none can be had (an old browser, a page
 * whose files are gone after an update) they are reckoned here, and the page waits for it.
 */
export function placesBeside(steps: readonly Step[]): Promise<Places> {
  if (typeof Worker === 'undefined') return Promise.resolve(tidyPlaces(steps))
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' })
    const answer = (places: Places) => {
      worker.terminate()
      resolve(places)
    }
    worker.onmessage = ({ data }: MessageEvent<Places>) => answer(data)
    worker.onerror = () => answer(tidyPlaces(steps))
    worker.postMessage(steps)
  })
}
