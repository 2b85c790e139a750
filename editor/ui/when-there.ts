/** For what is drawn in answer to the same press, perhaps after its code has been loaded. */
const patienceMs = 5000

/** Acts on the element as soon as the page has it; never, when it does not come. */
export function whenThere(selector: string, act: (element: HTMLElement) => void): void {
  // What the press changed is drawn by the next frame; before, the element of something else may still stand there.
  requestAnimationFrame(() => {
    const find = () => {
      const element = document.querySelector<HTMLElement>(selector)
      if (element) act(element)
      return element !== null
    }
    if (find()) return
    const watch = new MutationObserver(() => find() && watch.disconnect())
    watch.observe(document.body, { childList: true, subtree: true })
    setTimeout(() => watch.disconnect(), patienceMs)
  })
}
