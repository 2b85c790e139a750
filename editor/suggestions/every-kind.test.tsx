/** Every kind of effect is shown in the inbox, and each field that may be edited has its own place in the form. */
import '../words/common.ts'
import '../words/lists.ts'
import '../words/suggestions.ts'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type EditableField, editableFields } from '../../shared/effect-fields.ts'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import type { Effect } from '../../shared/effects.ts'
import { sampleEffects } from '../../shared/sample-effects.ts'
import { allEntities, SignedIn } from '../testing/signed-in.tsx'
import { EffectEditor } from './effect-editor.tsx'
import { EffectView } from './effect-view.tsx'

// Areas that grow with their text wait for the typeface, which this document does not have.
beforeAll(() => Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() }))
afterAll(() => Reflect.deleteProperty(document, 'fonts'))

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const names: PreviewNames = { known: { names: {} }, links: [{ entity: 'contact', id: 'anna', title: 'Anna' }], before: {}, zone: 'UTC' }
const kinds = Object.values(sampleEffects) as readonly Effect[]

/** What stands above the inputs of a field: its own label, or those of what it holds. */
function labelsOf({ as, label }: EditableField): readonly string[] {
  switch (as) {
    case 'record-fields':
      return ['City', 'Position']
    case 'blocks':
      return ['Text']
    case 'questions':
      return ['Question 1']
    case 'many':
      return ['Anna Weber', 'Boris · open deal']
    default:
      return [label.en]
  }
}

test.each(kinds)('$kind is shown, and can be edited in all that may be edited', async (effect) => {
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(url.endsWith('/entities') ? allEntities : { items: [], next: null, total: 0 }),
  )
  const changed: string[] = []
  const { container } = render(
    <SignedIn>
      <section aria-label="preview">
        <EffectView preview={previewOf(effect, 'en', names)} />
      </section>
      <EffectEditor
        original={effect}
        effect={effect}
        names={names}
        onChange={(field) => changed.push(field)}
        problemOf={() => undefined}
        takesFocus={false}
      />
    </SignedIn>,
  )

  expect(screen.getByRole('region', { name: 'preview' }).textContent).not.toBe('')
  for (const label of editableFields(effect.kind).flatMap(labelsOf)) {
    const [input] = (await screen.findAllByLabelText(label)).filter((found) => found.matches('input, textarea'))
    expect([label, input?.tagName]).toEqual([label, expect.stringMatching(/INPUT|TEXTAREA/)])
  }
  const [first] = container.querySelectorAll<HTMLTextAreaElement>('textarea')
  if (first) fireEvent.change(first, { target: { value: '"Another"' } })
  expect(changed.length).toBe(first ? 1 : 0)
})
