import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { HaltData } from '../../shared/api/settings.ts'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { confirm } from '../ui/confirm.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

/** The switch that pauses everything: how it stands (undefined until that is known), and for those who lead how to turn it. */
export function useHalt() {
  const { t } = useWords()
  const client = useQueryClient()
  const describe = useProblemText()
  const { user } = useSession()
  const stored = useQuery({ queryKey: ['halt'], queryFn: () => api.get<HaltData>('/api/halt') })
  const turn = useMutation({
    mutationFn: (paused: boolean) => api.put<HaltData>('/api/halt', { paused }),
    onSuccess: (data) => {
      client.setQueryData(['halt'], data)
      toast.done(data.halt ? t('halt.paused') : t('halt.goesOn'))
    },
    onError: (error) => toast.failed(describe(error)),
  })
  return {
    halt: stored.data?.halt,
    last: stored.data?.last ?? null,
    mayTurn: user.role === 'admin' || user.role === 'supervisor',
    isTurning: turn.isPending,
    goOn: () => turn.mutate(false),
    async pause() {
      const yes = await confirm({
        title: t('halt.ask'),
        text: t('halt.hint'),
        yes: t('halt.pause'),
        no: t('common.cancel'),
        dangerous: true,
      })
      if (yes) turn.mutate(true)
    },
  }
}
