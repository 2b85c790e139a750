/** What the right panel of the editor shows: the chosen step, the settings of the flow, its versions, or a trial. */
import type { OpenedWorkflow } from '../../shared/api/workflows.ts'
import type { Problem } from '../../shared/problem.ts'
import { TrialPanel } from '../runs/trial-panel.tsx'
import { FlowSettings } from './flow-settings.tsx'
import { StepPanel } from './step-panel.tsx'
import { VersionsPanel } from './versions-panel.tsx'

/** What any side of the panel may need. `flush` saves first and answers whether it could; `revision` is then that of the server. */
export interface PanelProps {
  readonly opened: OpenedWorkflow
  readonly problems: readonly Problem[]
  readonly flush: () => Promise<boolean>
  readonly revision: () => number
  readonly reopen: () => void
}

interface Props extends PanelProps {
  readonly side: 'step' | 'settings' | 'versions' | 'trial'
  /** The chosen step. */
  readonly active: string | null
}

/** Loaded when the panel is opened for the first time (`right-panel.tsx`). */
export default function PanelContent({ side, active, opened, problems, flush, revision, reopen }: Props) {
  switch (side) {
    case 'step':
      return <StepPanel key={active} id={active ?? ''} flow={opened.id} />
    case 'settings':
      return <FlowSettings problems={problems} />
    case 'versions':
      return <VersionsPanel opened={opened} flush={flush} revision={revision} reopen={reopen} />
    case 'trial':
      return <TrialPanel id={opened.id} />
  }
}
