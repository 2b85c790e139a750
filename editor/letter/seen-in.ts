/** Frames follow the colours of the computer, so a letter is shown in others by turning its own question about them around. Pure. */

type Scheme = 'light' | 'dark'

/** The HTML of a letter as a mail program of that scheme shows it; `own` is that of the computer, in which nothing has to be changed. */
export function seenIn(html: string, scheme: Scheme, own: Scheme): string {
  if (scheme === own) return html
  // The first of each stands in the head, before anything that somebody has written.
  return html
    .replace('@media (prefers-color-scheme:dark)', scheme === 'dark' ? '@media all' : '@media not all')
    .replace('name="color-scheme" content="light dark"', `name="color-scheme" content="${scheme}"`)
}
