import { Text, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconClockHour4,
  IconHandStop,
  IconMinus,
  type TablerIcon,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { TrailStep } from '../../shared/api/workflows.ts'
import { nodeTitle, portsOf } from '../../shared/node-type-data.ts'
import { say, sayWould } from '../../shared/say.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { portOf } from './trail-overlay.ts'
import { VisitDetails } from './visit-details.tsx'
import { stayOf, type Visit, visitsIn } from './visits.ts'
import './step-trail.css'

interface Props {
  readonly workflow: Workflow
  readonly steps: readonly TrailStep[]
  readonly active: string | null
  readonly select: (node: string) => void
  /** Nothing of it has happened: everything is said in the conditional. */
  readonly tried?: boolean
  /** What can be chosen at a step of a trial. */
  readonly choice?: (node: string) => ReactNode
  /** What stands below the details of a stay. */
  readonly below?: (visit: Visit) => ReactNode
  /** Stays that were tried before one above them was tried again alone, by `stayOf`, and what stands before the first. */
  readonly old?: { readonly stays: ReadonlySet<string>; readonly note: ReactNode }
}

/**
 * The steps of a run or a trial, one below the other: when, what happened in words, and behind it what came in, out,
 * and why. `active` is lit; a click on another calls `select`.
 */
export function StepTrail({ workflow, steps, active, select, tried = false, choice, below, old }: Props) {
  const { t } = useWords()
  if (steps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('trail.empty')}
      </Text>
    )
  }
  const visits = visitsIn(steps)
  const isOld = (visit: Visit) => old?.stays.has(stayOf(visit.steps[0])) ?? false
  const firstOld = visits.findIndex(isOld)
  return (
    <ol className="trail" aria-label={t('trail.name')}>
      {visits.map((visit, at) => (
        <TrailRow
          key={`${visit.steps[0].number} ${visit.node}`}
          visit={visit}
          workflow={workflow}
          isActive={visit.node === active}
          select={select}
          tried={tried}
          below={below}
          isOld={isOld(visit)}
          above={at === firstOld && old?.note}
          choice={visits.findIndex(({ node }) => node === visit.node) === at ? choice?.(visit.node) : null}
        />
      ))}
    </ol>
  )
}

const icons: Readonly<Record<string, readonly [TablerIcon, string]>> = {
  leave: [IconCheck, 'done'],
  fork: [IconCheck, 'done'],
  stop: [IconMinus, 'secondary'],
  wait: [IconClockHour4, 'wait'],
  suggest: [IconHandStop, 'approval'],
  fail: [IconAlertTriangle, 'error'],
}

interface RowProps {
  readonly visit: Visit
  readonly workflow: Workflow
  readonly isActive: boolean
  readonly select: (node: string) => void
  readonly tried: boolean
  readonly choice: ReactNode
  readonly below: Props['below']
  readonly isOld: boolean
  readonly above: ReactNode
}

function TrailRow({ visit, workflow, isActive, select, tried, choice, below, isOld, above }: RowProps) {
  const { of, t } = useWords()
  const { types } = useScene()
  const [open, setOpen] = useState(false)
  const node = workflow.nodes.find(({ id }) => id === visit.node)
  const type = node && types.get(node.type)
  const last = visit.steps.at(-1) ?? visit.steps[0]
  const [Icon, tone] = icons[portOf(last.outcome) === null ? last.outcome : 'leave'] ?? [IconMinus, 'secondary']
  return (
    <li className="trail__step" data-trail-node={visit.node} data-active={isActive || undefined} data-old={isOld || undefined}>
      {above}
      <UnstyledButton
        className="trail__head"
        aria-expanded={open}
        onClick={() => {
          select(visit.node)
          setOpen(!open)
        }}
      >
        <span className="trail__icon" style={{ color: `var(--t-${tone})` }}>
          <Icon size={16} stroke={2} aria-hidden />
        </span>
        <span className="trail__text">
          <span className="trail__title">
            {node ? of(nodeTitle(node, type)) : visit.node}
            {isOld && <span className="trail__old">{t('trial.old')}</span>}
          </span>
          {visit.steps.map((step, at) => (
            <TrailLine key={step.number} step={step} node={node} at={step.at === visit.steps[at - 1]?.at ? null : step.at} tried={tried} />
          ))}
        </span>
        {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
      </UnstyledButton>
      {choice}
      {open && (
        <VisitDetails visit={visit} workflow={workflow} tried={tried}>
          {below?.(visit)}
        </VisitDetails>
      )}
    </li>
  )
}

interface LineProps {
  readonly step: TrailStep
  readonly node: WorkflowNode | undefined
  /** Null when it is the moment before. */
  readonly at: string | null
  readonly tried: boolean
}

/** What happened at one moment of the stay, or would happen. */
function TrailLine({ step, node, at, tried }: LineProps) {
  const { of, t, language } = useWords()
  const zone = useSession().user.zone
  const { types } = useScene()
  const type = node && types.get(node.type)
  const port = portOf(step.outcome)
  const ports = node && type ? portsOf(type, node, true) : []
  const several = ports.filter(({ added }) => !added).length > 1
  // The usual way of a step that has others, too, needs no name.
  const words = several && port !== 'out' ? ports.find((each) => each.port === port)?.words : undefined
  const said = step.said.map((each) => (tried ? sayWould : say)(each, language, zone))
  const leaves = words && (tried ? t('would.leaveBy', { port: of(words) }) : `${of(words)}.`)
  return (
    <>
      {at !== null && (
        <span className="trail__when">
          <When at={at} exact />
        </span>
      )}
      <span className="trail__said">
        {leaves && `${leaves} `}
        {said.length > 0 ? said.join(' ') : words ? '' : t(`${tried ? 'would' : 'outcome'}.${outcomeKey(step.outcome)}`)}
      </span>
    </>
  )
}

type Known = 'leave' | 'wait' | 'fork' | 'stop' | 'fail' | 'suggest' | 'other'

const outcomeKey = (outcome: string): Known => {
  if (outcome.startsWith('leave:')) return 'leave'
  return outcome === 'wait' || outcome === 'fork' || outcome === 'stop' || outcome === 'fail' || outcome === 'suggest' ? outcome : 'other'
}
