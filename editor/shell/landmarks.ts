/** F6 goes round the big parts of the page: what carries `data-landmark`. */
export function focusNextLandmark(back = false): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-landmark]')].filter(
    (part) => part.offsetParent !== null || part === document.body,
  )
  if (parts.length === 0) return
  const here = parts.findIndex((part) => part.contains(document.activeElement))
  const next = parts[(here + (back ? -1 : 1) + parts.length) % parts.length]
  if (!next) return
  if (!next.hasAttribute('tabindex')) next.tabIndex = -1
  next.focus()
}
