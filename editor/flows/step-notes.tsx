import { Text, Textarea } from '@mantine/core'
import { nodeTitle } from '../../shared/node-type-data.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { NoteText } from '../canvas/note-text.tsx'
import { useWords } from '../words/use-words.ts'
import { noteStep } from '../workflow/node-commands.ts'
import { useDraft, useScene } from '../workflow/scene.ts'

/** What people have noted about a step: written in a draft, read as it looks everywhere else. */
export function StepNotes({ node }: { readonly node: WorkflowNode }) {
  const { t, of } = useWords()
  const { readOnly, types } = useScene()
  const edit = useDraft((draft) => draft.edit)
  if (readOnly)
    return node.note ? (
      <div className="note-text">
        <NoteText text={node.note} />
      </div>
    ) : (
      <Text size="sm" c="dimmed">
        {t('step.noNote')}
      </Text>
    )
  const name = of(nodeTitle(node, types.get(node.type)))
  return (
    <Textarea
      label={t('step.note')}
      description={`${t('step.noteHint')} ${t('note.marks')}`}
      inputWrapperOrder={['label', 'input', 'description']}
      autosize
      minRows={4}
      maxRows={20}
      maxLength={20_000}
      value={node.note ?? ''}
      onChange={({ currentTarget: { value } }) =>
        edit({ code: 'note-step', with: { name } }, (workflow) => noteStep(workflow, node.id, value), `${node.id}.note`)
      }
    />
  )
}
