/** What came in and out of a stay at a step, and why. */
import { SegmentedControl, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { previewOf } from '../../shared/effect-preview.ts'
import type { Effect } from '../../shared/effects.ts'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { customFields } from '../../shared/known.ts'
import { paramWords, saidRule } from '../../shared/param-words.ts'
import { fieldAt } from '../../shared/rule-fields.ts'
import type { RuleLine } from '../../shared/rules.ts'
import { say, sayWould } from '../../shared/say.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { useValueText } from '../crm/value-text.ts'
import { useFoundValue } from '../rules/found-value.ts'
import { LetterFrame } from '../ui/letter-frame.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { detailOf, type Visit } from './visits.ts'
import './step-trail.css'

interface Props {
  readonly visit: Visit
  /** The drawing that it was on. */
  readonly workflow: Workflow
  /** Nothing of it has happened. */
  readonly tried: boolean
  readonly children?: ReactNode
}

/** The stay by one of three sides. In words that go with what has happened, or with what was only tried. */
export function VisitDetails({ visit, workflow, tried, children }: Props) {
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
      {shown === 'out' && <Outcome detail={detail} node={visit.node} workflow={workflow} tried={tried} />}
      {shown === 'why' && <Why visit={visit} workflow={workflow} tried={tried} />}
      {children}
    </div>
  )
}

function Values({ values, node, workflow }: { values: Json | undefined; node: string; workflow: Workflow }) {
  const { t, of, language } = useWords()
  const { types, known } = useScene()
  const valueText = useValueText()
  const step = workflow.nodes.find(({ id }) => id === node)
  const type = types.get(step?.type ?? '')
  if (!isJsonObject(values) || Object.keys(values).length === 0) return <Nothing text={t('trail.nothing')} />
  const label = (name: string) => {
    const param = type?.params[name]?.label ?? type?.output[name]?.label
    return param ? of(param) : name
  }
  /** What was chosen in the panel is said as there. */
  const words = (name: string, value: Json): string | null =>
    (step && type?.params[name] ? paramWords({ ...step, params: values }, type, name, { workflow, types, known, language }) : null) ??
    valueText(value)
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

interface OutcomeProps extends Pick<Props, 'workflow' | 'tried'> {
  readonly detail: Readonly<Record<string, unknown>>
  readonly node: string
}

/** The effects as an operator would see them, and what later steps can use. */
function Outcome({ detail, node, workflow, tried }: OutcomeProps) {
  const { t, language } = useWords()
  const { known } = useScene()
  const zone = useSession().user.zone
  const effects = Array.isArray(detail['effects']) ? (detail['effects'] as readonly Effect[]) : []
  const output = detail['output'] as Json | undefined
  if (effects.length === 0 && !isJsonObject(output)) return <Nothing text={t(tried ? 'would.noEffects' : 'trail.noEffects')} />
  return (
    <>
      {effects.map((effect, at) => {
        const preview = previewOf(effect, language, { known, links: [], before: {}, zone })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects have no name of their own and never move
          <div key={at} className="trail__effect">
            {tried && (
              <Text size="xs" c="dimmed">
                {t(wouldOf(effect))}
              </Text>
            )}
            <Text size="sm" fw={500}>
              {preview.headline}
            </Text>
            {preview.kind === 'letter' && (
              <div className="trail__letter">
                <LetterFrame title={preview.subject} html={preview.html} />
              </div>
            )}
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

const wouldOf = (effect: Effect) =>
  effect.kind === 'change-record' ? (`would.${effect.change}-record` as const) : (`would.${effect.kind}` as const)

/** The lines of the condition with their real values, and the reasons that the step gave. */
function Why({ visit, workflow, tried }: Pick<Props, 'visit' | 'workflow' | 'tried'>) {
  const { t, language } = useWords()
  const zone = useSession().user.zone
  const { lines: found } = detailOf(visit)
  const lines = Array.isArray(found) ? (found as readonly RuleLine[]) : []
  const reasons = visit.steps.flatMap(({ said }) => said)
  if (lines.length === 0 && reasons.length === 0) return <Nothing text={t(tried ? 'would.noReason' : 'trail.noReason')} />
  return (
    <ul className="trail__why">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own and never move
        <WhyRule key={at} line={line} workflow={workflow} />
      ))}
      {reasons.map((said) => (
        <li key={said.code}>{(tried ? sayWould : say)(said, language, zone)}</li>
      ))}
    </ul>
  )
}

/** One row of a condition, whether it held, and what it found. */
function WhyRule({ line, workflow }: { readonly line: RuleLine; readonly workflow: Workflow }) {
  const { t, language } = useWords()
  const { types, known } = useScene()
  const { subject } = workflow.settings
  const field = 'field' in line.rule ? fieldAt(subject, line.rule.field, { workflow: true, custom: customFields(known) }) : null
  const value = useFoundValue(line, field)
  return (
    <li data-holds={line.holds} style={{ paddingLeft: line.depth * 12 }}>
      <span aria-hidden>{line.holds ? '✓' : '✗'}</span>{' '}
      {saidRule(line.rule as unknown as Json, subject, { workflow, types, known, language })}
      {value !== null && <b> · {value}</b>}
      <span className="only-read-aloud">{line.holds ? t('common.yes') : t('common.no')}</span>
    </li>
  )
}

const Nothing = ({ text }: { readonly text: string }) => (
  <Text size="sm" c="dimmed">
    {text}
  </Text>
)
