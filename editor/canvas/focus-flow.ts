/** Where the keyboard goes when something beside the drawing is closed: to the drawing or the outline, whichever it came from. */
let last: 'canvas' | 'outline' = 'canvas'

/** Called by the drawing and the outline when the keyboard has come to them. */
export function returnTo(part: 'canvas' | 'outline'): void {
  last = part
}

/** The outline may be about to be drawn anew: its row takes the focus with the next frame. */
export function focusFlow(): void {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]')
  if (canvas && (last === 'canvas' || !document.querySelector('[data-outline-row]'))) canvas.focus({ preventScroll: true })
  else requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-outline-row][tabindex="0"]')?.focus())
}
