/** What stands in while the server cannot be reached: kept by the browser, so that a page opened then says why it is empty. */

/** Call it once. Browsers without service workers, and pages without https, do without. */
export function keepOfflinePage(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  registered = new Promise((resolve) => {
    window.addEventListener('load', () => {
      // Storage may be forbidden; then there is no such page.
      resolve(navigator.serviceWorker.register('/service-worker.js').catch(() => undefined))
    })
  })
}

let registered: Promise<ServiceWorkerRegistration | undefined> = Promise.resolve(undefined)

/** What works beside the pages, once it is there; undefined where there will be none. */
export const workerBeside = (): Promise<ServiceWorkerRegistration | undefined> => registered
