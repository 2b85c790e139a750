/** A file of records, in three steps: the file, what its columns mean, what became of it. */
import { Alert, Button, Code, FileInput, Group, Paper, Progress, Radio, Select, Stack, Switch, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconFileSpreadsheet, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useParams } from 'wouter'
import type { ImportBody, ImportPreview, ImportResult, JobData } from '../../shared/api/records.ts'
import type { Field } from '../../shared/entities/entity.ts'
import { entityAt, entityNamed } from '../../shared/entities.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { type DescribedEntity, fieldsOf, useEntities, useEntity, writableFields } from '../api/records.ts'
import { confirm } from '../ui/confirm.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { EmptyState, FailureState, LoadingState, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'

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

interface Chosen {
  readonly file: string
  readonly preview: ImportPreview
}

function Wizard({ name }: { readonly name: string }) {
  const entity = useEntity(name)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [job, setJob] = useState<{ readonly id: string; readonly dryRun: boolean } | null>(null)
  const key = useRef(crypto.randomUUID())
  const again = () => {
    key.current = crypto.randomUUID()
    setJob(null)
    setChosen(null)
  }
  return (
    <Stack>
      {chosen === null && <ChooseFile entity={entity} chosen={setChosen} />}
      {chosen !== null && (job === null || job.dryRun) && (
        <Columns entity={entity} {...chosen} importKey={() => key.current} started={(id, dryRun) => setJob({ id, dryRun })} back={again} />
      )}
      {job !== null && <Outcome key={job.id} {...job} plural={entity.plural} again={again} />}
    </Stack>
  )
}

function ChooseFile({ entity, chosen }: { readonly entity: DescribedEntity; readonly chosen: (chosen: Chosen) => void }) {
  const { t } = useWords()
  const problemText = useProblemText()
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const { id } = await api.upload<{ id: string }>('/api/files', file)
      return { file: id, preview: await api.post<ImportPreview>('/api/imports/preview', { file: id, entity: entity.name }) }
    },
    onSuccess: chosen,
    onError: () => undefined,
  })
  return (
    <Paper p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }} maw={560}>
      <FileInput
        label={t('import.file')}
        description={t('import.fileHint')}
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
    </Paper>
  )
}

interface Column {
  readonly field: string | null
  readonly format: string | null
  readonly by: string | null
}

interface ColumnsProps extends Chosen {
  readonly entity: DescribedEntity
  /** The same while one import is being made: sent twice, it starts once. */
  readonly importKey: () => string
  readonly started: (job: string, dryRun: boolean) => void
  readonly back: () => void
}

const dayFormats = ['YYYY-MM-DD', 'DD.MM.YYYY', 'D/M/YYYY', 'M/D/YYYY'] as const

