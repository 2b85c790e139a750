/**
 * A text with values in it. It is a plain text field whose values are shown as chips by a layer below it, so typing,
 * selecting, dictating and spelling work as everywhere. Below stands every value with what it is for the sample.
 */
import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconCirclePlus } from '@tabler/icons-react'
import { type ChangeEvent, type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Reference, Template } from '../../shared/template.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { DataPicker } from './data-picker.tsx'
import { type MarkEdit, MarkTools, markKeys } from './mark-tools.tsx'
import { type Choosable, useBroken, useReferenceName } from './references.ts'
import { asReference } from './suiting.ts'
import { afterTyping, referenceAt, replaceRange, shownText, tokensOf } from './token-text.ts'
import { ValueChip } from './value-chip.tsx'
import './template-input.css'

interface Props {
  readonly label: string
  readonly value: Template
  readonly set: (value: Template) => void
  readonly node: string | null
  readonly lines?: 'one' | 'many'
  readonly describedBy?: string | undefined
  readonly invalid?: boolean
  readonly placeholder?: string
  readonly blurred?: () => void
  /** Words may be bold, in italics, links and lists: for texts of letters. */
  readonly marks?: boolean
  /** A value that stands alone is handed on as it is kept, not written as people read it. */
  readonly kept?: boolean
}

/** `node` is the step that the text belongs to; `blurred` hears when the field is left. */
export function TemplateInput({
  label,
  value,
  set,
  node,
  lines = 'one',
  describedBy,
  invalid = false,
  placeholder,
  blurred,
  marks = false,
  kept = false,
}: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const broken = useBroken()
  const nameOf = useReferenceName()
  const field = useRef<HTMLTextAreaElement>(null)
  /** A field that nobody was in has its cursor at the start, where nobody put it. */
  const wasIn = useRef(false)
  const [caret, setCaret] = useState<{ readonly from: number; readonly to: number } | null>(null)
  /** Where a picked value goes: what it replaces. */
  const [picking, setPicking] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const id = useId()
  const tokens = useMemo(() => tokensOf(value, ({ ref }) => nameOf(ref)), [value, nameOf])
  const text = shownText(tokens)

  // The text and the cursor are put into the field only where they are others. A field that React controls, and a cursor
  // that is put where it is, end the browser's own step of undo with every letter.
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    if (area.value !== text) area.value = text
    if (caret === null || document.activeElement !== area) return
    if (area.selectionStart !== caret.from || area.selectionEnd !== caret.to) area.setSelectionRange(caret.from, caret.to)
    setCaret(null)
  })

  const change = ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
    const written = lines === 'one' ? target.value.replace(/\n/g, ' ') : target.value
    const next = afterTyping(tokens, written, target.selectionStart)
    set(next.template)
    setCaret({ from: next.caret, to: next.caret })
    if (written[target.selectionStart - 1] === '@' && written.length === text.length + 1)
      setPicking({ from: target.selectionStart - 1, to: target.selectionStart })
  }

  /** Arrows jump over a value, Backspace and Delete take the whole of it. */
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && lines === 'one') event.preventDefault()
    const mark = marks && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey ? markKeys.get(event.code) : undefined
    if (mark) {
      event.preventDefault()
      event.stopPropagation()
      edit(mark)
    }
    const { selectionStart: at, selectionEnd: end } = event.currentTarget
    if (at !== end || event.shiftKey) return
    const jump = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : null
    const over = jump === null ? null : referenceAt(tokens, jump)
    if (over) {
      event.preventDefault()
      event.currentTarget.setSelectionRange(
        ...(event.key === 'ArrowRight' ? ([over.end, over.end] as const) : ([over.start, over.start] as const)),
      )
    }
  }

  const edit = (change: MarkEdit) => {
    const area = field.current
    if (!area || readOnly) return
    area.focus()
    const { template, from, to } = change({ template: value, from: area.selectionStart, to: area.selectionEnd }, ({ ref }) => nameOf(ref))
    set(template)
    setCaret({ from, to })
  }

  const pick = (chosen: Choosable) => {
    const { from, to } = picking ?? { from: text.length, to: text.length }
    const reference: Reference = kept ? { ref: chosen.path } : asReference(chosen)
    set(replaceRange(tokens, from, to, [reference]))
    setPicking(null)
    const end = from + (tokensOf([reference], ({ ref }) => nameOf(ref))[0]?.text.length ?? 0)
    setCaret({ from: end, to: end })
    requestAnimationFrame(() => field.current?.focus())
  }

  const references = tokens.filter(({ reference }) => reference !== null)
  return (
    <div className="template-input" data-invalid={invalid || undefined}>
      {marks && <MarkTools label={label} disabled={readOnly} edit={edit} />}
      <Popover
        opened={picking !== null}
        onDismiss={() => setPicking(null)}
        position="bottom-end"
        width={320}
        trapFocus
        returnFocus
        withinPortal
      >
        <div className="template-input__box" data-lines={lines}>
          <div className="template-input__layer" aria-hidden>
            {tokens.map(({ start, text: shown, reference }) =>
              reference ? (
                <mark key={start} data-broken={broken(reference.ref) !== null || undefined}>
                  {shown}
                </mark>
              ) : (
                <span key={start}>{shown}</span>
              ),
            )}
            {text.endsWith('\n') || text === '' ? '\u200b' : ''}
          </div>
          <textarea
            ref={field}
            id={id}
            aria-label={label}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            className="template-input__field"
            rows={1}
            readOnly={readOnly}
            placeholder={placeholder}
            onChange={change}
            onFocus={() => {
              wasIn.current = true
            }}
            onKeyDown={keys}
            onBlur={blurred}
            onMouseUp={({ currentTarget }) => {
              const inside =
                currentTarget.selectionStart === currentTarget.selectionEnd ? referenceAt(tokens, currentTarget.selectionStart) : null
              if (inside) currentTarget.setSelectionRange(inside.end, inside.end)
            }}
          />
          <Popover.Target>
            <Tooltip label={t('picker.insert')}>
              <ActionIcon
                className="template-input__add"
                size={28}
                color="gray"
                disabled={readOnly}
                aria-label={t('picker.insertInto', { name: label })}
                onClick={() => {
                  const { selectionStart: at, selectionEnd: to } = (wasIn.current && field.current) || atEnd(text)
                  const inside = referenceAt(tokens, at)
                  setPicking(inside ? { from: inside.end, to: inside.end } : { from: at, to })
                }}
              >
                <IconCirclePlus size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </Popover.Target>
        </div>
        <Popover.Dropdown p={8} aria-label={t('picker.insert')}>
          {picking && <DataPicker node={node} pick={pick} />}
        </Popover.Dropdown>
      </Popover>
      {references.length > 0 && (
        <div className="template-input__chips">
          {references.map(
            ({ start, end, reference }) =>
              reference && (
                <ValueChip
                  key={start}
                  reference={reference}
                  node={node}
                  change={(next) => set(replaceRange(tokens, start, end, [next]))}
                  remove={() => set(replaceRange(tokens, start, end, []))}
                />
              ),
          )}
        </div>
      )}
    </div>
  )
}

const atEnd = ({ length }: string) => ({ selectionStart: length, selectionEnd: length })
