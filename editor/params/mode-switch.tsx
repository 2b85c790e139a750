import { SegmentedControl } from '@mantine/core'
import { IconBolt, IconHandStop, IconPlayerPause } from '@tabler/icons-react'
import type { Mode, WorkflowNode } from '../../shared/workflow.ts'
import { useActions } from '../canvas/actions.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'

interface Props {
  readonly node: WorkflowNode
  readonly suggesting: boolean
  /** The whole flow suggests, whatever its steps say. */
  readonly everything: boolean
}

const icons = { suggest: IconHandStop, act: IconBolt, off: IconPlayerPause } as const

/** Suggest or Act: who carries the step out. */
export function ModeSwitch({ node, suggesting, everything }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const mode = node.mode
  return (
    <div className="mode-switch">
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t('mode.name')}
        disabled={readOnly}
        value={mode}
        onChange={(next) => actions.setMode([node.id], next as Mode)}
        data={(['suggest', 'act', 'off'] as const).map((each) => {
          const Icon = icons[each]
          return {
            value: each,
            label: (
              <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
                <Icon size={16} stroke={1.75} aria-hidden />
                {t(`mode.${each}`)}
              </span>
            ),
          }
        })}
      />
      <p className="mode-switch__hint">{everything && suggesting && mode === 'act' ? t('mode.everything') : t(`mode.${mode}.hint`)}</p>
    </div>
  )
}
