/** Looks for the record that leaves most of a flow's values empty. */
import { useMutation } from '@tanstack/react-query'
import type { RecordList } from '../../shared/api/records.ts'
import { commonFields, type Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { customFields } from '../../shared/known.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { hardestCase } from './hardest-case.ts'

/** So many of the latest records are looked at. */
const candidates = 200

/** The answer is null where there is no record; `emptyTitles` says in the reader's language what it lacks. `workflow`: whose values count. */
export function useHardestCase(entity: string, workflow: () => Workflow) {
  const { of } = useWords()
  const { known } = useScene()
  const describe = useProblemText()
  const titleOf = (field: string): string => {
    const fields: Readonly<Record<string, Field>> = { ...entityNamed(entity).fields, ...customFields(known)(entity), ...commonFields }
    return of(fields[field]?.title ?? { en: field, ru: field })
  }
  return useMutation({
    mutationFn: async () => {
      const { items } = await api.get<RecordList>(`/api/${entityNamed(entity).plural}`, { sort: '-updatedAt', limit: candidates })
      const found = hardestCase(workflow(), items)
      return found && { ...found, emptyTitles: found.empty.map(titleOf) }
    },
    onError: (error) => void toast.failed(describe(error)),
  })
}
