import { useQueryClient } from '@tanstack/react-query'
import type { OpenedRecord } from '../../shared/api/records.ts'
import type { Session } from '../../shared/api/session.ts'
import type { Language } from '../../shared/words.ts'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { useMaybeSession } from '../api/session.ts'
import { prefer } from '../preferences.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'

/** Changes the language at once in this browser, and with the person, so that it is the same elsewhere. */
export function useLanguageChoice(): (language: Language) => void {
  const session = useMaybeSession()
  const client = useQueryClient()
  const problemText = useProblemText()
  return (language) => {
    prefer({ language })
    if (!session) return
    client.setQueryData<Session>(sessionKey, (now) => now && { ...now, user: { ...now.user, language } })
    const path = `/api/users/${session.user.id}`
    api
      .get<OpenedRecord>(path)
      .then(({ record }) => api.patch(path, { revision: record.revision, fields: { language } }))
      .catch((error) => toast.failed(problemText(error)))
  }
}
