import { SegmentedControl } from '@mantine/core'
import { memo } from 'react'
import { OutlineTree } from '../canvas/outline-tree.tsx'
import { DockedPalette } from '../canvas/palette.tsx'
import { useWords } from '../words/use-words.ts'

/** Which of its two lists is there. */
export type LeftSide = 'steps' | 'outline'

interface Props {
  readonly shown: LeftSide
  readonly show: (side: LeftSide) => void
  readonly openPanel: () => void
  readonly focused: (focused: boolean) => void
}

/** The left side of the editor: steps to add, or the flow as an outline. */
export const LeftPanel = memo(function LeftPanel({ shown, show, openPanel, focused }: Props) {
  const { t } = useWords()
  return (
    <aside className="editor__left" data-shown={shown} aria-label={t('editor.left')} data-landmark tabIndex={-1}>
      <SegmentedControl
        fullWidth
        size="sm"
        mb="xs"
        aria-label={t('editor.left')}
        value={shown}
        onChange={(side) => show(side === 'outline' ? 'outline' : 'steps')}
        data={[
          { value: 'steps', label: t('editor.steps') },
          { value: 'outline', label: t('editor.outline') },
        ]}
      />
      {shown === 'steps' ? (
        <DockedPalette />
      ) : (
        <div className="editor__scroll">
          <OutlineTree openPanel={openPanel} focused={focused} />
        </div>
      )}
    </aside>
  )
})
