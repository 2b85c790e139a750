import { whenThere } from '../ui/when-there.ts'

/** Brings the field of a parameter into sight once its panel is drawn, and puts the cursor there. */
export function showField(param: string | null): void {
  if (param === null) return
  whenThere(`[data-param="${CSS.escape(param.split('.')[0] ?? param)}"]`, (field) => {
    field.scrollIntoView({ block: 'center' })
    field.querySelector<HTMLElement>('input, textarea, [contenteditable], [role="combobox"], button')?.focus()
  })
}
