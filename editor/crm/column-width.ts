/** How wide the columns of a list are, in pixels, by what stands in them. What is left over is shared out in proportion. */
import type { Field, FieldType } from '../../shared/entities/entity.ts'

/** The column with the boxes to tick. */
export const tickWidth = 44

/** The least that the name of a record needs. */
export const nameWidth = 180

const widths: Readonly<Partial<Record<FieldType, number>>> = {
  email: 186,
  phone: 134,
  url: 190,
  money: 110,
  number: 96,
  flag: 96,
  day: 132,
  time: 124,
  choice: 116,
  ref: 150,
}

/** What a record is called in a word or two. */
const shortNames: Readonly<Record<string, number>> = { user: 136, pipeline: 130, stage: 130 }

/** The least that a field needs. */
export const widthOf = (field: Field): number => (field.type === 'ref' ? shortNames[field.entity] : undefined) ?? widths[field.type] ?? 130

/** Below this a list scrolls sideways. */
export const widthOfAll = (fields: readonly (Field | undefined)[]): number =>
  fields.reduce((sum, field) => sum + (field ? widthOf(field) : 0), tickWidth + nameWidth)
