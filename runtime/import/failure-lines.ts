/** The file of rows that were not taken in: as they were, with their numbers and the reasons, ready to be mended and sent again. */
import { fieldOf } from '../../shared/entities.ts'
import { say } from '../../shared/say.ts'
import type { Language } from '../../shared/words.ts'
import { csvLine } from '../crm/csv-line.ts'
import type { RowFailure } from './plan-rows.ts'
import type { Mapping } from './read-mapping.ts'

/** The rows as they were, with their number and why they were not taken in, or what is left out of them. */
export function failureLines(failures: readonly RowFailure[], mapping: Mapping, language: Language): string {
  return failures
    .map(({ row, problems, isTaken }) => {
      const reasons = problems.map(({ path, code, with: values }) => {
        const name = titleAt(path, mapping, language)
        const reason = say({ code, with: values ?? { field: name } }, language)
        return name ? `${name}: ${reason}` : reason
      })
      const said = isTaken ? [{ en: 'Taken in without it.', ru: 'Принято без него.' }[language]] : []
      return csvLine([...row.cells, String(row.number), [...reasons, ...said].join(' ')])
    })
    .join('')
}

/** What a field is called, with the record it belongs to where that is another. */
function titleAt(path: string, { entity, own, parents }: Mapping, language: Language): string {
  const [ref = '', inner] = path.split('.')
  if (inner === undefined) return (own.find(({ name }) => name === ref)?.field ?? fieldOf(entity, ref))?.title[language] ?? ref
  const parent = parents.find((each) => each.ref === ref)
  const field = parent?.columns.find(({ name }) => name === inner)?.field ?? (parent && fieldOf(parent.entity, inner))
  return `${fieldOf(entity, ref)?.title[language] ?? ref}, ${field?.title[language] ?? inner}`
}

/** The header of the failures file. */
export const failureHeader = (columns: readonly string[], language: Language): string =>
  `\ufeff${csvLine([...columns, ...{ en: ['Row', 'Reason'], ru: ['Строка', 'Причина'] }[language]])}`
