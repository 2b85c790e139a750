/**
 * The keyboard is never left nowhere: when a dialog has gone with the focus in it, the focus goes back to where it came from.
 * Dialogs are drawn only while they are open, so they cannot see to it themselves.
 */
const modal = '[role="dialog"][aria-modal="true"]'
/** Of a menu that opened a dialog the item is gone by then, and the button before it is still there. */
const remembered = 4

/** Begins to watch the page; answers how to stop. */
export function keepFocus(page: Document = document): () => void {
  let outside: HTMLElement[] = []
  const watch = new MutationObserver(() => {
    if (page.querySelector(modal)) return
    watch.disconnect()
    if (page.activeElement === null || page.activeElement === page.body) outside.findLast((element) => element.isConnected)?.focus()
  })
  const hear = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    if (target.closest(modal)) watch.observe(page.body, { childList: true, subtree: true })
    else outside = [...outside.filter((element) => element !== target), target].slice(-remembered)
  }
  page.addEventListener('focusin', hear)
  return () => {
    watch.disconnect()
    page.removeEventListener('focusin', hear)
  }
}
