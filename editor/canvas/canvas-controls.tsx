import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import {
  IconArrowsMinimize,
  IconChartBar,
  IconHierarchy3,
  IconMap2,
  IconNote,
  IconZoomIn,
  IconZoomOut,
  type TablerIcon,
} from '@tabler/icons-react'
import { MiniMap, Panel, useReactFlow } from '@xyflow/react'
import { memo, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { type Numbers, periods } from './use-numbers.ts'

interface Props {
  /** Without them there are no numbers to switch on. */
  readonly numbers?: Numbers
}

/**
 * The buttons on the canvas: zoom, fit, tidy, numbers, a note, the small map. Where nothing may be edited, only what
 * moves the view.
 */
export const CanvasControls = memo(function CanvasControls({ numbers }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const flow = useReactFlow()
  const large = useWorkflow((workflow) => workflow.nodes.length > 30)
  const [map, setMap] = useState<boolean | null>(null)
  const showsMap = map ?? large
  return (
    <>
      <Panel position="bottom-left" className="canvas-controls">
        <Control icon={IconZoomOut} label={t('canvas.zoomOut')} run={() => void flow.zoomOut()} />
        <Control icon={IconZoomIn} label={t('canvas.zoomIn')} run={() => void flow.zoomIn()} />
        <Control icon={IconArrowsMinimize} label={t('canvas.fit')} run={() => void flow.fitView({ maxZoom: 1, padding: 0.2 })} />
        <span className="canvas-controls__line" aria-hidden />
        {!readOnly && (
          <>
            <Control icon={IconHierarchy3} label={t('canvas.tidy')} run={actions.tidy} />
            <Control icon={IconNote} label={t('canvas.note')} run={actions.addNote} />
          </>
        )}
        {numbers && <Control icon={IconChartBar} label={t('canvas.numbers')} run={numbers.toggle} pressed={numbers.days !== null} />}
        {numbers && numbers.days !== null && (
          <SegmentedControl
            size="xs"
            aria-label={t('canvas.period')}
            value={String(numbers.days)}
            onChange={(days) => numbers.show(periods.find((each) => String(each) === days) ?? null)}
            data={periods.map((days) => ({ value: String(days), label: t('canvas.days', { count: days }) }))}
          />
        )}
        <Control icon={IconMap2} label={t('canvas.minimap')} run={() => setMap(!showsMap)} pressed={showsMap} />
      </Panel>
      {showsMap && (
        <MiniMap
          pannable
          zoomable
          position="top-right"
          ariaLabel={t('canvas.minimap')}
          nodeColor={({ type }) => (type === 'frame' ? 'var(--t-mask)' : 'var(--t-line)')}
          nodeBorderRadius={20}
          maskColor="var(--t-mask)"
          style={{ width: 160, height: 120 }}
        />
      )}
    </>
  )
})

function Control({ icon: Icon, label, run, pressed }: { icon: TablerIcon; label: string; run: () => void; pressed?: boolean }) {
  return (
    <Tooltip label={label} position="top">
      <ActionIcon
        size={32}
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'brand' : 'gray'}
        aria-label={label}
        aria-pressed={pressed}
        onClick={run}
      >
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}
