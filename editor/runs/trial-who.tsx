import { Button, Group } from '@mantine/core'
import { IconMountain, IconUserPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordList } from '../../shared/api/records.ts'
import { commonFields, type Field } from '../../shared/entities/entity.ts'
import { entityNamed } from '../../shared/entities.ts'
import { customFields } from '../../shared/known.ts'
import { api } from '../api/client.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { hardestCase } from './hardest-case.ts'

interface Props {
  readonly entity: string
  /** Null: somebody new. */
  readonly value: string | null
  readonly title: string
  /** Somebody new can come in by the trigger. */
  readonly mayBeNew: boolean
  readonly onChange: (id: string | null) => void
}

/** So many of the latest records are looked at for the hardest case. */
const candidates = 200

/** With whom a flow is tried: a record found by search or among the latest, the hardest case, or somebody new. */
export function TrialWho({ entity, value, title, mayBeNew, onChange }: Props) {
  const { t, of, language } = useWords()
  const { draft, known } = useScene()
  const describe = useProblemText()
  const [empty, setEmpty] = useState<readonly string[] | null>(null)
  const titleOf = (field: string): string => {
    const fields: Readonly<Record<string, Field>> = { ...entityNamed(entity).fields, ...customFields(known)(entity), ...commonFields }
    return of(fields[field]?.title ?? { en: field, ru: field })
  }
  const hardest = useMutation({
    mutationFn: () => api.get<RecordList>(`/api/${entityNamed(entity).plural}`, { sort: '-updatedAt', limit: candidates }),
    onSuccess: ({ items }) => {
      const found = hardestCase(draft.getState().history.present, items)
      if (found) onChange(found.id)
      setEmpty(found?.empty ?? null)
    },
    onError: (error) => void toast.failed(describe(error)),
  })
  const choose = (id: string | null) => {
    setEmpty(null)
    onChange(id)
  }
  return (
    <div>
      <RecordPicker
        label={t('trial.who', { entity: of(entityNamed(entity).title).toLocaleLowerCase(language) })}
        description={empty && empty.length > 0 ? t('trial.hardestEmpty', { fields: empty.map(titleOf).join(', ') }) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        entity={entity}
        sort="-updatedAt"
        value={value}
        shownTitle={title === '' ? undefined : title}
        placeholder={mayBeNew ? t('trial.newPerson') : t('pick.choose')}
        clearable={false}
        onChange={choose}
      />
      <Group gap={6} mt={6}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMountain size={14} />}
          loading={hardest.isPending}
          onClick={() => hardest.mutate()}
        >
          {t('trial.hardest')}
        </Button>
        {mayBeNew && (
          <Button
            size="compact-sm"
            variant={value === null ? 'light' : 'default'}
            aria-pressed={value === null}
            leftSection={<IconUserPlus size={14} />}
            onClick={() => choose(null)}
          >
            {t('trial.new')}
          </Button>
        )}
      </Group>
    </div>
  )
}
