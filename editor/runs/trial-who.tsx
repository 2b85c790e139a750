import { Button, Group } from '@mantine/core'
import { IconMountain, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { entityNamed } from '../../shared/entities.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { useHardestCase } from './use-hardest-case.ts'

interface Props {
  readonly entity: string
  /** Null: somebody new. */
  readonly value: string | null
  readonly title: string
  /** Somebody new can come in by the trigger. */
  readonly mayBeNew: boolean
  readonly onChange: (id: string | null) => void
}

/** With whom a flow is tried: a record found by search or among the latest, the hardest case, or somebody new. */
export function TrialWho({ entity, value, title, mayBeNew, onChange }: Props) {
  const { t, of, language } = useWords()
  const { draft } = useScene()
  const [empty, setEmpty] = useState<readonly string[] | null>(null)
  const hardest = useHardestCase(entity, () => draft.getState().history.present)
  const choose = (id: string | null) => {
    setEmpty(null)
    onChange(id)
  }
  return (
    <div>
      <RecordPicker
        label={t('trial.who', { entity: of(entityNamed(entity).title).toLocaleLowerCase(language) })}
        description={empty && empty.length > 0 ? t('trial.hardestEmpty', { fields: empty.join(', ') }) : undefined}
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
          onClick={() =>
            hardest.mutate(undefined, {
              onSuccess: (found) => {
                if (found) onChange(found.id)
                setEmpty(found?.emptyTitles ?? null)
              },
            })
          }
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
