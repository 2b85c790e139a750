/**
 * Which key was meant. On a Latin layout a letter is what is printed on the key (`event.key`), so QWERTZ and AZERTY
 * keep their letters; on any other layout it is the place of the key (`event.code`), so "я" is Z. Digits and signs may be either.
 *
 * A shortcut is written `Mod+K`, `Shift+1`, `?`, `Delete`, or as a sequence, `g i`. `Mod` is ⌘ on a Mac and Ctrl elsewhere.
 */
interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/** Is this press the (single) shortcut? */
export function isPressed(shortcut: string, press: KeyPress, mac = isMac): boolean {
  const { key, mod, shift, alt } = parts(shortcut)
  if (mod !== (mac ? press.metaKey : press.ctrlKey)) return false
  if (mac ? press.ctrlKey : press.metaKey) return false
  if (alt !== press.altKey) return false
  if (/^[a-z]$/.test(key)) return shift === press.shiftKey && isLetter(key, press)
  if (key.length > 1) return shift === press.shiftKey && press.key.toLowerCase() === key
  return isSign(key, shift, press)
}

function isLetter(letter: string, { key, code }: KeyPress): boolean {
  const latin = /^[a-z]$/i.test(key)
  return latin ? key.toLowerCase() === letter : key.length === 1 && !/^[\d\p{P}\p{S}]$/u.test(key) && code === `Key${letter.toUpperCase()}`
}

/** A sign that the layout types with Shift is still that sign: its own Shift does not count. */
function isSign(sign: string, shift: boolean, { key, code, shiftKey }: KeyPress): boolean {
  if (key === sign && (!shift || shiftKey)) return true
  const place = places[sign] ?? (/^\d$/.test(sign) ? { code: `Digit${sign}`, shift: false } : null)
  return place !== null && place.code === code && (shift || place.shift) === shiftKey
}

const places: Readonly<Record<string, { readonly code: string; readonly shift: boolean }>> = {
  '/': { code: 'Slash', shift: false },
  '?': { code: 'Slash', shift: true },
  '[': { code: 'BracketLeft', shift: false },
  ']': { code: 'BracketRight', shift: false },
  ',': { code: 'Comma', shift: false },
  '.': { code: 'Period', shift: false },
}

function parts(shortcut: string) {
  const names = shortcut.split('+')
  const key = (names.at(-1) ?? '').toLowerCase()
  return { key, mod: names.includes('Mod'), shift: names.includes('Shift'), alt: names.includes('Alt') }
}

/** A shortcut without Mod that types something: it must not fire in a text field and can be switched off. */
const isLetterKey = (shortcut: string): boolean => {
  const { key, mod, alt } = parts(shortcut.split(' ')[0] ?? '')
  return !mod && !alt && key.length === 1
}

/** Does the person write there? Then keys belong to the text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** What keys do; any of `keys` does it. */
export interface Binding {
  readonly keys: readonly string[]
  readonly run: () => void
  /** Fires in text fields as well. Only for shortcuts that type nothing. */
  readonly inFields?: boolean
}

/** How long the second key of a sequence may take. */
const sequenceMs = 1200

/**
 * Answers key presses. Of several bindings for one key the last one wins: what was opened later lies on top.
 * `letters` says whether shortcuts that type something are switched on.
 */
export function keyListener(bindings: () => readonly Binding[], letters: () => boolean): (event: KeyboardEvent) => void {
  let first: { readonly shortcut: string; readonly until: number } | null = null
  return (event) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
    const begun = first && event.timeStamp < first.until ? first.shortcut : null
    first = null
    const writing = isTextField(event.target)
    const dialog = inDialog(event.target)
    const found = bindings().findLast((binding) =>
      binding.keys.some((shortcut) => {
        if (isLetterKey(shortcut) && (writing || dialog || !letters())) return false
        if (writing && !binding.inFields) return false
        const steps = shortcut.split(' ')
        if (steps.length === 1) return begun === null && isPressed(shortcut, event)
        return begun === steps[0] && isPressed(steps[1] ?? '', event)
      }),
    )
    if (found) {
      event.preventDefault()
      found.run()
      return
    }
    if (writing || dialog || !letters()) return
    const beginnings = bindings().flatMap(({ keys }) => keys.filter((shortcut) => shortcut.includes(' ')).map((s) => s.split(' ')[0] ?? ''))
    const shortcut = beginnings.find((beginning) => isPressed(beginning, event))
    if (shortcut !== undefined) first = { shortcut, until: event.timeStamp + sequenceMs }
  }
}

const isModifier = (key: string): boolean => ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key)

/** An open dialog has the keys to itself. */
const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]') !== null

/** How a shortcut is written for people: `Ctrl+K`, `⌘K`, `g then i`. */
export function keyName(shortcut: string, then: string, mac = isMac): string {
  return shortcut
    .split(' ')
    .map((step) =>
      step
        .split('+')
        .map((name) => (name === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (signs[name] ?? (name.length === 1 ? name.toUpperCase() : name))))
        .join(mac && step.startsWith('Mod') ? '' : '+'),
    )
    .join(` ${then} `)
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
}
