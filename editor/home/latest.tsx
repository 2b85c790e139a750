import { IconArrowDownLeft, IconArrowUpRight, IconCheckbox, IconForms, type TablerIcon } from '@tabler/icons-react'
import { addressOf } from '../../shared/record-address.ts'
import type { Rule } from '../../shared/rules.ts'
import { type RecordData, type RecordList, useRecords } from '../api/records.ts'
import type { Category } from '../theme.ts'
import { When } from '../ui/when.tsx'
import type { WordKey } from '../words/all.ts'
import { useWords } from '../words/use-words.ts'
import { Panel } from './panel.tsx'
import { Row } from './row.tsx'

const shown = 9
const read: Rule = { field: 'state', is: 'is', value: 'read' }
/** A letter that waits, or failed, has not happened. */
const arrivedOrLeft: Rule = {
  any: [
    { field: 'direction', is: 'is', value: 'in' },
    { field: 'state', is: 'is', value: 'sent' },
  ],
}

/** What came in and what automation did lately, newest first: letters, requests, tasks. */
export function Latest() {
  const { t } = useWords()
  const letters = useRecords('message', { filter: arrivedOrLeft, sort: '-at' }, shown)
  const requests = useRecords('submission', { filter: read, sort: '-at' }, shown)
  const tasks = useRecords('task', { sort: '-createdAt' }, shown)
  const lines = [
    ...linesOf(letters.data, ({ direction }) => (direction === 'out' ? sent : received), 'at', 'subject'),
    ...linesOf(requests.data, () => asked, 'at', null),
    ...linesOf(tasks.data, ({ run }) => (typeof run === 'string' ? given : null), 'createdAt', 'title'),
  ].sort((one, other) => other.at.localeCompare(one.at))
  return (
    <Panel
      title={t('home.latest')}
      to={null}
      empty={t('home.noLatest')}
      lists={[letters, requests, tasks]}
      total={letters.data && requests.data && tasks.data ? lines.length : undefined}
    >
      {lines.slice(0, shown).map(({ id, to, look, who, what, at }) => (
        <Row
          key={id}
          to={to}
          icon={look.icon}
          category={look.category}
          title={who || t(look.words)}
          about={[t(look.words), what].filter(Boolean).join(': ')}
        >
          <When at={at} />
        </Row>
      ))}
    </Panel>
  )
}

interface Look {
  readonly icon: TablerIcon
  readonly category: Category
  readonly words: WordKey
}

const sent: Look = { icon: IconArrowUpRight, category: 'message', words: 'home.sent' }
const received: Look = { icon: IconArrowDownLeft, category: 'wait', words: 'home.received' }
const asked: Look = { icon: IconForms, category: 'trigger', words: 'home.asked' }
const given: Look = { icon: IconCheckbox, category: 'task', words: 'home.given' }

interface LatestLine {
  readonly id: string
  readonly to: string | null
  readonly look: Look
  readonly who: string
  readonly what: string
  readonly at: string
}

/** `lookOf` leaves out what it has no look for. */
function linesOf(
  list: RecordList | undefined,
  lookOf: (record: RecordData) => Look | null,
  at: string,
  what: string | null,
): readonly LatestLine[] {
  return (list?.items ?? []).flatMap((record) => {
    const look = lookOf(record)
    const contact = list?.refs[String(record['contact'] ?? '')]
    if (!look) return []
    const own = look === sent || look === received ? addressOf('message', record.id) : look === given ? addressOf('task', record.id) : null
    return [
      {
        id: record.id,
        to: own ?? (contact && !contact.hidden ? addressOf('contact', contact.id) : null),
        look,
        who: contact?.title ?? '',
        what: what === null ? '' : String(record[what] ?? ''),
        at: String(record[at]),
      },
    ]
  })
}
