/** The file of rows that were not taken in: as they were, with their numbers and the reasons, ready to be mended and sent again. */
import { entityNamed, fieldOf } from '../../shared/entities.ts'
import { say } from '../../shared/say.ts'
import type { Language } from '../../shared/words.ts'
import { csvLine } from '../crm/csv-line.ts'
import type { RowFailure } from './plan-rows.ts'

/** The rows as they were, with their number and why they were not taken in. */
export function failureLines(failures: readonly RowFailure[], entity: string, language: Language): string {
  return failures
    .map(({ row, problems }) => {
      const reasons = problems.map(({ path, code, with: values }) => {
        const field = fieldOf(entityNamed(entity), path)
        const name = field ? field.title[language] : path
        const reason = say({ code, with: values ?? { field: name } }, language)
        return name ? `${name}: ${reason}` : reason
      })
      return csvLine([...row.cells, String(row.number), reasons.join(' ')])
    })
    .join('')
}

/** The header of the failures file. */
export const failureHeader = (columns: readonly string[], language: Language): string =>
  `\ufeff${csvLine([...columns, ...{ en: ['Row', 'Reason'], ru: ['Строка', 'Причина'] }[language]])}`
