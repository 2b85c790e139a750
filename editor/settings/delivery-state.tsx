import { IconAlertTriangle, IconCheck, IconRepeat, IconShieldQuestion, type TablerIcon } from '@tabler/icons-react'
import { useEntity } from '../api/records.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { useWords } from '../words/use-words.ts'

const states: Readonly<Record<string, readonly [TablerIcon, Tone]>> = {
  read: [IconCheck, 'done'],
  unread: [IconAlertTriangle, 'warning'],
  repeated: [IconRepeat, 'plain'],
  quarantined: [IconShieldQuestion, 'warning'],
}

/** What became of a delivery, in a word. In the words of the field of submissions. */
export function DeliveryState({ state }: { readonly state: string }) {
  const { of } = useWords()
  const field = useEntity('submission').fields['state']
  const [icon, tone] = states[state] ?? [IconCheck, 'plain']
  const words = field?.type === 'choice' ? field.options[state] : undefined
  return (
    <StateBadge icon={icon} tone={tone}>
      {words ? of(words) : state}
    </StateBadge>
  )
}
