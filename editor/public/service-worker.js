/**
 * Stands in for the server while it cannot be reached: a page that says so. Nothing else is kept, so that nobody ever
 * sees, or decides about, what is no longer so.
 */
const kept = 'tandem-offline-1'
const standIn = '/offline.html'
const files = [standIn, '/offline.js', '/first-paint.js', '/icon.svg']

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
  event.waitUntil(old.then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  const instead = request.mode === 'navigate' ? standIn : origin === location.origin && files.includes(pathname) ? pathname : null
  if (instead !== null) event.respondWith(fetch(request).catch(() => caches.match(instead)))
})
