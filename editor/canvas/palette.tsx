/** The palette: every kind of step by group, with a search that knows synonyms in both languages. */
import { Popover, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { paletteGroups } from '../../shared/node.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { draggedType } from './canvas.tsx'
import { GroupIcon, StepIcon } from './category-icon.tsx'
import { searchTypes } from './palette-search.ts'
import './palette.css'

interface Props {
  /** Only steps that may follow another. */
  readonly following?: boolean
  readonly pick: (type: NodeTypeData) => void
  /** The pointer may carry a step to the canvas. */
  readonly draggable?: boolean
  readonly autoFocus?: boolean
}

/** The search and the list below it. Arrows walk through the list from the search field; Enter takes the marked one. */
function Palette({ following = false, pick, draggable = false, autoFocus = false }: Props) {
  const { t, language } = useWords()
  const { types } = useScene()
  const [query, setQuery] = useState('')
  const [marked, setMarked] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const offered = useMemo(() => [...types.values()].filter(({ trigger }) => !following || trigger === null), [types, following])
  const found = useMemo(() => {
    const matching = searchTypes(offered, query, language)
    if (query.trim() !== '') return matching
    return paletteGroups.flatMap((group) => matching.filter((type) => type.group === group))
  }, [offered, query, language])

  const keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const next = Math.max(0, Math.min(found.length - 1, marked + step))
      setMarked(next)
      list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' })
    }
    const type = found[marked]
    if (event.key === 'Enter' && type) {
      event.preventDefault()
      pick(type)
    }
  }

  return (
    <div className="palette">
      <TextInput
        onKeyDown={keys}
        className="palette__search"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[marked] ? `${id}-${marked}` : undefined}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setMarked(0)
        }}
      />
      <div ref={list} id={id} role="listbox" aria-label={t('palette.name')} className="palette__list">
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {t('common.notFoundNamed', { name: query })}
          </Text>
        )}
        {found.map((type, at) => (
          <PaletteRow
            key={type.type}
            id={`${id}-${at}`}
            type={type}
            at={at}
            heading={query.trim() === '' && found[at - 1]?.group !== type.group}
            marked={at === marked}
            pick={pick}
            draggable={draggable}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly type: NodeTypeData
  readonly at: number
  readonly heading: boolean
  readonly marked: boolean
  readonly pick: (type: NodeTypeData) => void
  readonly draggable: boolean
}

function PaletteRow({ id, type, at, heading, marked, pick, draggable }: RowProps) {
  const { t, of } = useWords()
  return (
    <>
      {heading && (
        <div className="palette__group" role="presentation" style={{ color: `var(--t-${type.group})` }}>
          <GroupIcon group={type.group} size={15} />
          {t(`group.${type.group}`)}
        </div>
      )}
      <UnstyledButton
        id={id}
        role="option"
        aria-selected={marked}
        tabIndex={-1}
        className="palette__row"
        data-at={at}
        data-marked={marked || undefined}
        data-palette-type={type.type}
        title={of(type.about)}
        draggable={draggable}
        onDragStart={(event) => {
          event.dataTransfer.setData(draggedType, type.type)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        onClick={() => pick(type)}
      >
        <StepIcon type={type} size={24} />
        <span className="palette__title">{of(type.title)}</span>
      </UnstyledButton>
    </>
  )
}

/** The palette beside the canvas: a click puts the step after the selected one. */
export function DockedPalette() {
  const actions = useActions()
  return <Palette draggable pick={(type) => actions.addType(type, null)} />
}

/** The palette where a `+` was pressed or a line was let go. */
export function PlacedPalette() {
  const actions = useActions()
  const { t } = useWords()
  const place = useView((view) => view.palette)
  const [x, y] = place?.at ?? [0, 0]
  return (
    <Popover
      opened={place !== null}
      onDismiss={() => actions.openPalette(null)}
      position="bottom"
      width={300}
      trapFocus
      returnFocus
      withinPortal
      closeOnEscape
      shadow="md"
    >
      <Popover.Target>
        <span aria-hidden style={{ position: 'fixed', left: x, top: y, width: 1, height: 1, pointerEvents: 'none' }} />
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('palette.name')} className="palette-dropdown">
        {place && <Palette key={`${x} ${y}`} following={place.kind !== 'canvas'} autoFocus pick={(type) => actions.addType(type, place)} />}
      </Popover.Dropdown>
    </Popover>
  )
}
