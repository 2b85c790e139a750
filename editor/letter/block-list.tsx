import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { whenThere } from '../ui/when-there.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { blockKeys, type DrawnBlock, duplicated, moved, withBlock } from './letter-edits.ts'
import { LetterPlace } from './letter-place.tsx'
import './letter.css'

interface Props<Each extends DrawnBlock> {
  /** What screen readers call the list. */
  readonly label: string
  /** The step that the letter belongs to. */
  readonly node: string
  /** Where the list stands in its letter: `en.blocks`. */
  readonly place: string
  readonly blocks: readonly Each[]
  readonly set: (blocks: readonly Each[]) => void
  /** What the menu offers. */
  readonly kinds: readonly Each['kind'][]
  readonly begin: (kind: Each['kind']) => Each
  readonly fields: (block: Each, change: (block: Each) => void, place: string) => ReactNode
}

/** Blocks below each other: added, moved by hand or by key, copied, taken away. */
export function BlockList<Each extends DrawnBlock>({ label, node, place, blocks, set, kinds, begin, fields }: Props<Each>) {
  const { t } = useWords()
  const { view, readOnly } = useScene()
  const list = useId()
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const keys = blockKeys(blocks)

  const move = (from: number, to: number) => {
    const next = moved(blocks, from, to)
    if (next === blocks) return
    set(next)
    view.getState().announce(t('letter.moved', { place: to + 1, count: blocks.length }))
    focusBlock(list, to)
  }
  const remove = (at: number) => {
    set(blocks.toSpliced(at, 1))
    if (blocks.length > 1) focusBlock(list, Math.max(0, at - 1))
  }
  /** Nothing of a column is put into the letter around it, nor the other way. */
  const over = (event: DragEvent, to: number) => {
    if (drag === null) return
    event.preventDefault()
    event.stopPropagation()
    if (drag.to !== to) setDrag({ ...drag, to })
  }
  const drop = (event: DragEvent) => {
    if (drag === null) return
    event.preventDefault()
    event.stopPropagation()
    move(drag.from, drag.to)
    setDrag(null)
  }

  return (
    <>
      <ol className="letter-blocks" aria-label={label}>
        {blocks.map((block, at) => (
          <li
            key={keys[at]}
            className="letter-block"
            data-block={`${list}${at}`}
            data-kind={block.kind}
            data-drop={drag !== null && drag.to === at && drag.from !== at ? (drag.from < at ? 'after' : 'before') : undefined}
            data-dragged={drag?.from === at || undefined}
            aria-label={t('letter.blockOf', { kind: t(`block.${block.kind}`), place: at + 1, count: blocks.length })}
            onDragOver={(event) => over(event, at)}
            onDrop={drop}
          >
            <BlockHead
              name={t(`block.${block.kind}`)}
              isFirst={at === 0}
              isLast={at === blocks.length - 1}
              readOnly={readOnly}
              move={(by) => move(at, at + by)}
              copy={() => {
                set(duplicated(blocks, at))
                focusBlock(list, at + 1)
              }}
              remove={() => remove(at)}
              dragged={(isDragged) => setDrag(isDragged ? { from: at, to: at } : null)}
            />
            <LetterPlace node={node} place={`${place}.${at}`}>
              {fields(block, (next) => set(blocks.with(at, next)), `${place}.${at}`)}
            </LetterPlace>
          </li>
        ))}
      </ol>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={16} />}
            style={{ alignSelf: 'flex-start' }}
            disabled={readOnly}
          >
            {t('letter.addBlock')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => set(withBlock(blocks, begin(kind)))}>
              {t(`block.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const focusBlock = (list: string, at: number) =>
  whenThere(`[data-block="${CSS.escape(`${list}${at}`)}"] [data-grip]`, (grip) => grip.focus({ preventScroll: false }))

interface HeadProps {
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly readOnly: boolean
  readonly move: (by: 1 | -1) => void
  readonly copy: () => void
  readonly remove: () => void
  readonly dragged: (isDragged: boolean) => void
}

/** The grip moves by hand and, with Alt and an arrow, by key; the arrows beside it do the same by a press. */
function BlockHead({ name, isFirst, isLast, readOnly, move, copy, remove, dragged }: HeadProps) {
  const { t } = useWords()
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null || readOnly) return
    event.preventDefault()
    event.stopPropagation()
    move(by)
  }
  const start = (event: DragEvent<HTMLElement>) => {
    event.stopPropagation()
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', name)
    const card = event.currentTarget.closest('.letter-block')
    if (card) event.dataTransfer.setDragImage(card, 12, 12)
    dragged(true)
  }
  return (
    <div className="letter-block__head">
      <Tooltip label={t('letter.grip')}>
        <button
          type="button"
          className="letter-block__grip"
          data-grip
          draggable={!readOnly}
          aria-label={t('letter.gripOf', { name })}
          disabled={readOnly}
          onKeyDown={keys}
          onDragStart={start}
          onDragEnd={() => dragged(false)}
        >
          <IconGripVertical size={16} />
          <span>{name}</span>
        </button>
      </Tooltip>
      {!readOnly && (
        <span className="letter-block__tools">
          <ActionIcon size={28} color="gray" aria-label={t('order.up')} disabled={isFirst} onClick={() => move(-1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon size={28} color="gray" aria-label={t('order.down')} disabled={isLast} onClick={() => move(1)}>
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon size={28} color="gray" aria-label={t('letter.copyBlock')} onClick={copy}>
            <IconCopy size={16} />
          </ActionIcon>
          <ActionIcon size={28} color="gray" aria-label={t('common.remove')} onClick={remove}>
            <IconTrash size={16} />
          </ActionIcon>
        </span>
      )}
    </div>
  )
}
