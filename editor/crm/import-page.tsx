import { Alert, FileInput, Paper, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconFileSpreadsheet } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link, useParams, useSearchParams } from 'wouter'
import type { ImportPreview } from '../../shared/api/records.ts'
import { entityAt, entityNamed } from '../../shared/entities.ts'
import { api } from '../api/client.ts'
import { type DescribedEntity, useEntity } from '../api/records.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, FailureState, LoadingState, useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportOutcome } from './import-outcome.tsx'

/** A file of records, in three steps: the file, what its columns mean, what became of it. The address says how far one is. */
export default function ImportPage() {
  const { t, of } = useWords()
  const { plural = '' } = useParams<{ plural: string }>()
  const described = entityAt(plural)
  if (!described || described.system) return <EmptyState title={t('page.notFound')} hint={t('page.notFoundHint')} />
  return (
    <>
      <PageHeader title={t('import.title', { what: of(described.titles) })} />
      <Wizard key={plural} name={described.name} />
    </>
  )
}

function Wizard({ name }: { readonly name: string }) {
  const entity = useEntity(name)
  const [params, setParams] = useSearchParams()
  const [file, job, trial] = [params.get('file'), params.get('job'), params.get('trial')]
  const key = useRef(crypto.randomUUID())
  const goTo = (next: Readonly<Record<string, string>>) => setParams(new URLSearchParams(next))
  const again = () => {
    key.current = crypto.randomUUID()
    goTo({})
  }
  if (job !== null) return <ImportOutcome key={job} id={job} entity={entity} follow={(next) => goTo({ job: next })} again={again} />
  if (file === null) return <ChooseFile entity={entity} chosen={(next) => goTo({ file: next })} />
  return (
    <Stack>
      <Columns
        key={file}
        entity={entity}
        file={file}
        importKey={() => key.current}
        started={(id, dryRun) => goTo(dryRun ? { file, trial: id } : { job: id })}
        back={again}
      />
      {trial !== null && <ImportOutcome key={trial} id={trial} entity={entity} follow={() => undefined} again={again} />}
    </Stack>
  )
}

function ChooseFile({ entity, chosen }: { readonly entity: DescribedEntity; readonly chosen: (file: string) => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const upload = useMutation({
    mutationFn: (file: File) => api.upload<{ id: string }>('/api/files', file),
    onSuccess: ({ id }) => chosen(id),
    onError: () => undefined,
  })
  return (
    <Paper p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }} maw={560}>
      <FileInput
        label={t('import.file')}
        description={t('import.fileHint')}
        placeholder={t('import.choose')}
        accept=".csv,text/csv"
        leftSection={<IconFileSpreadsheet size={18} />}
        disabled={upload.isPending}
        onChange={(file) => file && upload.mutate(file)}
      />
      {upload.isPending && <LoadingState />}
      {upload.isError && (
        <Alert mt="sm" color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />}>
          {problemText(upload.error)}
        </Alert>
      )}
      {entity.name === 'order' && (
        <Text size="sm" mt="md">
          {t('import.linesHint')}{' '}
          <Link href={`/imports/${entityNamed('orderLine').plural}`} className="plain-link">
            {t('import.lines')}
          </Link>
        </Text>
      )}
    </Paper>
  )
}

interface ColumnsProps {
  readonly entity: DescribedEntity
  readonly file: string
  readonly importKey: () => string
  readonly started: (job: string, dryRun: boolean) => void
  readonly back: () => void
}

function Columns({ entity, file, back, ...rest }: ColumnsProps) {
  const preview = useQuery({
    queryKey: ['import-preview', file, entity.name],
    queryFn: () => api.post<ImportPreview>('/api/imports/preview', { file, entity: entity.name }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (preview.isPending) return <LoadingState />
  if (preview.isError) return <FailureState error={preview.error} again={back} />
  return <ImportColumns entity={entity} file={file} preview={preview.data} back={back} {...rest} />
}