function Columns({ entity, file, preview, importKey, started, back }: ColumnsProps) {
  const { t, of } = useWords()
  const problemText = useProblemText()
  const [columns, setColumns] = useState<Readonly<Record<string, Column>>>(() =>
    Object.fromEntries(preview.columns.map(({ name, field, format }) => [name, { field, format, by: null }])),
  )
  const [duplicates, setDuplicates] = useState<ImportBody['duplicates']>('fill')
  const [matchBy, setMatchBy] = useState<string | null>(null)
  const [startWorkflows, setStartWorkflows] = useState(false)
  const fields = fieldsOf(entity)
  const offered = writableFields(entity).filter(([, field]) => field.type !== 'json')
  const mapped = preview.columns.flatMap(({ name }) => {
    const { field = null, format = null, by = null } = columns[name] ?? {}
    return field === null ? [] : [{ column: name, field, ...(format ? { format } : {}), ...(by ? { by } : {}) }]
  })
  const byIdentity = entity.name === 'contact'
  const start = useMutation({
    mutationFn: (dryRun: boolean) => {
      const body: ImportBody = {
        key: dryRun ? crypto.randomUUID() : importKey(),
        file,
        entity: entity.name,
        mapping: mapped,
        matchBy,
        duplicates,
        startWorkflows,
        dryRun,
      }
      return api.post<JobData>('/api/imports', body)
    },
    onSuccess: (job, dryRun) => started(job.id, dryRun),
    onError: (error) => toast.failed(problemText(error)),
  })
  const put = (name: string, change: Partial<Column>) =>
    setColumns({ ...columns, [name]: { field: null, format: null, by: null, ...columns[name], ...change } })
  return (
    <Paper p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }}>
      <Text mb="sm" fw={600}>
        {t('import.read', { count: preview.rows })}
      </Text>
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.column')}</Table.Th>
              <Table.Th>{t('import.samples')}</Table.Th>
              <Table.Th w={420}>{t('import.goesTo')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.columns.map(({ name, samples }) => {
              const column = columns[name]
              const field = column?.field ? fields[column.field] : undefined
              return (
                <Table.Tr key={name}>
                  <Table.Td fw={500}>{name}</Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed" lineClamp={2}>
                      {samples.join(' · ')}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Select
                        style={{ flex: 1 }}
                        searchable
                        clearable
                        aria-label={`${name}: ${t('import.goesTo')}`}
                        placeholder={t('import.leaveOut')}
                        clearButtonProps={{ 'aria-label': t('import.leaveOut') }}
                        value={column?.field ?? null}
                        onChange={(next) => put(name, { field: next, by: null, format: null })}
                        data={offered.map(([value, each]) => ({ value, label: of(each.title) }))}
                      />
                      {(field?.type === 'day' || field?.type === 'time') && (
                        <Select
                          w={150}
                          aria-label={t('import.format')}
                          placeholder={t('import.format')}
                          value={column?.format ?? null}
                          data={[...dayFormats]}
                          onChange={(format) => put(name, { format })}
                        />
                      )}
                      {field?.type === 'ref' && <FindBy field={field} value={column?.by ?? null} onChange={(by) => put(name, { by })} />}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Stack mt="md" gap="sm">
        <Select
          maw={360}
          label={t('import.matchBy')}
          allowDeselect={false}
          value={matchBy ?? ''}
          onChange={(next) => setMatchBy(next === '' ? null : next)}
          data={[
            ...(byIdentity ? [{ value: '', label: t('import.identity') }] : [{ value: '', label: t('common.nobody') }]),
            ...mapped.map(({ field }) => ({ value: field, label: fields[field] ? of(fields[field].title) : field })),
          ]}
        />
        <Radio.Group label={t('import.duplicates')} value={duplicates} onChange={setDuplicates}>
          <Stack gap={6} mt={4}>
            {(['fill', 'update', 'skip'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`import.duplicates.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t('import.startFlows')}
          description={t('import.startFlowsHint')}
          checked={startWorkflows}
          onChange={(event) => setStartWorkflows(event.currentTarget.checked)}
        />
        <Group gap="xs">
          <Button variant="default" onClick={back}>
            {t('common.back')}
          </Button>
          <Button
            variant="default"
            disabled={mapped.length === 0}
            loading={start.isPending && start.variables}
            onClick={() => start.mutate(true)}
          >
            {t('import.dryRun')}
          </Button>
          <Button disabled={mapped.length === 0} loading={start.isPending && !start.variables} onClick={() => start.mutate(false)}>
            {t('import.go', { count: preview.rows })}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

/** A column that names another record: by which of its fields it is found. */
function FindBy({
  field,
  value,
  onChange,
}: {
  readonly field: Field & { readonly type: 'ref' }
  readonly value: string | null
  readonly onChange: (by: string | null) => void
}) {
  const { t, of } = useWords()
  const entities = useEntities()
  const target = entities(field.entity)
  const fitting = Object.entries(fieldsOf(target)).filter(
    ([name, each]) => each.unique || target.titleFields.includes(name) || each.type === 'email',
  )
  return (
    <Select
      w={150}
      aria-label={t('import.findBy')}
      placeholder={t('import.findBy')}
      value={value ?? target.key ?? entityNamed(field.entity).titleFields[0] ?? null}
      data={fitting.map(([name, each]) => ({ value: name, label: of(each.title) }))}
      onChange={onChange}
    />
  )
}

interface OutcomeProps {
  readonly id: string
  readonly dryRun: boolean
  readonly plural: string
  readonly again: () => void
}

/** How far it is, then what was created, changed, skipped and refused, and the way back. */
function Outcome({ id, dryRun, plural, again }: OutcomeProps) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const job = useQuery({
    queryKey: ['jobs', id],
    queryFn: () => api.get<JobData>(`/api/jobs/${id}`),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
  })
  const cancel = useMutation({
    mutationFn: () => api.put(`/api/jobs/${id}/cancellation`),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const undo = useMutation({
    mutationFn: () => api.put(`/api/imports/${id}/undone`),
    onSuccess: () => toast.done(t('import.undone')),
    onError: (error) => toast.failed(problemText(error)),
    onSettled: () => client.invalidateQueries(),
  })
  if (job.isPending) return <LoadingState />
  if (job.isError) return <FailureState error={job.error} again={() => job.refetch()} />
  const { done, total, state } = job.data
  const result = job.data.result as Partial<ImportResult> | null
  const failures = result?.failures ?? []
  const takeBack = async () => {
    if (
      await confirm({ title: t('import.undo'), text: t('import.undoText'), yes: t('import.undo'), no: t('common.cancel'), dangerous: true })
    )
      undo.mutate()
  }
  return (
    <Paper p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }} role="status">
      <Title order={2} mb="xs">
        {say(job.data.title, language)}
      </Title>
      {!isOver(job.data) && (
        <>
          <Group wrap="nowrap">
            <Progress style={{ flex: 1 }} value={total ? (done / total) * 100 : 3} aria-label={say(job.data.title, language)} />
            <Text size="sm">{t('jobs.progress', { done, total: total ?? '…' })}</Text>
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('common.cancel')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t('import.running')}
          </Text>
        </>
      )}
      {isOver(job.data) && (
        <Stack gap="sm">
          {dryRun && (
            <Alert variant="light" icon={<IconInfoCircle />}>
              {t('import.tried')}
            </Alert>
          )}
          {state === 'failed' && (
            <Alert color="red.9" variant="light" icon={<IconAlertTriangle />}>
              {t('jobs.state.failed')}
            </Alert>
          )}
          <Group gap="xl">
            {(['created', 'updated', 'skipped', 'failed'] as const).map((name) => (
              <div key={name}>
                <Text size="xl" fw={600}>
                  {new Intl.NumberFormat(language).format(result?.[name] ?? 0)}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`import.${name}`)}
                </Text>
              </div>
            ))}
          </Group>
          {failures.map(({ row, said }) => (
            <Group key={row} gap="xs" wrap="nowrap">
              <Code>{t('import.row', { row })}</Code>
              <Text size="sm">{say(said, language)}</Text>
            </Group>
          ))}
          <Group gap="xs">
            {result?.failuresFile && (
              <Button component="a" variant="default" href={`/api/files/${result.failuresFile}`} download>
                {t('import.failuresFile')}
              </Button>
            )}
            {!dryRun && (
              <>
                <Button variant="default" loading={undo.isPending} disabled={undo.isSuccess} onClick={takeBack}>
                  {t('import.undo')}
                </Button>
                <Button variant="default" onClick={again}>
                  {t('import.again')}
                </Button>
                <Button component={Link} href={`/${plural}`}>
                  {t('import.toList')}
                </Button>
              </>
            )}
          </Group>
        </Stack>
      )}
    </Paper>
  )
}

const isOver = ({ state }: JobData): boolean => state === 'done' || state === 'failed' || state === 'cancelled'
