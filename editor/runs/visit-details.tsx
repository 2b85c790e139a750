/** What came in and out of a stay at a step, and why. */
import { SegmentedControl, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { previewOf } from '../../shared/effect-preview.ts'
import type { Effect } from '../../shared/effects.ts'
import { entityNamed, hasEntity } from '../../shared/entities.ts'
import { heldIn, leftAt } from '../../shared/flow-values.ts'
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { customFields } from '../../shared/known.ts'
import type { Fields } from '../../shared/node.ts'
import { paramOf } from '../../shared/node-type-data.ts'
import { paramWords, saidRule } from '../../shared/param-words.ts'
import { recordTitle } from '../../shared/record-title.ts'
import { fieldAt } from '../../shared/rule-fields.ts'
import type { RuleLine } from '../../shared/rules.ts'
import { say, sayWould } from '../../shared/say.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { useValueText } from '../crm/value-text.ts'
import { useChoiceLabels } from '../params/choice-labels.ts'
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
      {shown === 'in' && (
        <Values values={detail['in'] as Json | undefined} node={visit.node} workflow={workflow} none={t('trail.nothing')} />
      )}
      {shown === 'out' && <Outcome visit={visit} workflow={workflow} tried={tried} />}
      {shown === 'why' && <Why visit={visit} workflow={workflow} tried={tried} />}
      {children}
    </div>
  )
}

interface ValuesProps {
  readonly values: Json | undefined
  readonly node: string
  readonly workflow: Workflow
  /** Said where there are none. */
  readonly none: string | null
}

/** What was chosen in the panel is said as there; what a run found, as people call it. */
function Values({ values, node, workflow, none }: ValuesProps) {
  const { of, language } = useWords()
  const { types, known } = useScene()
  const labelOf = useChoiceLabels(node)
  const valueText = useValueText()
  const step = workflow.nodes.find(({ id }) => id === node)
  const type = types.get(step?.type ?? '')
  const row = (name: string, value: Json): { readonly label: string; readonly said: string | null } => {
    const param = type && paramOf(type, name)
    if (step && type && param) {
      // A text stands as it was filled. Of all else the run has made answers, ids and records; the drawing says what they are.
      const params = param.kind === 'text' ? (values as JsonObject) : step.params
      const said = paramWords({ ...step, params }, type, name, { workflow, types, known, language })
      return { label: of(param.label), said: said ?? valueText(value) }
    }
    const left = leftAt(`node.${node}.${name}`, workflow, types)
    if (!left) return { label: name, said: valueText(value) }
    const label = typeof value === 'string' ? labelOf(`node.${node}.${name}`, value) : null
    if (label) return { label: of(left.output.label), said: of(label) }
    const held = heldIn(left, workflow.settings.subject)
    if (held?.field !== null || !hasEntity(held.entity)) return { label: of(left.output.label), said: valueText(value) }
    // Of a record its name is told; where only its id is there, the effects tell of it.
    const entity = entityNamed(held.entity)
    return { label: of(entity.title), said: isJsonObject(value) ? recordTitle(entity, value as Fields) : null }
  }
  const rows = Object.entries(isJsonObject(values) ? values : {}).map(([name, value]) => ({ name, ...row(name, value ?? null) }))
  const said = rows.filter((each) => each.said !== null && each.said !== '')
  if (said.length === 0) return none === null ? null : <Nothing text={none} />
  return (
    <dl className="trail__values">
      {said.map((each) => (
        <div key={each.name}>
          <dt>{each.label}</dt>
          <dd>{each.said}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The effects as an operator would see them, and what later steps can use. */
function Outcome({ visit, workflow, tried }: Pick<Props, 'visit' | 'workflow' | 'tried'>) {
  const { t, language } = useWords()
  const { known } = useScene()
  const zone = useSession().user.zone
  const detail = detailOf(visit)
  const links = visit.steps.flatMap((step) => step.links)
  const before = Object.assign({}, ...visit.steps.map((step) => step.before))
  const effects = Array.isArray(detail['effects']) ? (detail['effects'] as readonly Effect[]) : []
  const output = detail['output'] as Json | undefined
  const none = effects.length === 0 ? t(tried ? 'would.noEffects' : 'trail.noEffects') : null
  return (
    <>
      {effects.map((effect, at) => {
        const preview = previewOf(effect, language, { known, links, before, zone })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects have no name of their own and never move
          <div key={at} className="trail__effect">
            {tried && (
              <Text size="xs" c="dimmed">
                {t(wouldOf(effect))}
              </Text>
            )}
            <Text size="sm" fw={500}>
              {preview.kind === 'record' ? preview.headline.split(' · ')[0] : preview.headline}
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
      <Values values={output} node={visit.node} workflow={workflow} none={none} />
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
