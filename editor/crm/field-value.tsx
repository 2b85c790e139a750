import { Anchor, Badge, Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { RecordList } from '../../shared/api/records.ts'
import type { Field } from '../../shared/entities/entity.ts'
import { gradeOf } from '../../shared/grade.ts'
import { isJsonObject } from '../../shared/json.ts'
import { useSession } from '../api/session.ts'
import { Money } from '../ui/money.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { dayInWords, numberInWords } from '../ui/time-words.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly field: Field
  readonly value: unknown
  readonly refs: RecordList['refs']
  /** Links are drawn as plain text: the value stands in something that is pressed itself. */
  readonly plain?: boolean
}

/** The value of a field, as people read it. A dash for nothing. */
export function FieldValue({ field, value, refs, plain = false }: Props) {
  const { t, of, language } = useWords()
  if (field.type === 'flag')
    return value === true ? (
      <Group gap={4} wrap="nowrap" component="span">
        <IconCheck size={16} aria-hidden /> {t('common.yes')}
      </Group>
    ) : (
      <Text span c="dimmed" inherit>
        {t('common.no')}
      </Text>
    )
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return <Nothing />
  switch (field.type) {
    case 'choice':
      return field.options[String(value)] ? of(field.options[String(value)] ?? { en: '', ru: '' }) : String(value)
    case 'money':
      return isMoney(value) ? <Money value={value} /> : <Nothing />
    case 'day':
      return <time dateTime={String(value)}>{dayInWords(String(value), language)}</time>
    case 'time':
      return <When at={String(value)} />
    case 'number':
      if (field.graded) return <Graded score={Number(value)} />
      return numberInWords(Number(value), language)
    case 'tags':
      return (
        <Group gap={4} component="span">
          {(value as readonly unknown[]).map((tag) => (
            <Badge key={String(tag)} variant="default" tt="none" fw={500} fz={12} radius={6}>
              {String(tag)}
            </Badge>
          ))}
        </Group>
      )
    case 'ref': {
      const link = refs[String(value)]
      if (!link) return <Nothing />
      if (plain) return link.hidden ? t('common.hidden') : link.title
      return <RecordLink {...link} />
    }
    case 'email':
      return plain ? String(value) : <Anchor href={`mailto:${String(value)}`}>{String(value)}</Anchor>
    case 'phone':
      return plain ? String(value) : <Anchor href={`tel:${String(value)}`}>{String(value)}</Anchor>
    case 'url':
      return plain || !/^https?:\/\//.test(String(value)) ? (
        String(value)
      ) : (
        <Anchor href={String(value)} target="_blank" rel="noreferrer">
          {String(value)}
        </Anchor>
      )
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value)
    default:
      return String(value)
  }
}

/** Points and their grade, as in "62 A". */
export function Graded({ score }: { readonly score: number }) {
  const { language } = useWords()
  const { grades } = useSession()
  const grade = gradeOf(score, grades)
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      {numberInWords(score, language)}
      {grade && (
        <span className="grade" data-grade={grade}>
          {grade}
        </span>
      )}
    </Group>
  )
}

function Nothing() {
  const { t } = useWords()
  return (
    <Text span inherit c="dimmed">
      <span aria-hidden="true">–</span>
      <span className="only-read-aloud">{t('common.empty')}</span>
    </Text>
  )
}

/** Is a value an amount, `{ cents, currency }`? */
export const isMoney = (value: unknown): value is { cents: number; currency: string } =>
  isJsonObject(value) && typeof value['cents'] === 'number' && typeof value['currency'] === 'string'
