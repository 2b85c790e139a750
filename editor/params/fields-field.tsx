import { ActionIcon, Button, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Json } from '../../shared/json.ts'
import type { FieldValue } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { AssignedValue } from './assigned-value.tsx'
import { fieldsOf } from './pick-field.tsx'

interface Props {
  readonly entity: string | null
  readonly names?: 'any' | undefined
  readonly node: string
  readonly value: readonly FieldValue[]
  readonly set: (value: readonly FieldValue[] | undefined) => void
}

/** Which fields are set, and to what. Without an entity they are variables with names of one's own. */
export function FieldsField({ entity, names, node, value, set }: Props) {
  const { t, of } = useWords()
  const { known } = useScene()
  const fields = fieldsOf(entity, known).filter(([, field]) => !field.readonly)
  const change = (at: number, next: Partial<FieldValue>) => set(value.map((each, index) => (index === at ? { ...each, ...next } : each)))
  return (
    <Stack gap="xs">
      {value.map((each, at) => {
        const field = fields.find(([name]) => name === each.field)?.[1]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and a field can stand in two of them while one is changed
          <div key={at} className="field-box">
            <div className="field-row">
              {entity === null ? (
                <TextInput
                  flex={1}
                  aria-label={t('fields.variable')}
                  placeholder={t('fields.variable')}
                  value={each.field}
                  maxLength={names === 'any' ? 200 : 40}
                  onChange={(event) =>
                    change(at, {
                      field: event.currentTarget.value.replace(names === 'any' ? /[^\p{L}\p{N}_.-]/gu : /[^\p{L}\p{N}_]/gu, ''),
                    })
                  }
                />
              ) : (
                <Select
                  flex={1}
                  searchable
                  aria-label={t('fields.field')}
                  placeholder={t('fields.field')}
                  data={fields.map(([name, { title }]) => ({ value: name, label: of(title) }))}
                  value={each.field === '' ? null : each.field}
                  onChange={(next) => change(at, { field: next ?? '', value: [] })}
                />
              )}
              <ActionIcon
                color="gray"
                mt={2}
                aria-label={t('common.remove')}
                onClick={() => set(value.length === 1 ? undefined : value.filter((_, index) => index !== at))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
            <div style={{ marginTop: 6 }}>
              <AssignedValue
                key={each.field}
                field={field ?? null}
                node={node}
                stored={each.value as unknown as Json}
                set={(value) => change(at, { value })}
              />
            </div>
          </div>
        )
      })}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => set([...value, { field: '', value: [] }])}
      >
        {t('fields.add')}
      </Button>
    </Stack>
  )
}
