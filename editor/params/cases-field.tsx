import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { StoredCase } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'
import { newPortId } from './list-edits.ts'
import { OrderButtons } from './order-buttons.tsx'
import { RuleField } from './rule-field.tsx'

interface Props {
  readonly node: string
  readonly entity: string | null
  readonly value: readonly StoredCase[]
  readonly set: (value: readonly StoredCase[]) => void
}

/**
 * The cases of a choice: a name and a condition each, tried from top to bottom. `entity` is that of the subject, whom
 * the conditions are about.
 */
export function CasesField({ node, entity, value, set }: Props) {
  const { t } = useWords()
  const change = (at: number, next: Partial<StoredCase>) => set(value.map((each, index) => (index === at ? { ...each, ...next } : each)))
  return (
    <Stack gap="sm">
      {value.map((each, at) => (
        <div key={each.id} className="field-box">
          <Group gap={4} wrap="nowrap" mb={8}>
            <TextInput
              flex={1}
              aria-label={t('cases.name', { number: at + 1 })}
              placeholder={t('cases.name', { number: at + 1 })}
              value={each.name}
              maxLength={60}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
            />
            <OrderButtons list={value} at={at} set={set} />
          </Group>
          <RuleField
            label={each.name}
            entity={entity}
            node={node}
            value={each.rule}
            set={(rule) => change(at, { rule: rule ?? { all: [] } })}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => set([...value, { id: newPortId(value), name: t('cases.name', { number: value.length + 1 }), rule: { all: [] } }])}
      >
        {t('cases.add')}
      </Button>
    </Stack>
  )
}
