/** Makes fields of one's own from the columns of a table for which there are none yet. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportPreview } from '../../shared/api/records.ts'
import type { Field } from '../../shared/entities/entity.ts'
import { api } from '../api/client.ts'
import type { DescribedEntity } from '../api/records.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { type ColumnChoice, guessedType, isDate } from './import-mapping.ts'
import { fieldName } from './key-from.ts'

type Column = ImportPreview['columns'][number]

/** `mutate` makes the fields; `made` is told where the columns go then. */
export function useOwnFields(entity: DescribedEntity, made: (choices: Readonly<Record<string, Partial<ColumnChoice>>>) => void) {
  const client = useQueryClient()
  const problemText = useProblemText()
  return useMutation({
    mutationFn: async (columns: readonly Column[]) => {
      const fields = columns.map((column) => {
        const field: Field = { type: guessedType(column), title: { en: column.name, ru: column.name } }
        return { column, name: fieldName(column.name), field }
      })
      const all = { ...entity.customFields, ...Object.fromEntries(fields.map(({ name, field }) => [name, field])) }
      await api.put(`/api/entities/${entity.name}/fields`, { fields: all })
      await client.invalidateQueries({ queryKey: ['entities'] })
      return fields
    },
    onSuccess: (fields) =>
      made(
        Object.fromEntries(
          fields.map(({ column: { name: column, formats }, name, field }) => [
            column,
            { field: name, by: null, format: isDate(field) && formats.length === 1 ? (formats[0] ?? null) : null },
          ]),
        ),
      ),
    onError: (error) => toast.failed(problemText(error)),
  })
}
