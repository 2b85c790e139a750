import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { changeNote } from '../workflow/node-commands.ts'
import { useDraft, useScene } from '../workflow/scene.ts'
import { focusFlow } from './focus-flow.ts'
import { NoteText } from './note-text.tsx'
import { cardDomId } from './step-card.tsx'
import type { NoteNode } from './to-react-flow.ts'

/** The first is that of a note without one. */
export const noteColours = ['yellow', 'blue', 'green', 'pink', 'grey'] as const

/** A note on the canvas. It explains, it never takes part. A node type of React Flow; a double click writes in it. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>) {
  const { note } = data
  const { t } = useWords()
  const { readOnly } = useScene()
  const edit = useDraft((draft) => draft.edit)
  const [writing, setWriting] = useState(false)
  return (
    <div
      id={cardDomId(note.id)}
      role="note"
      aria-label={t('note.title')}
      className="note-card"
      data-colour={note.colour ?? 'yellow'}
      data-note-id={note.id}
      data-selected={selected || undefined}
      onDoubleClick={() => setWriting(!readOnly)}
    >
      {selected && !readOnly && (
        <>
          <NodeResizer
            minWidth={120}
            minHeight={64}
            onResizeEnd={(_, { width, height }) =>
              edit({ code: 'resize-note' }, (workflow) => changeNote(workflow, note.id, { size: [Math.round(width), Math.round(height)] }))
            }
          />
          <span className="note-card__colours nodrag">
            {noteColours.map((colour) => (
              <button
                key={colour}
                type="button"
                tabIndex={-1}
                className="note-card__colour"
                data-colour={colour}
                aria-label={t(`note.${colour}`)}
                onClick={() => edit({ code: 'colour-note' }, (workflow) => changeNote(workflow, note.id, { colour }))}
              />
            ))}
          </span>
        </>
      )}
      {writing ? (
        <textarea
          className="note-card__text nodrag nowheel"
          aria-label={t('note.text')}
          // biome-ignore lint/a11y/noAutofocus: the person asked to write here by a double click
          autoFocus
          value={note.text}
          onChange={({ target }) =>
            edit({ code: 'edit-note' }, (workflow) => changeNote(workflow, note.id, { text: target.value }), `note.${note.id}`)
          }
          onBlur={() => setWriting(false)}
          onKeyDown={(event) => event.key === 'Escape' && focusFlow()}
        />
      ) : (
        <div className="note-card__text note-text nowheel">
          {note.text === '' ? <em>{t('note.empty')}</em> : <NoteText text={note.text} />}
        </div>
      )}
    </div>
  )
})
