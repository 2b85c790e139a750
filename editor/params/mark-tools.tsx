import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBold, IconItalic, IconLink, IconList } from '@tabler/icons-react'
import { useWords } from '../words/use-words.ts'
import { linked, type Selected, toggledList, toggledMark } from './mark-edits.ts'

interface Props {
  /** Of the field. */
  readonly label: string
  readonly disabled: boolean
  readonly edit: (change: MarkEdit) => void
}

/** What a button does to the selection; `nameOf` is how the field shows values. */
export type MarkEdit = (selected: Selected, nameOf: Parameters<typeof toggledList>[1]) => Selected

const bold: MarkEdit = (selected, nameOf) => toggledMark(selected, '**', nameOf)
const italic: MarkEdit = (selected, nameOf) => toggledMark(selected, '__', nameOf)

/** The same by key, in the field: Mod with one of these, by its place on the keyboard. */
export const markKeys: ReadonlyMap<string, MarkEdit> = new Map([
  ['KeyB', bold],
  ['KeyI', italic],
])

/** Bold, italic, a link, a list. */
export function MarkTools({ label, disabled, edit }: Props) {
  const { t } = useWords()
  const link: MarkEdit = (selected, nameOf) => linked(selected, t('marks.linkWords'), nameOf)
  const tools = [
    { name: t('marks.bold'), icon: IconBold, change: bold },
    { name: t('marks.italic'), icon: IconItalic, change: italic },
    { name: t('marks.link'), icon: IconLink, change: link },
    { name: t('marks.list'), icon: IconList, change: toggledList },
  ]
  return (
    <div className="mark-tools" role="toolbar" aria-label={t('marks.of', { name: label })}>
      {tools.map(({ name, icon: Icon, change }) => (
        <Tooltip key={name} label={name}>
          <ActionIcon
            size={28}
            color="gray"
            aria-label={name}
            disabled={disabled}
            // The selection in the field stays.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => edit(change)}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}
