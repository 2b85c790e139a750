import { Checkbox, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { Field } from '../../shared/entities/entity.ts'
import { type DescribedEntity, fieldsOf, type RecordData, type RecordList, titleOf } from '../api/records.ts'
import { usePreferences } from '../preferences.ts'
import { rowHeight } from '../theme.ts'
import { RecordLink } from '../ui/record-link.tsx'
import { useWindow } from '../ui/use-window.ts'
import { useWords } from '../words/use-words.ts'
import { nameWidth, tickWidth, widthOf, widthOfAll } from './column-width.ts'
import { FieldValue } from './field-value.tsx'
import styles from './record-table.module.css'

interface Props {
  readonly entity: DescribedEntity
  readonly records: readonly RecordData[]
  readonly refs: RecordList['refs']
  readonly total: number
  readonly columns: readonly string[]
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly selected: ReadonlySet<string>
  /** Chooses these, or lets go of them. It stays the same function, so that rows need not be drawn anew. */
  readonly onSelect: (ids: readonly string[], chosen: boolean) => void
  /** The end of what is loaded comes into sight. */
  readonly onEnd: () => void
}

/** Thousands of records, of which only those in sight are drawn: a table on a wide screen, cards on a phone. */
export function RecordTable(props: Props) {
  const { entity, records, onEnd } = props
  const { of } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const density = usePreferences((preferences) => preferences.density)
  const height = phone ? 64 : rowHeight(density)
  const rows = useWindow(box, records.length, height)
  useEffect(() => {
    if (rows.end >= records.length) onEnd()
  }, [rows.end, records.length, onEnd])
  const shown = records.slice(rows.first, rows.end)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
    <section ref={box} className={styles['box']} tabIndex={0} aria-label={of(entity.titles)}>
      {phone ? (
        <Cards {...props} shown={shown} rows={rows} height={height} />
      ) : (
        <Rows {...props} shown={shown} rows={rows} height={height} />
      )}
    </section>
  )
}

interface ShownProps extends Props {
  readonly shown: readonly RecordData[]
  readonly rows: ReturnType<typeof useWindow>
  readonly height: number
}

function Rows({ entity, records, refs, total, columns, sort, onSort, selected, onSelect, shown, rows, height }: ShownProps) {
  const { t, language } = useWords()
  const fields = useMemo(() => fieldsOf(entity), [entity])
  const all = records.length > 0 && records.every(({ id }) => selected.has(id))
  return (
    <table
      className={styles['table']}
      aria-rowcount={total + 1}
      style={{
        minWidth: widthOfAll(
          columns.map((name) => fields[name]),
          language,
        ),
      }}
    >
      <thead>
        <tr>
          {entity.mayWrite && (
            <th style={{ width: tickWidth }} scope="col">
              <Checkbox
                ml={8}
                aria-label={t('list.selectAll')}
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() =>
                  onSelect(
                    records.map(({ id }) => id),
                    !all,
                  )
                }
              />
            </th>
          )}
          <Heading
            name={entity.titleFields[0] ?? 'id'}
            title={nameTitle(entity, t('list.name'))}
            sort={sort}
            onSort={onSort}
            width={nameWidth}
            sortable
          />
          {columns.map((name) => {
            const field = fields[name]
            return field && <ColumnHeading key={name} name={name} field={field} sort={sort} onSort={onSort} />
          })}
        </tr>
      </thead>
      <tbody>
        <Gap height={rows.above} />
        {shown.map((record, at) => (
          <Row
            key={record.id}
            {...{ entity, fields, record, refs, columns, height, onSelect }}
            place={rows.first + at + 2}
            isSelected={selected.has(record.id)}
          />
        ))}
        <Gap height={rows.below} />
      </tbody>
    </table>
  )
}

interface RowProps extends Pick<ShownProps, 'entity' | 'refs' | 'columns' | 'height' | 'onSelect'> {
  readonly record: RecordData
  readonly fields: Readonly<Record<string, Field>>
  /** Counted from 1, the row of headings included. */
  readonly place: number
  readonly isSelected: boolean
}

