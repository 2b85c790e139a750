import { Group, Select } from '@mantine/core'
import { user } from '../../shared/entities/people.ts'
import type { Person } from '../../shared/params.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'

interface Props {
  readonly label: string
  readonly value: Person | undefined
  readonly set: (value: Person | undefined) => void
  readonly invalid?: boolean
  /** Said when nobody is chosen. */
  readonly nobody?: string
}

const kinds = ['owner', 'user', 'department', 'role'] as const

/** Who is meant: the owner of the subject, a department, a person, or a role. */
export function PersonField({ label, value, set, invalid = false, nobody }: Props) {
  const { t, of } = useWords()
  const { known } = useScene()
  const who = value?.who ?? null
  const named = (from: 'users' | 'departments') =>
    Object.entries(known.names[from] ?? {}).map(([key, name]) => ({ value: key, label: name }))
  const roles = Object.entries(user.fields.role.options).map(([key, words]) => ({ value: key, label: of(words) }))
  const options = who === 'user' ? named('users') : who === 'department' ? named('departments') : who === 'role' ? roles : []
  const key = value?.who === 'user' ? value.email : value?.who === 'department' ? value.key : value?.who === 'role' ? value.role : null
  const make = (kind: string | null, of: string): Person | undefined => {
    if (kind === 'owner') return { who: 'owner' }
    if (kind === 'user') return { who: 'user', email: of }
    if (kind === 'department') return { who: 'department', key: of }
    return kind === 'role' ? { who: 'role', role: of } : undefined
  }
  const firstOf = (kind: string | null) =>
    kind === 'user' ? named('users')[0]?.value : kind === 'department' ? named('departments')[0]?.value : roles[0]?.value
  return (
    <Group gap={6} wrap="nowrap" grow preventGrowOverflow={false}>
      <Select
        aria-label={label}
        data={kinds.map((kind) => ({ value: kind, label: t(`who.${kind}`) }))}
        placeholder={nobody ?? t('pick.choose')}
        clearable={nobody !== undefined}
        allowDeselect={nobody !== undefined}
        value={who}
        error={invalid}
        onChange={(kind) => set(make(kind, firstOf(kind) ?? ''))}
      />
      {who !== null && who !== 'owner' && (
        <Select
          aria-label={t('who.which')}
          searchable
          data={options}
          value={key}
          error={invalid}
          onChange={(next) => set(make(who, next ?? ''))}
        />
      )}
    </Group>
  )
}
