import type { ClipboardEvent } from 'react'
import { useScene } from '../workflow/scene.ts'
import { useActions } from './actions.ts'

/** Copies, cuts and pastes what is selected while the keyboard is on the drawing or on a row of the outline, not in a field or a button. */
export function useClipboard() {
  const { readOnly } = useScene()
  const actions = useActions()
  const isMeant = ({ target }: ClipboardEvent) => target instanceof Element && target.matches('[data-canvas], [data-outline-row]')
  const copy = (event: ClipboardEvent, cut: boolean) => {
    const text = isMeant(event) ? actions.copyText() : null
    if (text === null) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    if (cut) actions.removeSelected()
  }
  return {
    onCopy: (event: ClipboardEvent) => copy(event, false),
    onCut: (event: ClipboardEvent) => copy(event, !readOnly),
    onPaste: (event: ClipboardEvent) => {
      if (isMeant(event) && actions.pasteText(event.clipboardData.getData('text/plain'))) event.preventDefault()
    },
  }
}
