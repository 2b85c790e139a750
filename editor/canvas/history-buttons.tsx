import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useWords } from '../words/use-words.ts'
import { redoable, undoable } from '../workflow/history.ts'
import { useDraft } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { editWords } from './edit-words.ts'

/** Undo and redo, each named after what it takes back. A button that has nothing left to undo keeps the focus, so it is only called disabled. */
export function HistoryButtons() {
  const { t } = useWords()
  const actions = useActions()
  const history = useDraft((draft) => draft.history)
  const back = undoable(history)
  const forth = redoable(history)
  return (
    <>
      <Tooltip label={back ? t('edit.undoNamed', { what: editWords(back, t) }) : t('edit.undo')}>
        <ActionIcon
          color="gray"
          aria-label={back ? t('edit.undoNamed', { what: editWords(back, t) }) : t('edit.undo')}
          data-disabled={!back}
          aria-disabled={!back}
          onClick={() => back && actions.undo()}
        >
          <IconArrowBackUp size={20} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={forth ? t('edit.redoNamed', { what: editWords(forth, t) }) : t('edit.redo')}>
        <ActionIcon
          color="gray"
          aria-label={forth ? t('edit.redoNamed', { what: editWords(forth, t) }) : t('edit.redo')}
          data-disabled={!forth}
          aria-disabled={!forth}
          onClick={() => forth && actions.redo()}
        >
          <IconArrowForwardUp size={20} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
