import {
  IconAlertTriangle,
  IconBolt,
  IconCheck,
  IconClockHour4,
  IconHandStop,
  IconMessageReport,
  IconNote,
  IconPencilExclamation,
  IconPlayerPause,
  IconPlus,
  IconThumbUp,
  type TablerIcon,
} from '@tabler/icons-react'
import { Handle, type NodeProps, Position, useConnection } from '@xyflow/react'
import { memo } from 'react'
import { foreignType } from '../../shared/kept.ts'
import { nodeTitle, suggests } from '../../shared/node-type-data.ts'
import { decisionsIn, proposedMode, type StepTrust } from '../../shared/trust.ts'
import type { Mode } from '../../shared/workflow.ts'
import { nodeSummary } from '../../shared/workflow-words.ts'
import { useWords } from '../words/use-words.ts'
import { refusal } from '../workflow/connections.ts'
import { edgeId, isConnected } from '../workflow/graph.ts'
import { factsOf } from '../workflow/node-types.ts'
import { useScene, useView, useWorkflow } from '../workflow/scene.ts'
import type { StepState } from '../workflow/store.ts'
import { useActions } from './actions.ts'
import { StepIcon } from './category-icon.tsx'
import { DifferenceSign } from './difference-sign.tsx'
import { PortName } from './port-name.tsx'
import type { PlacedPort } from './ports.ts'
import { type CardNode, inHandle } from './to-react-flow.ts'

/** The id of a card in the page, for `aria-activedescendant`. */
export const cardDomId = (id: string): string => `step-${id}`

/**
 * A step on the canvas: what it is, what it does in a line, whether it asks or acts, and what is wrong with it. A node
 * type of React Flow.
 */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<CardNode>) {
  const { node, ports } = data
  const { t, of, language } = useWords()
  const { types, known } = useScene()
  const type = types.get(node.type)
  const everything = useWorkflow(({ settings }) => settings.everythingSuggests ?? false)
  const problems = useView(({ problems }) => problems.get(node.id))
  const state = useView(({ overlay }): StepState => overlay?.states.get(node.id) ?? 'idle')
  const faded = useView(({ overlay }) => overlay?.taken != null && !overlay.states.has(node.id))
  const inside = useView(({ overlay }) => overlay?.inside.get(node.id))
  const trust = useView(({ overlay }) => overlay?.trust?.get(node.id))
  const feedback = useView(({ feedback }) => feedback.get(node.id) ?? 0)
  const difference = useView(({ overlay }) => overlay?.compared?.steps.get(node.id))
  const connecting = useConnecting(node.id)
  // The words, not the workflow: a card is drawn anew only when what it says is another.
  const said = useWorkflow((workflow) => (type ? nodeSummary(node, type, { workflow, types, known, language }) : null))
  const foreign = type ? null : foreignType(node.type)
  const hasBadges = type?.acts || feedback > 0 || inside !== undefined || node.mode === 'off'
  const summary = said ?? (foreign === null ? t('step.unknownHint') : t('step.foreign', { type: foreign }))
  const mode: Mode = suggests(type, node, everything) ? 'suggest' : node.mode
  const count = problems?.length ?? 0
  const title = of(nodeTitle(node, type))

  return (
    // biome-ignore lint/a11y/useSemanticElements: a card on the canvas is no group of form fields
    <div
      id={cardDomId(node.id)}
      className="step-card"
      role="group"
      aria-roledescription={t('step.role')}
      aria-label={title}
      data-node-id={node.id}
      data-node-type={node.type}
      data-mode={type?.acts ? mode : undefined}
      data-state={state}
      data-problems={count}
      data-selected={selected || undefined}
      data-faded={faded || undefined}
      data-difference={difference}
      data-target={connecting === null ? undefined : connecting.refused === null ? 'allowed' : 'refused'}
      title={connecting?.refused ?? undefined}
    >
      <Handle id={inHandle} type="target" position={Position.Top} className="port port--in" isConnectableStart={false} />
      <StepIcon type={type ?? null} />
      <div className="step-card__text">
        <div className="step-card__title">
          <span>{type || foreign !== null ? title : t('step.unknown', { type: node.type })}</span>
          {node.note && <NoteMark note={node.note} />}
        </div>
        <div className={hasBadges ? 'step-card__summary' : 'step-card__summary step-card__summary--two'}>{summary}</div>
        {hasBadges && (
          <div className="step-card__badges">
            {(type?.acts || node.mode === 'off') && <ModeBadge mode={mode} />}
            {type?.acts && trust && <TrustBadge trust={trust} mode={node.mode} />}
            {feedback > 0 && <FeedbackBadge count={feedback} />}
            {inside && <InsideCounts node={node.id} {...inside} />}
          </div>
        )}
      </div>
      {difference && <DifferenceSign difference={difference} />}
      {count > 0 && problems && <ProblemBadge count={count} level={worst(problems)} />}
      <StateMark state={state} />
      {!difference && <SidePortNames ports={ports} />}
      {ports.map((port) => (
        <PortHandle key={port.port} node={node.id} port={port} />
      ))}
    </div>
  )
})

