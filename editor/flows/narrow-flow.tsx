import { SegmentedControl } from '@mantine/core'
import { useMemo } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { CanvasControls } from '../canvas/canvas-controls.tsx'
import { OutlineTree } from '../canvas/outline-tree.tsx'
import { StartChooser } from '../canvas/start-chooser.tsx'
import { useWords } from '../words/use-words.ts'
import { type Scene, SceneContext, useScene } from '../workflow/scene.ts'

/** Which of the two is there on a phone. */
export type NarrowSide = 'outline' | 'drawing'

interface Props {
  readonly isEmpty: boolean
  readonly name: string
  readonly shown: NarrowSide
  readonly show: (side: NarrowSide) => void
  readonly openPanel: () => void
  readonly focused: (focused: boolean) => void
}

/** A flow where there is little room: it is changed in the outline, and looked at as a drawing, in which a tap opens a step. */
export function NarrowFlow({ isEmpty, name, shown, show, openPanel, focused }: Props) {
  const { t } = useWords()
  const scene = useScene()
  const lookedAt = useMemo<Scene>(() => ({ ...scene, readOnly: true }), [scene])
  if (isEmpty)
    return (
      <div className="editor__outline">
        <StartChooser />
      </div>
    )
  return (
    <>
      <SegmentedControl
        className="editor__switch"
        aria-label={t('canvas.region')}
        value={shown}
        onChange={(side) => show(side === 'drawing' ? 'drawing' : 'outline')}
        data={[
          { value: 'outline', label: t('editor.outline') },
          { value: 'drawing', label: t('editor.drawing') },
        ]}
      />
      {shown === 'outline' ? (
        <div className="editor__outline">
          <OutlineTree openPanel={openPanel} focused={focused} />
        </div>
      ) : (
        <div className="editor__seen">
          <SceneContext value={lookedAt}>
            <Canvas name={name}>
              <CanvasControls />
            </Canvas>
          </SceneContext>
        </div>
      )}
    </>
  )
}
