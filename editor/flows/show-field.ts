/** Brings the field of a parameter into sight once its panel is drawn, and puts the cursor there. */
export function showField(param: string | null): void {
  if (param === null) return
  setTimeout(() => {
    const field = document.querySelector<HTMLElement>(`[data-param="${CSS.escape(param.split('.')[0] ?? param)}"]`)
    field?.scrollIntoView({ block: 'center' })
    field?.querySelector<HTMLElement>('input, textarea, [contenteditable], [role="combobox"], button')?.focus()
  }, 80)
}
