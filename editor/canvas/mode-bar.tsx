import { Button } from '@mantine/core'
import { nodeTitle } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useStep, useView } from '../workflow/scene.ts'
import './mode-bar.css'

/** While a line is being drawn or something moved without dragging: what comes next, and how to leave it. */
export function ModeBar() {
  const { t, of } = useWords()
  const { view } = useScene()
  const mode = useView((each) => each.mode)
  const from = useStep(mode.kind === 'connecting' ? mode.from : null)
  if (mode.kind === 'plain') return null
  const text = mode.kind === 'moving' ? t('doing.moving') : t('doing.connecting', { name: from ? of(nodeTitle(from.node, from.type)) : '' })
  return (
    <div className="mode-bar">
      <span>{text}</span>
      <Button size="compact-sm" variant="default" flex="none" onClick={() => view.getState().setMode({ kind: 'plain' })}>
        {t(mode.kind === 'moving' ? 'doing.done' : 'common.cancel')}
      </Button>
    </div>
  )
}
