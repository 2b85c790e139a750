/** What this browser remembers of its reader. Storage may be full or forbidden: a choice then lasts until the tab is closed. */

/** Null when nothing was remembered, and where storage is forbidden. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`tandem.${key}`)
  } catch {
    return null
  }
}

/** Throws nothing; what cannot be kept is gone with the tab. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`tandem.${key}`, value)
  } catch {
    // Nothing can be done about it.
  }
}
