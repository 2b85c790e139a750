/**
 * Stands in for the server while it cannot be reached: a page that says so. Nothing else is kept, so that nobody ever
 * sees, or decides about, what is no longer so. And shows notices that the server sends while no page is open.
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

self.addEventListener('push', (event) => {
  const { title, body, tag, url } = event.data.json()
  const look = { body, tag, data: { url }, icon: '/icon-192.png', badge: '/icon-192.png' }
  event.waitUntil(self.registration.showNotification(title, look))
})

/** Opens what the notice is about, in a tab that is open if there is one. A click opens and never decides. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const address = new URL(event.notification.data.url, location.origin).href
  const show = async () => {
    const [open] = await self.clients.matchAll({ type: 'window' })
    if (!open) return self.clients.openWindow(address)
    await open.focus()
    return open.navigate(address)
  }
  event.waitUntil(show())
})
