/** What can be pressed and is too small for a mouse or a finger. */
import type { Page } from 'playwright-core'

/**
 * Everything on the page that takes presses and is less than `least` pixels wide or high, as the page answers to presses: room
 * around a thing counts where it takes them. Links inside a sentence are as high as its lines; buttons on lines of the drawing come
 * close to each other, and the menu of a step offers the same. Rows of a table are all like the first ones.
 */
export const tooSmall = (page: Page, least: number): Promise<string[]> => page.evaluate(`(${smallOnes})(${least})`)

/** Runs in the browser. */
const smallOnes = `(least) => {
  const pressed = 'a[href], button, input, select, textarea, summary, [role=button], [role=option], [role=tab], [role=menuitem], [role=treeitem], .mantine-SegmentedControl-label'
  const isSeen = (element) => element.checkVisibility() && !element.closest('[aria-hidden=true], .skip-link, .react-flow__attribution, .only-read-aloud, thead, .add-button, tr ~ tr ~ tr ~ tr') && !element.disabled
  const isInSentence = (element) =>
    getComputedStyle(element).display === 'inline' && element.parentElement.textContent.trim().length > element.textContent.trim().length + 3
  const small = new Set()
  for (const element of document.querySelectorAll(pressed)) {
    if (!isSeen(element) || isInSentence(element)) continue
    const isPlaced = element.closest('[data-canvas], tr') !== null
    if (!isPlaced) element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0) continue
    const label = element.closest('label') ?? document.querySelector('label[for="' + CSS.escape(element.id || '-') + '"]')
    const [x, y, reach] = [left + width / 2, top + height / 2, least / 2 - 1]
    const answers = (atX, atY) => {
      const hit = document.elementFromPoint(atX, atY)
      return hit !== null && (element.contains(hit) || (label && label.contains(hit)))
    }
    // Some of a drawing lies outside of the window, or under a panel; and who scrolls a long table makes other rows.
    if (isPlaced && !answers(x, y)) continue
    const wide = width > least - 0.5 || (label?.getBoundingClientRect().width ?? 0) > least - 0.5 || (answers(x - reach, y) && answers(x + reach, y))
    const high = height > least - 0.5 || (label?.getBoundingClientRect().height ?? 0) > least - 0.5 || (answers(x, y - reach) && answers(x, y + reach))
    if (!wide || !high) small.add(Math.round(width) + ' × ' + Math.round(height) + ' ' + element.outerHTML.slice(0, 140))
  }
  return [...small]
}`
