import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Branch } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'
import { equalShares, newPortId } from './list-edits.ts'

interface Props {
  readonly weighted: boolean
  readonly value: readonly Branch[]
  readonly set: (value: readonly Branch[]) => void
}

/**
 * The ways of a split or of "do both". Shares make 100 percent. A new way gets an id that its port keeps, and all of
 * them equal shares anew.
 */
export function BranchesField({ weighted, value, set }: Props) {
  const { t } = useWords()
  const sum = value.reduce((total, { weight = 0 }) => total + weight, 0)
  const change = (at: number, next: Partial<Branch>) => set(value.map((each, index) => (index === at ? { ...each, ...next } : each)))
  const shared = (list: readonly Branch[]) => {
    const shares = equalShares(list.length)
    return weighted ? list.map((each, at) => ({ ...each, weight: shares[at] ?? 0 })) : list
  }
  return (
    <Stack gap={6}>
      {value.map((each, at) => (
        <Group key={each.id} gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={t('branches.name', { number: at + 1 })}
            value={each.name}
            maxLength={60}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          {weighted && (
            <NumberInput
              w={92}
              suffix=" %"
              min={0}
              max={100}
              allowDecimal={false}
              aria-label={t('branches.share', { name: each.name })}
              value={each.weight ?? 0}
              error={sum !== 100}
              onChange={(weight) => change(at, { weight: typeof weight === 'number' ? weight : 0 })}
            />
          )}
          <ActionIcon
            color="gray"
            aria-label={t('common.remove')}
            disabled={value.length <= 2}
            onClick={() => set(shared(value.filter((_, index) => index !== at)))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {weighted && sum !== 100 && (
        <Text size="xs" c="var(--t-error)" role="alert">
          {t('branches.sum', { sum })}
        </Text>
      )}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => {
          const id = newPortId(value)
          set(shared([...value, { id, name: id.toUpperCase() }]))
        }}
      >
        {t('branches.add')}
      </Button>
    </Stack>
  )
}
