/** Opens a file that was exported here, or from n8n, as a new draft. */
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { justTakenOver } from './just-taken-over.ts'

/** Goes to the draft when it is there; what is wrong with the file is told in a toast. */
export function useImportFlow(): (file: File) => void {
  const { t } = useWords()
  const [, go] = useLocation()
  const client = useQueryClient()
  const describe = useProblemText()
  const read = async (file: File) => {
    try {
      const content: unknown = parsed(await file.text())
      if (typeof content !== 'object' || content === null) return void toast.failed(t('flows.noFlowInFile', { name: file.name }))
      const { id, draft } = await api.post<OpenedWorkflow>('/api/workflows', { file: content })
      void client.invalidateQueries({ queryKey: ['workflows'] })
      go(`/flows/${id}`, draft.origin ? { state: justTakenOver } : {})
    } catch (error) {
      toast.failed(describe(error))
    }
  }
  return (file) => void read(file)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
