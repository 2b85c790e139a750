/** Opens a file that was exported here, or elsewhere, as a new draft. */
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { isJsonObject } from '../../shared/json.ts'
import { api } from '../api/client.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** Goes to the draft when it is there; what is wrong with the file is told in a toast. */
export function useImportFlow(): (file: File) => void {
  const { t } = useWords()
  const [, go] = useLocation()
  const client = useQueryClient()
  const describe = useProblemText()
  const read = async (file: File) => {
    try {
      const content: unknown = parsed(await file.text())
      if (!isJsonObject(content)) return void toast.failed(t('flows.noFlowInFile', { name: file.name }))
      const { id } = await api.post<{ id: string }>('/api/workflows', { file: content })
      void client.invalidateQueries({ queryKey: ['workflows'] })
      go(`/flows/${id}`)
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
