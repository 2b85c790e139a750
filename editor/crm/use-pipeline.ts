import { useSearchParams } from 'wouter'
import { type RecordData, useRecords } from '../api/records.ts'
import { remember, remembered } from '../ui/memory.ts'

interface Board {
  readonly pipelines: readonly RecordData[]
  readonly pipeline: string
  /** Those of the pipeline, in their order. */
  readonly stages: readonly RecordData[]
  readonly choose: (pipeline: string) => void
  readonly isPending: boolean
  readonly error: unknown
  readonly again: () => void
}

/** Which pipeline the board shows: the one in the address, else where one was last, the first time where something goes on, else sales. */
export function usePipeline(): Board {
  const [params, setParams] = useSearchParams()
  const pipelines = useRecords('pipeline', { sort: 'name' })
  const stages = useRecords('stage', { sort: 'position' }, 200)
  const asked = params.get('pipeline') ?? remembered('pipeline')
  const latest = useRecords('deal', { sort: '-updatedAt' }, 1, asked === null)
  const sales = pipelines.data?.items.find(({ kind }) => kind === 'sales')
  const offered = [asked, latest.data?.items[0]?.['pipeline'], sales?.id, pipelines.data?.items[0]?.id]
  const pipeline = String(offered.find((id) => pipelines.data?.items.some((one) => one.id === id)) ?? '')
  return {
    pipelines: pipelines.data?.items ?? [],
    pipeline,
    stages: stages.data?.items.filter((stage) => stage['pipeline'] === pipeline) ?? [],
    choose: (next) => {
      remember('pipeline', next)
      setParams((before) => new URLSearchParams([...before].filter(([name]) => name !== 'pipeline').concat([['pipeline', next]])), {
        replace: true,
      })
    },
    isPending: pipelines.isPending || stages.isPending || latest.isLoading,
    error: pipelines.error ?? stages.error,
    again: () => void Promise.all([pipelines.refetch(), stages.refetch()]),
  }
}
