/** How wide the columns of a list are, in pixels, by what stands in them. What is left over is shared out in proportion. */
import type { Field, FieldType } from '../../shared/entities/entity.ts'
import type { Language } from '../../shared/words.ts'

/** The column with the boxes to tick. */
export const tickWidth = 48

/** The least that the name of a record needs. */
export const nameWidth = 180

const widths: Readonly<Partial<Record<FieldType, number>>> = {
  email: 200,
  phone: 140,
  url: 190,
  money: 110,
  number: 88,
  flag: 96,
  day: 140,
  time: 124,
  ref: 150,
}

/** What a record is called in a word or two. */
const shortNames: Readonly<Record<string, number>> = { user: 128, pipeline: 130, stage: 130 }

/** The least that a field needs: what stands in it, and its heading with the arrow beside it. */
export function widthOf(field: Field, language: Language): number {
  const usual = (field.type === 'ref' ? shortNames[field.entity] : undefined) ?? widths[field.type] ?? 120
  const options = field.type === 'choice' ? Object.values(field.options).map((option) => 24 + letters(option[language])) : [usual]
  return Math.max(Math.min(Math.max(...options), 180), 46 + letters(field.title[language]))
}

/** About how wide a text is. */
const letters = (text: string): number => Math.ceil(text.length * 7.5)

/** Below this a list scrolls sideways. */
export const widthOfAll = (fields: readonly (Field | undefined)[], language: Language): number =>
  fields.reduce((sum, field) => sum + (field ? widthOf(field, language) : 0), tickWidth + nameWidth)
