import { Button, Menu } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import type { Question } from '../../shared/params.ts'
import { useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import { newPortId } from './list-edits.ts'

interface Props {
  readonly value: readonly Question[]
  readonly set: (value: readonly Question[]) => void
}

/** Offers the kept sets of questions; the chosen one is copied, so that what is live never changes under people's hands. */
export function QuestionSets({ value, set }: Props) {
  const { t } = useWords()
  const sets = useRecords('questionSet', { sort: 'name' }, 100)
  if (!sets.data || sets.data.items.length === 0) return null
  const copy = (questions: readonly Question[]) => {
    const all = [...value]
    for (const question of questions) all.push({ ...question, id: newPortId(all) })
    set(all)
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="compact-md" leftSection={<IconListCheck size={16} />}>
          {t('questions.fromSet')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sets.data.items.map((each) => (
          <Menu.Item key={each.id} onClick={() => copy((each['questions'] ?? []) as readonly Question[])}>
            {String(each['name'])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
