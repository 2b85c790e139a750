import { expect, onTestFinished, test } from 'vitest'
import { keepFocus } from './keep-focus.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))

function aPage() {
  document.body.innerHTML = '<button id="menu"></button><button id="item"></button>'
  onTestFinished(keepFocus())
  const find = (id: string) => document.getElementById(id) as HTMLElement
  const openDialog = () => {
    document.body.insertAdjacentHTML('beforeend', '<div id="dialog" role="dialog" aria-modal="true"><button id="inside"></button></div>')
    find('inside').focus()
  }
  /** Browsers put the focus on the page when its element goes. */
  const closeDialog = async () => {
    find('inside').blur()
    find('dialog').remove()
    await settled()
  }
  return { find, openDialog, closeDialog }
}

test('after a dialog the focus is where it was before', async () => {
  const { find, openDialog, closeDialog } = aPage()
  find('item').focus()

  openDialog()
  await closeDialog()

  expect(document.activeElement?.id).toBe('item')
})

test('when what opened the dialog is gone, the focus goes one back', async () => {
  const { find, openDialog, closeDialog } = aPage()
  find('menu').focus()
  find('item').focus()

  openDialog()
  find('item').remove()
  await closeDialog()

  expect(document.activeElement?.id).toBe('menu')
})

test('whoever has the focus after a dialog keeps it', async () => {
  const { find, openDialog, closeDialog } = aPage()
  find('item').focus()

  openDialog()
  find('menu').focus()
  await closeDialog()

  expect(document.activeElement?.id).toBe('menu')
})
