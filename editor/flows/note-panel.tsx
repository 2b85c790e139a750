import { Stack, Text, Textarea } from '@mantine/core'
import { noteColours } from '../canvas/note-card.tsx'
import { useWords } from '../words/use-words.ts'
import { changeNote } from '../workflow/node-commands.ts'
import { useDraft, useScene, useWorkflow } from '../workflow/scene.ts'

/** The panel of a note: its text and its colour. Of an id that is no note it says that nothing is chosen. */
export function NotePanel({ id }: { readonly id: string }) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const note = useWorkflow(({ notes }) => notes.find((each) => each.id === id))
  const edit = useDraft((draft) => draft.edit)
  if (!note)
    return (
      <Text size="sm" c="dimmed" pr={36}>
        {t('panel.nothing')}
      </Text>
    )
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" pr={36}>
        {t('note.hint')}
      </Text>
      <Textarea
        label={t('note.text')}
        description={t('note.marks')}
        inputWrapperOrder={['label', 'input', 'description']}
        data-panel-start
        readOnly={readOnly}
        autosize
        minRows={4}
        maxRows={20}
        value={note.text}
        onChange={({ currentTarget: { value: text } }) =>
          edit({ code: 'edit-note' }, (workflow) => changeNote(workflow, id, { text }), `note.${id}`)
        }
      />
      {!readOnly && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that change something at once are no fields of a form
        <div role="group" aria-label={t('note.colour')} className="note-colours">
          {noteColours.map((colour) => (
            <button
              key={colour}
              type="button"
              className="note-card__colour"
              data-colour={colour}
              aria-label={t(`note.${colour}`)}
              aria-pressed={(note.colour ?? 'yellow') === colour}
              onClick={() => edit({ code: 'colour-note' }, (workflow) => changeNote(workflow, id, { colour }))}
            />
          ))}
        </div>
      )}
    </Stack>
  )
}
