import { expect, test } from 'vitest'
import { isPressed, keyListener, keyName } from './keys.ts'

const press = (key: string, code: string, more: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent('keydown', { key, code, bubbles: true, ...more })

test('a Cyrillic letter counts by the place of its key', () => {
  expect(isPressed('z', press('я', 'KeyZ'), false)).toBe(true)
  expect(isPressed('Mod+Z', press('я', 'KeyZ', { ctrlKey: true }), false)).toBe(true)
  expect(isPressed('y', press('я', 'KeyZ'), false)).toBe(false)
})

test('on QWERTZ a letter is what is printed on its key', () => {
  const z = press('z', 'KeyY')

  expect(isPressed('z', z, false)).toBe(true)
  expect(isPressed('y', z, false)).toBe(false)
})

test('digits and signs count by what they type and by their place', () => {
  expect(isPressed('Shift+1', press('!', 'Digit1', { shiftKey: true }), false)).toBe(true)
  expect(isPressed('1', press('&', 'Digit1'), false)).toBe(true)
  expect(isPressed('?', press('?', 'Digit7', { shiftKey: true }), false)).toBe(true)
  expect(isPressed('/', press('.', 'Slash'), false)).toBe(true)
  expect(isPressed('/', press('?', 'Slash', { shiftKey: true }), false)).toBe(false)
})

test('Mod is Command on a Mac and Control elsewhere', () => {
  expect(isPressed('Mod+K', press('k', 'KeyK', { metaKey: true }), true)).toBe(true)
  expect(isPressed('Mod+K', press('k', 'KeyK', { metaKey: true }), false)).toBe(false)
  expect(keyName('Mod+Shift+Z', 'then', false)).toBe('Ctrl+Shift+Z')
  expect(keyName('g i', 'then', true)).toBe('G then I')
})

test('two keys in a row go somewhere, one alone does nothing', () => {
  const { did, listen } = aListenerFor(['g i', 'i'])

  listen(press('п', 'KeyG'))
  expect(did).toEqual([])
  listen(press('ш', 'KeyI'))

  expect(did).toEqual(['g i'])
})

test('in a text field letters belong to the text, and Mod+K still opens the search', () => {
  const field = document.body.appendChild(document.createElement('input'))
  const { did, listen } = aListenerFor(['a', 'Mod+K'])
  field.addEventListener('keydown', listen)

  field.dispatchEvent(press('a', 'KeyA'))
  field.dispatchEvent(press('k', 'KeyK', { ctrlKey: true }))

  expect(did).toEqual(['Mod+K'])
})

test('letters can be switched off', () => {
  const { did, listen } = aListenerFor(['a', 'Delete'], false)

  listen(press('a', 'KeyA'))
  listen(press('Delete', 'Delete'))

  expect(did).toEqual(['Delete'])
})

test('what was opened later answers first', () => {
  const did: string[] = []
  const listen = keyListener(
    () => [
      { keys: ['a'], run: () => did.push('page') },
      { keys: ['a'], run: () => did.push('panel') },
    ],
    () => true,
  )

  listen(press('a', 'KeyA'))

  expect(did).toEqual(['panel'])
})

function aListenerFor(shortcuts: readonly string[], letters = true) {
  const did: string[] = []
  const bindings = shortcuts.map((keys) => ({ keys: [keys], run: () => void did.push(keys), inFields: true }))
  return {
    did,
    listen: keyListener(
      () => bindings,
      () => letters,
    ),
  }
}
