/** What can be done with several steps and notes at once, above the drawing while they are selected. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconCopy,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconStack2,
  IconTransferVertical,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react'
import { Panel } from '@xyflow/react'
import { memo } from 'react'
import { useWords } from '../words/use-words.ts'
import { type Alignment, alignments } from '../workflow/align.ts'
import { useScene, useView } from '../workflow/scene.ts'
import { useActions } from './actions.ts'

const icons: Readonly<Record<Alignment, TablerIcon>> = {
  left: IconLayoutAlignLeft,
  centre: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
}

/** Nothing while less than two are selected, or where nothing may be edited. */
export const SelectionBar = memo(function SelectionBar() {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const count = useView(({ selected }) => selected.size)
  if (readOnly || count < 2) return null
  return (
    <Panel position="top-center" className="canvas-controls selection-bar" role="toolbar" aria-label={t('selection.name')}>
      <span className="selection-bar__count">{t('selection.count', { count })}</span>
      <span className="canvas-controls__line" aria-hidden />
      <AlignMenu count={count} />
      <Deed icon={IconStack2} label={t('edit.group')} run={actions.group} />
      <Deed icon={IconTransferVertical} label={t('edit.toggleMode')} run={actions.toggleMode} />
      <Deed icon={IconCopy} label={t('edit.duplicate')} run={actions.duplicate} />
      <Deed icon={IconTrash} label={t('common.delete')} run={actions.removeSelected} />
    </Panel>
  )
})

function AlignMenu({ count }: { readonly count: number }) {
  const { t } = useWords()
  const actions = useActions()
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon size={32} color="gray" aria-label={t('selection.align')}>
          <IconLayoutAlignLeft size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {alignments.map((alignment) => {
          const Icon = icons[alignment]
          return (
            <Menu.Item key={alignment} leftSection={<Icon size={16} aria-hidden />} onClick={() => actions.align(alignment)}>
              {t(`align.${alignment}`)}
            </Menu.Item>
          )
        })}
        <Menu.Divider />
        <Menu.Item
          disabled={count < 3}
          leftSection={<IconLayoutDistributeVertical size={16} aria-hidden />}
          onClick={() => actions.distribute('across')}
        >
          {t('align.across')}
        </Menu.Item>
        <Menu.Item
          disabled={count < 3}
          leftSection={<IconLayoutDistributeHorizontal size={16} aria-hidden />}
          onClick={() => actions.distribute('down')}
        >
          {t('align.down')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Deed({ icon: Icon, label, run }: { readonly icon: TablerIcon; readonly label: string; readonly run: () => void }) {
  return (
    <Tooltip label={label} position="bottom">
      <ActionIcon size={32} color="gray" aria-label={label} onClick={run}>
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}
