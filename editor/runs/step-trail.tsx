import { SegmentedControl, Text, UnstyledButton } from '@mantine/core'
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
import { previewOf } from '../../shared/effect-preview.ts'
import type { Effect } from '../../shared/effects.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { nodeTitle, portsOf } from '../../shared/node-type-data.ts'
import { paramWords, saidRule } from '../../shared/param-words.ts'
import type { RuleLine } from '../../shared/rules.ts'
import { say } from '../../shared/say.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { portOf } from './trail-overlay.ts'
import { detailOf, type Visit, visitsIn } from './visits.ts'
import './step-trail.css'

interface Props {
  readonly workflow: Workflow
  readonly steps: readonly TrailStep[]
  readonly active: string | null
  readonly select: (node: string) => void
  /** What can be chosen at a step of a trial. */
  readonly choice?: (node: string) => ReactNode
}

/**
 * The steps of a run or a trial, one below the other: when, what happened in words, and behind it what came in, out,
 * and why. `active` is lit; a click on another calls `select`.
 */
export function StepTrail({ workflow, steps, active, select, choice }: Props) {
  const { t } = useWords()
  if (steps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('trail.empty')}
      </Text>
    )
  }
  const visits = visitsIn(steps)
  return (
    <ol className="trail" aria-label={t('trail.name')}>
      {visits.map((visit, at) => (
        <TrailRow
          key={visit.steps[0].number}
          visit={visit}
          workflow={workflow}
          isActive={visit.node === active}
          select={select}
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
  readonly choice: ReactNode
}

function TrailRow({ visit, workflow, isActive, select, choice }: RowProps) {
  const { of } = useWords()
  const { types } = useScene()
  const [open, setOpen] = useState(false)
  const node = workflow.nodes.find(({ id }) => id === visit.node)
  const type = node && types.get(node.type)
  const last = visit.steps.at(-1) ?? visit.steps[0]
  const [Icon, tone] = icons[portOf(last.outcome) === null ? last.outcome : 'leave'] ?? [IconMinus, 'secondary']
  return (
    <li className="trail__step" data-trail-node={visit.node} data-active={isActive || undefined}>
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
          <span className="trail__title">{node ? of(nodeTitle(node, type)) : visit.node}</span>
          {visit.steps.map((step, at) => (
            <TrailLine key={step.number} step={step} node={node} at={step.at === visit.steps[at - 1]?.at ? null : step.at} />
          ))}
        </span>
        {open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
      </UnstyledButton>
      {choice}
      {open && <VisitDetails visit={visit} workflow={workflow} />}
    </li>
  )
}

/** What happened at one moment of the stay; `at` is null when it is the moment before. */
function TrailLine({ step, node, at }: { readonly step: TrailStep; readonly node: WorkflowNode | undefined; readonly at: string | null }) {
  const { of, t, language } = useWords()
  const zone = useSession().user.zone
  const { types } = useScene()
  const type = node && types.get(node.type)
  const port = portOf(step.outcome)
  const ports = node && type ? portsOf(type, node, true) : []
  const several = ports.filter(({ added }) => !added).length > 1
  const words = several ? ports.find((each) => each.port === port)?.words : undefined
  const said = step.said.map((each) => say(each, language, zone))
  return (
    <>
      {at !== null && (
        <span className="trail__when">
          <When at={at} exact />
        </span>
      )}
      <span className="trail__said">
        {words ? `${of(words)}. ` : ''}
        {said.length > 0 ? said.join(' ') : words ? '' : t(`outcome.${outcomeKey(step.outcome)}`)}
      </span>
    </>
  )
}

type Known = 'leave' | 'wait' | 'fork' | 'stop' | 'fail' | 'suggest' | 'other'

const outcomeKey = (outcome: string): Known => {
  if (outcome.startsWith('leave:')) return 'leave'
  return outcome === 'wait' || outcome === 'fork' || outcome === 'stop' || outcome === 'fail' || outcome === 'suggest' ? outcome : 'other'
}

/** What came in and out of a stay at a step, and why; `workflow` is the drawing that it was on. */
export function VisitDetails({ visit, workflow }: { readonly visit: Visit; readonly workflow: Workflow }) {
  const { t } = useWords()
  const detail = detailOf(visit)
  const [shown, setShown] = useState<'in' | 'out' | 'why'>(Array.isArray(detail['effects']) ? 'out' : 'why')
  return (
    <div className="trail__details">
      <SegmentedControl
        size="xs"
        aria-label={t('trail.details')}
        value={shown}
        onChange={(next) => setShown(next as 'in')}
        data={(['in', 'out', 'why'] as const).map((each) => ({ value: each, label: t(`trail.${each}`) }))}
      />
      {shown === 'in' && <Values values={detail['in'] as Json | undefined} node={visit.node} workflow={workflow} />}
      {shown === 'out' && <Outcome detail={detail} node={visit.node} workflow={workflow} />}
      {shown === 'why' && <Why visit={visit} workflow={workflow} />}
    </div>
  )
}

function Values({ values, node, workflow }: { values: Json | undefined; node: string; workflow: Workflow }) {
  const { t, of, language } = useWords()
  const { types, known } = useScene()
  const step = workflow.nodes.find(({ id }) => id === node)
  const type = types.get(step?.type ?? '')
  if (!isJsonObject(values) || Object.keys(values).length === 0) return <Nothing text={t('trail.nothing')} />
  const label = (name: string) => {
    const param = type?.params[name]?.label ?? type?.output[name]?.label
    return param ? of(param) : name
  }
  /** What was chosen in the panel is said as there; values that a run found stand as they are. */
  const words = (name: string, value: Json): string => {
    const said =
      step && type?.params[name] ? paramWords({ ...step, params: values }, type, name, { workflow, types, known, language }) : null
    if (said !== null) return said
    if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  }
  return (
    <dl className="trail__values">
      {Object.entries(values)
        .filter(([name, value]) => value !== null && type?.output[name]?.type !== 'record')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{label(name)}</dt>
            <dd>{words(name, value ?? null)}</dd>
          </div>
        ))}
    </dl>
  )
}

/** The effects as an operator would see them, and what later steps can use. */
function Outcome({ detail, node, workflow }: { detail: Readonly<Record<string, unknown>>; node: string; workflow: Workflow }) {
  const { t, language } = useWords()
  const { known } = useScene()
  const zone = useSession().user.zone
  const effects = Array.isArray(detail['effects']) ? (detail['effects'] as readonly Effect[]) : []
  const output = detail['output'] as Json | undefined
  if (effects.length === 0 && !isJsonObject(output)) return <Nothing text={t('trail.noEffects')} />
  return (
    <>
      {effects.map((effect, at) => {
        const preview = previewOf(effect, language, { known, links: [], before: {}, zone })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects have no name of their own and never move
          <div key={at} className="trail__effect">
            <Text size="sm" fw={500}>
              {preview.headline}
            </Text>
            {preview.kind === 'letter' && <iframe title={preview.subject} sandbox="" srcDoc={preview.html} className="trail__letter" />}
            {preview.kind === 'record' && (
              <dl className="trail__values">
                {preview.fields.map((field) => (
                  <div key={field.field}>
                    <dt>{field.label}</dt>
                    <dd>
                      {field.before !== null && <del>{field.before}</del>} {field.after}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            {preview.kind === 'task' &&
              preview.rows.map(({ label, value }) => <Text key={label} size="xs" c="dimmed">{`${label}: ${value}`}</Text>)}
          </div>
        )
      })}
      {isJsonObject(output) && <Values values={output} node={node} workflow={workflow} />}
    </>
  )
}

/** The lines of the condition with their real values, and the reasons that the step gave. */
function Why({ visit, workflow }: { readonly visit: Visit; readonly workflow: Workflow }) {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const { types, known } = useScene()
  const speech = { workflow, types, known, language }
  const { lines: found } = detailOf(visit)
  const lines = Array.isArray(found) ? (found as readonly RuleLine[]) : []
  const reasons = visit.steps.flatMap(({ said }) => said)
  if (lines.length === 0 && reasons.length === 0) return <Nothing text={t('trail.noReason')} />
  return (
    <ul className="trail__why">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own and never move
        <li key={at} data-holds={line.holds} style={{ paddingLeft: line.depth * 12 }}>
          <span aria-hidden>{line.holds ? '✓' : '✗'}</span> {saidRule(line.rule as unknown as Json, workflow.settings.subject, speech)}
          {line.value !== null && <b> · {typeof line.value === 'string' ? line.value : JSON.stringify(line.value)}</b>}
          <span className="only-read-aloud">{line.holds ? t('common.yes') : t('common.no')}</span>
        </li>
      ))}
      {reasons.map((said) => (
        <li key={said.code}>{say(said, language, zone)}</li>
      ))}
    </ul>
  )
}

const Nothing = ({ text }: { readonly text: string }) => (
  <Text size="sm" c="dimmed">
    {text}
  </Text>
)