const Row = memo(({ entity, fields, record, refs, columns, height, place, isSelected, onSelect }: RowProps) => {
  const { t } = useWords()
  const title = titleOf(entity, record) || t('common.empty')
  return (
    <tr style={{ height }} aria-rowindex={place} aria-selected={isSelected}>
      {entity.mayWrite && (
        <td>
          <Checkbox
            aria-label={t('list.select', { name: title })}
            checked={isSelected}
            onChange={() => onSelect([record.id], !isSelected)}
          />
        </td>
      )}
      <td style={{ fontWeight: 500 }}>
        <RecordLink entity={entity.name} id={record.id} title={title} />
      </td>
      {columns.map((name) => (
        <td key={name} className={isFigure(fields[name]) ? styles['figures'] : undefined}>
          {fields[name] && <FieldValue field={fields[name]} value={record[name]} refs={refs} />}
        </td>
      ))}
    </tr>
  )
})

/** The first column is the name, unless the description calls the one title field something else. */
function nameTitle(entity: DescribedEntity, fallback: string): string | Field['title'] {
  const [first, second] = entity.titleFields
  return second === undefined && first !== undefined ? (entity.fields[first]?.title ?? fallback) : fallback
}

function ColumnHeading({
  name,
  field,
  sort,
  onSort,
}: {
  readonly name: string
  readonly field: Field
  readonly sort: string
  readonly onSort: (sort: string) => void
}) {
  const { language } = useWords()
  const sortable = !['json', 'tags', 'long-text'].includes(field.type)
  return <Heading {...{ name, sort, onSort, sortable }} width={widthOf(field, language)} isFigure={isFigure(field)} title={field.title} />
}

/** Figures stand under each other by their last digit. */
const isFigure = (field: Field | undefined): boolean => field?.type === 'number' || field?.type === 'money'

interface HeadingProps {
  readonly name: string
  readonly title: string | Field['title']
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly sortable: boolean
  readonly width: number
  readonly isFigure?: boolean
}

function Heading({ name, title, sort, onSort, sortable, width, isFigure = false }: HeadingProps) {
  const { t, of } = useWords()
  const words = typeof title === 'string' ? title : of(title)
  const up = sort === name
  const down = sort === `-${name}`
  const Arrow = up ? IconArrowUp : down ? IconArrowDown : IconArrowsSort
  return (
    <th
      scope="col"
      style={{ width }}
      className={isFigure ? styles['figures'] : undefined}
      aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}
    >
      {sortable ? (
        <button
          type="button"
          className={styles['sort']}
          title={t('list.sortBy', { field: words })}
          onClick={() => onSort(up ? `-${name}` : name)}
        >
          <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{words}</span>
          <Arrow size={14} aria-hidden style={{ opacity: up || down ? 1 : 0.45, flex: 'none' }} />
        </button>
      ) : (
        <span className={styles['sort']} style={{ cursor: 'default' }}>
          {words}
        </span>
      )}
    </th>
  )
}

function Gap({ height }: { readonly height: number }) {
  if (height === 0) return null
  return (
    <tr className={styles['gap']} style={{ height }}>
      <td />
    </tr>
  )
}

function Cards({ entity, refs, columns, shown, rows, height }: ShownProps) {
  const { t, of } = useWords()
  const fields = fieldsOf(entity)
  return (
    <div style={{ paddingTop: rows.above, paddingBottom: rows.below }}>
      {shown.map((record) => (
        <div key={record.id} className={styles['card']} style={{ height }}>
          <div className={styles['lines']}>
            <div style={{ fontWeight: 500 }}>
              <RecordLink entity={entity.name} id={record.id} title={titleOf(entity, record) || t('common.empty')} />
            </div>
            <Text size="xs" c="dimmed" component="div">
              {columns
                .filter((name) => record[name] !== null && record[name] !== undefined && record[name] !== '')
                .slice(0, 3)
                .map((name, at) => (
                  <span key={name}>
                    {at > 0 && ' · '}
                    {isFigure(fields[name]) && fields[name] && `${of(fields[name].title)}: `}
                    {fields[name] && <FieldValue field={fields[name]} value={record[name]} refs={refs} plain />}
                  </span>
                ))}
            </Text>
          </div>
        </div>
      ))}
    </div>
  )
}
