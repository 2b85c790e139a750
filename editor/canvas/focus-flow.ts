/** Where the keyboard goes when something beside the drawing is closed: to the drawing, or to the outline where it stands alone. */
export function focusFlow(): void {
  const flow =
    document.querySelector<HTMLElement>('[data-canvas]') ?? document.querySelector<HTMLElement>('[data-outline-node][tabindex="0"]')
  flow?.focus({ preventScroll: true })
}
