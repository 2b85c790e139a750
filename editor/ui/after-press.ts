/** Nothing may move under a finger: what would shift the page while a button of the pointer is down waits for it to go up. */

let isPressed = false
window.addEventListener('pointerdown', () => (isPressed = true), true)
for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => (isPressed = false), true)

/** Acts at once, or, while the pointer is down, after the click that this press becomes. */
export function afterPress(act: () => void): void {
  if (!isPressed) {
    act()
    return
  }
  const released = new AbortController()
  const go = () => {
    released.abort()
    setTimeout(act)
  }
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, go, { signal: released.signal })
}