/** While a line is being drawn: may it end here? */
function useConnecting(id: string): { readonly refused: string | null } | null {
  const { draft, types } = useScene()
  const { t } = useWords()
  const mode = useView((view) => view.mode)
  const dragging = useConnection(({ inProgress, fromHandle }) =>
    inProgress && fromHandle?.id ? `${fromHandle.nodeId}\n${fromHandle.id}` : null,
  )
  const [from, port] = mode.kind === 'connecting' ? [mode.from, mode.port] : (dragging?.split('\n') ?? [])
  if (from === undefined || port === undefined) return null
  const workflow = draft.getState().history.present
  const refused = refusal(workflow, { from, port }, id, factsOf(types, workflow))
  return { refused: refused ? t(`refused.${refused.code as 'connect-loop'}`) : null }
}

const modes: Readonly<Record<Mode, TablerIcon>> = { suggest: IconHandStop, act: IconBolt, off: IconPlayerPause }

/** Suggests, acts or is paused: icon and word. */
export function ModeBadge({ mode }: { readonly mode: Mode }) {
  const { t } = useWords()
  const Icon = modes[mode]
  return (
    <span className="mode-badge" data-kind={mode}>
      <Icon size={13} stroke={2} aria-hidden />
      {t(`mode.${mode}.badge`)}
    </span>
  )
}

/** That somebody has noted something about the step, and what. */
export function NoteMark({ note }: { readonly note: string }) {
  const { t } = useWords()
  const text = t('step.noted', { note })
  return (
    <span className="note-mark" role="img" aria-label={text} title={text}>
      <IconNote size={15} stroke={1.75} aria-hidden />
    </span>
  )
}

/** How many of all decisions left the step as it is; it stands out where they speak for another mode. */
function TrustBadge({ trust, mode }: { readonly trust: StepTrust; readonly mode: Mode }) {
  const { t } = useWords()
  const all = decisionsIn(trust)
  const proposed = proposedMode(trust, mode)
  const share = t('trust.share', { unchanged: trust.unchanged, all })
  const text = proposed ? `${share}. ${t(`trust.do.${proposed}`)}?` : share
  return (
    <span className="trust-badge" data-proposed={proposed ?? undefined} role="img" aria-label={text} title={text}>
      <IconThumbUp size={13} stroke={2} aria-hidden />
      {trust.unchanged}/{all}
    </span>
  )
}

/** How much people who decide said is wrong with the step, and nobody has answered. */
function FeedbackBadge({ count }: { readonly count: number }) {
  const { t } = useWords()
  const text = t('feedback.mark', { count })
  return (
    <span className="feedback-badge" role="img" aria-label={text} title={text}>
      <IconMessageReport size={13} stroke={2} aria-hidden />
      {count}
    </span>
  )
}

type Level = 'error' | 'warning' | 'to-fill-in'

/** The level that a badge shows for all of them: an error before what is still to be filled in, that before a warning. */
export const worst = (problems: readonly { readonly level: Level }[]): Level =>
  problems.some(({ level }) => level === 'error')
    ? 'error'
    : problems.some(({ level }) => level === 'to-fill-in')
      ? 'to-fill-in'
      : 'warning'

