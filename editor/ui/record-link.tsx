import { Link } from 'wouter'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { addressOf } from '../../shared/record-address.ts'
import { titleInWords } from '../../shared/record-title.ts'
import { useWords } from '../words/use-words.ts'
import { EntityIcon } from './entity-icon.tsx'

const besideIcon = { display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 } as const
/** Where there is no room it is shortened with three dots, as text is. */
const alone = {
  display: 'inline-block',
  maxWidth: '100%',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  verticalAlign: 'bottom',
} as const

interface Props {
  readonly entity: string
  readonly id: string
  readonly title: string
  readonly hidden?: true | undefined
  readonly icon?: boolean
}

/**
 * A link to the card of a record, with the icon of its kind. Plain text where the kind has no card or the reader may not
 * open it. With `icon` the
 * kind is shown and read aloud, too.
 */
export function RecordLink({ entity, id, title, hidden, icon = false }: Props) {
  const { of, t, language } = useWords()
  const to = hidden ? null : addressOf(entity, id)
  const name =
    entity === 'comparison'
      ? t('common.whatChanged', { versions: title })
      : title === ''
        ? t(hidden ? 'common.hidden' : 'common.empty')
        : hasEntity(entity)
          ? titleInWords(entityNamed(entity), title, language)
          : title
  const mark = icon && hasEntity(entity) && (
    <>
      <EntityIcon entity={entity} size={16} />
      <span className="only-read-aloud">{of(entityNamed(entity).title)}: </span>
    </>
  )
  const style = mark ? besideIcon : alone
  if (to === null)
    return (
      <span style={style}>
        {mark}
        {name}
      </span>
    )
  return (
    <Link href={to} className="plain-link" style={style}>
      {mark}
      {name}
    </Link>
  )
}
