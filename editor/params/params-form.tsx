import { Button, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { Json } from '../../shared/json.ts'
import { isVisible, type NodeTypeData, paramValue } from '../../shared/node-type-data.ts'
import type { Param } from '../../shared/params.ts'
import type { Problem } from '../../shared/problem.ts'
import { say } from '../../shared/say.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { showPlace } from '../flows/show-field.ts'
import { useWords } from '../words/use-words.ts'
import { setParam } from '../workflow/node-commands.ts'
import { useDraft, useScene, useView } from '../workflow/scene.ts'
import { FieldFrame, Fields } from './field-frame.tsx'
import { ParamField } from './param-field.tsx'
import { useToldProblems } from './told-problems.ts'
import './params-form.css'

interface Props {
  readonly node: WorkflowNode
  readonly type: NodeTypeData
}

/** The form of a step, made from its type: one field per parameter, by its kind. Editing is live; there is no Save. */
export function ParamsForm({ node, type }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const problems = useView((view) => view.problems.get(node.id)) ?? []
  const [more, setMore] = useState(false)
  const visible = Object.entries(type.params).filter(([name]) => isVisible(type, node, name))
  const isSet = (name: string) => Object.hasOwn(node.params, name)
  const first = visible.filter(([name, param]) => !param.advanced || isSet(name))
  const rest = visible.filter(([name, param]) => param.advanced && !isSet(name))
  if (visible.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('params.none')}
      </Text>
    )
  }
  const field = ([name, param]: readonly [string, Param]) => <OneParam key={name} {...{ node, type, name, param, problems }} />
  return (
    <Fields disabled={readOnly}>
      {first.map(field)}
      {rest.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          rightSection={more ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {t('common.more')}
        </Button>
      )}
      {more && rest.map(field)}
    </Fields>
  )
}

interface OneProps extends Props {
  readonly name: string
  readonly param: Param
  readonly problems: readonly Problem[]
  /** In place of the name of the parameter. */
  readonly label?: string
  /** Steps that get the same value. */
  readonly also?: readonly string[]
}

/** The way to the part of a field that a problem is about; undefined for the field as a whole. */
const leadTo = (path: string | null, name: string): ((field: Element) => void) | undefined =>
  path !== null && path.length > name.length ? (field) => showPlace(field, path.slice(name.length + 1)) : undefined

/** The field of one parameter. */
export function OneParam({ node, type, name, param, problems, label, also = [] }: OneProps) {
  const { of, language } = useWords()
  const shownLabel = label ?? of(param.label)
  const edit = useDraft((draft) => draft.edit)
  const { shown, entered, left } = useToldProblems(problems.filter((problem) => problem.param?.split('.')[0] === name))
  const set = (value: Json | undefined) =>
    void edit(
      { code: 'param', with: { name: of(param.label) } },
      (workflow) => [node.id, ...also].reduce((now, id) => setParam(now, id, name, value), workflow),
      `${node.id}.${name}`,
    )
  return (
    <FieldFrame
      entered={entered}
      left={left}
      label={shownLabel}
      help={param.help && label === undefined ? of(param.help) : undefined}
      optional={param.optional ?? false}
      problems={shown.map(({ level, said, param: path }) => ({ level, text: say(said, language), show: leadTo(path, name) }))}
      group
      param={name}
    >
      <ParamField
        key={param.kind}
        label={shownLabel}
        param={param}
        value={paramValue(type, node, name)}
        set={set}
        node={node}
        type={type}
        invalid={shown.some(({ level }) => level === 'error')}
      />
    </FieldFrame>
  )
}