/** How many things are wrong, by an icon, a number and words. */
export function ProblemBadge({ count, level }: { readonly count: number; readonly level: Level }) {
  const { t } = useWords()
  const Icon = level === 'to-fill-in' ? IconPencilExclamation : IconAlertTriangle
  const text = level === 'to-fill-in' ? t('step.toFillIn') : t('step.problems', { count })
  return (
    <span className="problem-badge" data-level={level} title={text} role="img" aria-label={text}>
      <Icon size={14} stroke={2} aria-hidden />
      {level !== 'to-fill-in' && count > 1 && count}
    </span>
  )
}

function InsideCounts({ node, waiting, approval, failed }: { node: string; waiting: number; approval: number; failed: number }) {
  const { t } = useWords()
  const actions = useActions()
  const all = [
    ['waiting', IconClockHour4, waiting],
    ['approval', IconHandStop, approval],
    ['failed', IconAlertTriangle, failed],
  ] as const
  return all.map(
    ([kind, Icon, count]) =>
      count > 0 && (
        <button
          key={kind}
          type="button"
          tabIndex={-1}
          className="inside-count nodrag"
          data-kind={kind}
          aria-label={t(`inside.${kind}`, { count })}
          title={t(`inside.${kind}`, { count })}
          onClick={() => actions.openPeople(node, kind)}
        >
          <Icon size={13} stroke={2} aria-hidden />
          {count}
        </button>
      ),
  )
}

const stateIcons: Partial<Record<StepState, TablerIcon>> = {
  done: IconCheck,
  waiting: IconClockHour4,
  approval: IconHandStop,
  failed: IconAlertTriangle,
}

function StateMark({ state }: { readonly state: StepState }) {
  const { t } = useWords()
  const Icon = stateIcons[state]
  if (!Icon) return null
  return (
    <span className="state-mark" data-kind={state} role="img" aria-label={t(`stepState.${state}`)} title={t(`stepState.${state}`)}>
      <Icon size={14} stroke={2.5} aria-hidden />
    </span>
  )
}

/** The names of the ports on the right, shown with their handles. */
function SidePortNames({ ports }: { readonly ports: readonly PlacedPort[] }) {
  const { of } = useWords()
  const side = ports.filter((port) => port.side)
  if (side.length === 0) return null
  return (
    <span className="side-ports" aria-hidden>
      {side.map(({ port, words, y }) => (
        <span key={port} style={{ top: y }}>
          {of(words)}
        </span>
      ))}
    </span>
  )
}

/** A handle with the name of its port; while it leads nowhere, with a `+`. */
function PortHandle({ node, port }: { readonly node: string; readonly port: PlacedPort }) {
  const { of, t } = useWords()
  const { readOnly } = useScene()
  const actions = useActions()
  const connected = useWorkflow((workflow) => isConnected(workflow, { from: node, port: port.port }))
  const name = of(port.words)
  return (
    <>
      <Handle
        id={port.port}
        type="source"
        position={port.side ? Position.Right : Position.Bottom}
        className={port.side ? 'port port--side' : 'port'}
        data-connected={connected || undefined}
        data-edge-end={edgeId({ from: node, port: port.port })}
        style={port.side ? { top: port.y } : { left: port.x }}
        title={name}
        isConnectable={!readOnly}
        isConnectableEnd={false}
        onClick={(event) => {
          event.stopPropagation()
          if (!readOnly) actions.startConnecting(node, port.port)
        }}
      />
      {!port.side && !connected && (
        <span className="open-end" data-named={port.name !== null || undefined} style={{ left: port.x }}>
          <PortName port={port} from={[0, 0]} />
          {!readOnly && (
            <button
              type="button"
              tabIndex={-1}
              className="add-button nodrag nopan"
              aria-label={t('canvas.addAfter', { port: name })}
              onClick={({ clientX, clientY }) => actions.openPalette({ kind: 'port', from: node, port: port.port, at: [clientX, clientY] })}
            >
              <IconPlus size={14} stroke={2.25} aria-hidden />
            </button>
          )}
        </span>
      )}
    </>
  )
}
