import { whenThere } from '../ui/when-there.ts'

/**
 * Brings the field of a parameter into sight once its panel is drawn, and puts the cursor there; of a letter the part that
 * is meant, `letter.en.blocks.2`.
 */
export function showField(param: string | null): void {
  if (param === null) return
  const [name = param, ...place] = param.split('.')
  whenThere(`[data-param="${CSS.escape(name)}"]`, (field) => {
    if (place.length === 0) showHere(field)
    else showPlace(field, place.join('.'))
  })
}

/** The same for a part of the letter that is written within `around`. It may be shown in another language just now. */
export function showPlace(around: Element, place: string): void {
  const [language = ''] = place.split('.')
  const selector = `[data-place="${CSS.escape(place)}"]`
  const found = around.querySelector(selector)
  if (found) {
    showHere(found)
    return
  }
  around.querySelector<HTMLElement>(`[data-language="${CSS.escape(language)}"]`)?.click()
  whenThere(selector, () => {
    const drawn = around.querySelector(selector)
    if (drawn) showHere(drawn)
  })
}

function showHere(field: Element): void {
  field.scrollIntoView({ block: 'center' })
  field.querySelector<HTMLElement>('textarea, input, [contenteditable], [role="combobox"], button')?.focus()
}
