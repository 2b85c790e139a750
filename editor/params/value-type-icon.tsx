import {
  IconAlignLeft,
  IconBraces,
  IconCalendar,
  IconCash,
  IconClock,
  IconHash,
  IconLink,
  IconList,
  IconListDetails,
  IconMail,
  IconPhone,
  IconQuestionMark,
  IconSquareCheck,
  IconTag,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react'
import { useWords } from '../words/use-words.ts'
import type { Choosable } from './references.ts'

const icons: Readonly<Record<Choosable['type'], TablerIcon>> = {
  text: IconAlignLeft,
  'long-text': IconAlignLeft,
  email: IconMail,
  phone: IconPhone,
  url: IconLink,
  number: IconHash,
  money: IconCash,
  day: IconCalendar,
  date: IconCalendar,
  time: IconClock,
  flag: IconSquareCheck,
  choice: IconList,
  tags: IconTag,
  ref: IconUser,
  record: IconUser,
  list: IconListDetails,
  json: IconBraces,
  any: IconQuestionMark,
}

/** What kind of value it is: a sign for the eye, a word on hover and for screen readers. */
export function ValueTypeIcon({ type }: { readonly type: Choosable['type'] }) {
  const { t } = useWords()
  const Icon = icons[type]
  const name = t(`valueType.${type}`)
  return (
    <span className="data-picker__type" role="img" aria-label={name} title={name}>
      <Icon size={16} stroke={1.75} aria-hidden />
    </span>
  )
}
