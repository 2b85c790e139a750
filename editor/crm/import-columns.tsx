import { Button, Group, Paper, Radio, Select, Stack, Switch, Text } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportBody, ImportPreview, JobData } from '../../shared/api/records.ts'
import type { Field } from '../../shared/entities/entity.ts'
import { dayFormats, keysOf } from '../../shared/import-targets.ts'
import { api } from '../api/client.ts'
import { type DescribedEntity, fieldsOf, useEntities } from '../api/records.ts'
import { useSession } from '../api/session.ts'
import { offeredCurrencies } from '../entry/browser-guess.ts'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { Warning } from '../ui/warning.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './import.module.css'
import {
  type Choices,
  type ColumnChoice,
  guessedChoices,
  isDate,
  mappingOf,
  type Targets,
  unclearDays,
  useTargets,
  usualKey,
} from './import-mapping.ts'
import { useOwnFields } from './import-own-fields.ts'

interface Props {
  readonly entity: DescribedEntity
  readonly file: string
  readonly preview: ImportPreview
  /** The same while one import is being made: sent twice, it starts once. */
  readonly importKey: () => string
  readonly started: (job: string, dryRun: boolean) => void
  readonly back: () => void
}

/** What the columns of a table mean, what becomes of records that are there already, and the two buttons: try, and do. */
export function ImportColumns({ entity, file, preview, importKey, started, back }: Props) {
  const { t } = useWords()
  const problemText = useProblemText()
  const targets = useTargets(entity)
  // Kept over a reload, and forgotten with the tab.
  const [choices, setChoices] = useSessionStorage<Choices>({
    key: `import-${file}`,
    defaultValue: guessedChoices(preview),
    getInitialValueInEffect: false,
  })
  const [duplicates, setDuplicates] = useState<ImportBody['duplicates']>('fill')
  const [matchBy, setMatchBy] = useState<string | null>(null)
  const [leavesOut, setLeavesOut] = useState(false)
  const [startWorkflows, setStartWorkflows] = useState(false)
  const mapping = mappingOf(preview, choices)
  const unclear = unclearDays(preview, choices, targets)
  const start = useMutation({
    mutationFn: (dryRun: boolean) => {
      const body: ImportBody = {
        key: dryRun ? crypto.randomUUID() : importKey(),
        file,
        entity: entity.name,
        mapping,
        matchBy,
        duplicates,
        unreadable: leavesOut ? 'leave-out' : 'refuse',
        startWorkflows,
        dryRun,
      }
      return api.post<JobData>('/api/imports', body)
    },
    onSuccess: (job, dryRun) => started(job.id, dryRun),
    onError: (error) => toast.failed(problemText(error)),
  })
  const put = (changes: Readonly<Record<string, Partial<ColumnChoice>>>) =>
    setChoices((before) => ({
      ...before,
      ...Object.fromEntries(
        Object.entries(changes).map(([name, change]) => [name, { field: null, format: null, by: null, ...before[name], ...change }]),
      ),
    }))
  const ownFields = useOwnFields(entity, put)
  const left = preview.columns.filter(({ name, samples }) => !choices[name]?.field && samples.length > 0)
  const isReady = mapping.length > 0 && unclear.length === 0
  const canMatch = entity.name === 'contact' || matchBy !== null || usualKey(entity, mapping) !== null
  return (
    <Paper p="lg" withBorder style={{ borderColor: 'var(--t-divider)' }}>
      <Text mb="sm" fw={600}>
        {t('import.read', { count: preview.rows })}
      </Text>
      <div className={`${styles['row']} ${styles['head']}`}>
        <span>{t('import.column')}</span>
        <span>{t('import.samples')}</span>
        <span>{t('import.goesTo')}</span>
      </div>
      {preview.columns.map((column) => (
        <div key={column.name} className={styles['row']}>
          <Text fw={500}>{column.name}</Text>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {column.samples.join(' · ')}
          </Text>
          <Choice
            column={column}
            choice={choices[column.name]}
            targets={targets}
            put={(change) => put({ [column.name]: change })}
            isUnclear={unclear.includes(column.name)}
            ownField={entity.custom ? () => ownFields.mutate([column]) : null}
          />
        </div>
      ))}
      <Stack mt="md" gap="sm">
        {entity.custom && left.length > 1 && (
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlus size={18} />}
              loading={ownFields.isPending}
              onClick={() => ownFields.mutate(left)}
            >
              {t('import.ownFieldAll', { count: left.length })}
            </Button>
          </Group>
        )}
        <MatchBy {...{ entity, targets, mapping, matchBy, setMatchBy }} />
        {canMatch && (
          <Radio.Group label={t('import.duplicates')} value={duplicates} onChange={setDuplicates}>
            <Stack gap={6} mt={4}>
              {(['fill', 'update', 'skip'] as const).map((value) => (
                <Radio key={value} value={value} label={t(`import.duplicates.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Switch
          label={t('import.unreadable')}
          description={t('import.unreadableHint')}
          checked={leavesOut}
          onChange={(event) => setLeavesOut(event.currentTarget.checked)}
        />
        <Switch
          label={t('import.startFlows')}
          description={t('import.startFlowsHint')}
          checked={startWorkflows}
          onChange={(event) => setStartWorkflows(event.currentTarget.checked)}
        />
        {unclear.length > 0 && <Warning>{t('import.daysUnclear', { columns: unclear.join(', ') })}</Warning>}
        <Group gap="xs">
          <Button variant="default" onClick={back}>
            {t('common.back')}
          </Button>
          <Button variant="default" disabled={!isReady} loading={start.isPending && start.variables} onClick={() => start.mutate(true)}>
            {t('import.dryRun')}
          </Button>
          <Button disabled={!isReady} loading={start.isPending && !start.variables} onClick={() => start.mutate(false)}>
            {t('import.go', { count: preview.rows })}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

/** Stands in a chooser for a field that is to be made. */
const newField = '+'

interface ChoiceProps {
  readonly column: ImportPreview['columns'][number]
  readonly choice: ColumnChoice | undefined
  readonly targets: Targets
  readonly put: (change: Partial<ColumnChoice>) => void
  readonly isUnclear: boolean
  /** Makes a field of the column; null where there may be none. */
  readonly ownField: (() => void) | null
}

/** Where a column goes, and how what stands in it is meant. */
function Choice({ column: { name, formats }, choice, targets, put, isUnclear, ownField }: ChoiceProps) {
  const { t } = useWords()
  const { company } = useSession()
  const field = choice?.field ? targets.at.get(choice.field)?.field : undefined
  const reading = formats.length > 0 ? formats : dayFormats
  const choose = (next: string | null) => {
    if (next === newField) return ownField?.()
    const only = next !== null && isDate(targets.at.get(next)?.field) && formats.length === 1 ? (formats[0] ?? null) : null
    put({ field: next, by: null, format: only })
  }
  return (
    <div className={styles['choice']}>
      <Select
        searchable
        clearable
        aria-label={`${name}: ${t('import.goesTo')}`}
        placeholder={t('import.leaveOut')}
        clearButtonProps={{ 'aria-label': t('import.leaveOut') }}
        maxDropdownHeight={360}
        value={choice?.field ?? null}
        onChange={choose}
        data={[
          ...targets.groups.map(({ group, items }) => ({ group, items: [...items] })),
          ...(ownField ? [{ group: t('common.more'), items: [{ value: newField, label: t('import.ownField') }] }] : []),
        ]}
      />
      {isDate(field) && (
        <Select
          w={180}
          aria-label={`${name}: ${t('import.format')}`}
          placeholder={t('import.format')}
          error={isUnclear}
          value={choice?.format ?? null}
          data={reading.map((format) => ({ value: format, label: t(`import.days.${format as (typeof dayFormats)[number]}`) }))}
          onChange={(format) => put({ format })}
        />
      )}
      {field?.type === 'money' && (
        <Select
          w={110}
          searchable
          allowDeselect={false}
          aria-label={`${name}: ${t('import.currency')}`}
          value={choice?.format ?? company.currency}
          data={[...offeredCurrencies]}
          onChange={(format) => put({ format })}
        />
      )}
      {field?.type === 'ref' && <FindBy name={name} field={field} value={choice?.by ?? null} onChange={(by) => put({ by })} />}
    </div>
  )
}

interface FindByProps {
  readonly name: string
  readonly field: Field & { readonly type: 'ref' }
  readonly value: string | null
  readonly onChange: (by: string | null) => void
}

/** A column that names another record: by which of its fields it is found. */
function FindBy({ name, field, value, onChange }: FindByProps) {
  const { t, of } = useWords()
  const entities = useEntities()
  const target = entities(field.entity)
  const fields = { ...fieldsOf(target), ...target.fields }
  const offered = [...new Set([...keysOf(target), ...target.titleFields])].filter((key) => fields[key])
  const usual = keysOf(target).find((key) => key !== 'externalId') ?? null
  return (
    <Select
      w={150}
      allowDeselect={false}
      aria-label={`${name}: ${t('import.findBy')}`}
      placeholder={t('import.findBy')}
      value={value ?? usual}
      data={offered.map((key) => ({ value: key, label: of(fields[key]?.title ?? { en: key, ru: key }) }))}
      onChange={onChange}
    />
  )
}

interface MatchByProps {
  readonly entity: DescribedEntity
  readonly targets: Targets
  readonly mapping: ImportBody['mapping']
  readonly matchBy: string | null
  readonly setMatchBy: (field: string | null) => void
}

/** By what a row is known to be there already. */
function MatchBy({ entity, targets, mapping, matchBy, setMatchBy }: MatchByProps) {
  const { t } = useWords()
  const usual = usualKey(entity, mapping)
  const own = mapping.filter(({ field }) => {
    const target = targets.at.get(field)
    return target?.ref === null && target.field.type !== 'ref' && field !== usual && field !== 'name'
  })
  const usualLabel = entity.name === 'contact' ? t('import.identity') : usual === null ? t('import.noMatch') : targets.titleOf(usual)
  return (
    <Select
      maw={400}
      label={t('import.matchBy')}
      allowDeselect={false}
      value={own.some(({ field }) => field === matchBy) ? (matchBy ?? '') : ''}
      onChange={(next) => setMatchBy(next === '' ? null : next)}
      data={[{ value: '', label: usualLabel }, ...own.map(({ field }) => ({ value: field, label: targets.titleOf(field) }))]}
    />
  )
}
