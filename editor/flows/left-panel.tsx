import { SegmentedControl } from '@mantine/core'
import { memo, useState } from 'react'
import { OutlineTree } from '../canvas/outline-tree.tsx'
import { DockedPalette } from '../canvas/palette.tsx'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly openPanel: () => void
  readonly focused: (focused: boolean) => void
}

/** The left side of the editor: steps to add, or the flow as an outline. */
export const LeftPanel = memo(function LeftPanel({ openPanel, focused }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState('steps')
  return (
    <aside className="editor__left" data-shown={shown} aria-label={t('editor.left')} data-landmark tabIndex={-1}>
      <SegmentedControl
        fullWidth
        size="sm"
        mb="xs"
        aria-label={t('editor.left')}
        value={shown}
        onChange={setShown}
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
