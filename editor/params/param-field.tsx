/** Which field belongs to which kind of parameter. A new kind is a line here, and the compiler asks for it. */
import { Select, Switch, TextInput } from '@mantine/core'
import type { Json } from '../../shared/json.ts'
import { entityOf, type NodeTypeData } from '../../shared/node-type-data.ts'
import { choiceNamed, choicesOf } from '../../shared/param-words.ts'
import type { Branch, CalendarRule, FieldValue, Param, Person, Question, StoredCase } from '../../shared/params.ts'
import { phrase } from '../../shared/phrase.ts'
import type { Rule } from '../../shared/rules.ts'
import { hostOfAddress } from '../../shared/sealed-text.ts'
import type { Template } from '../../shared/template.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { LetterField } from '../letter/letter-field.tsx'
import type { Letters } from '../letter/made-letter.ts'
import { DurationInput } from '../rules/duration-input.tsx'
import { DecimalInput } from '../ui/decimal-input.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'
import { BranchesField } from './branches-field.tsx'
import { CalendarRuleField } from './calendar-rule-field.tsx'
import { CasesField } from './cases-field.tsx'
import { DateFieldField } from './date-field-field.tsx'
import { FieldsField } from './fields-field.tsx'
import { PersonField } from './person-field.tsx'
import { PickField } from './pick-field.tsx'
import { QuestionSets } from './question-sets.tsx'
import { QuestionsField } from './questions-field.tsx'
import { RuleField } from './rule-field.tsx'
import { SecretField } from './secret-field.tsx'
import { TemplateInput } from './template-input.tsx'
import { ValueField } from './value-field.tsx'

interface ParamFieldProps {
  readonly label: string
  readonly param: Param
  readonly value: Json | undefined
  readonly set: (value: Json | undefined) => void
  readonly node: WorkflowNode
  readonly type: NodeTypeData
  readonly invalid: boolean
}

/** Stored values are JSON; each field reads the form that its kind stores, and what it cannot read counts as empty. */
export function ParamField({ label, param, value, set, node, type, invalid }: ParamFieldProps) {
  const { of, t, language } = useWords()
  const subject = useWorkflow(({ settings }) => settings.subject)
  const { known } = useScene()
  const entity = (of: string | undefined) => entityOf(of, type, node, subject)
  // What is written into the draft is made of plain values only, so it is JSON.
  const put = (next: unknown) => set(next as Json | undefined)
  const list = <Item,>(): readonly Item[] => (Array.isArray(value) ? (value as unknown as readonly Item[]) : [])
  switch (param.kind) {
    case 'text': {
      const choices = choicesOf(param, node, type, known)
      const chosen = choices && choiceNamed(choices, value ?? null)
      if (choices && (value === undefined || chosen !== null))
        return (
          <Select
            aria-label={label}
            placeholder={t('pick.choose')}
            data={Object.entries(choices).map(([key, words]) => ({ value: key, label: of(words) }))}
            value={chosen}
            clearable
            error={invalid}
            onChange={(next) => put(next === null ? undefined : [next])}
          />
        )
      return (
        <TemplateInput
          label={label}
          value={typeof value === 'string' ? [value] : list<Template[number]>()}
          set={(next) => put(next.length === 0 ? undefined : next)}
          node={node.id}
          lines={param.lines ?? 'one'}
          invalid={invalid}
        />
      )
    }
    case 'number':
      return (
        <DecimalInput
          aria-label={label}
          value={typeof value === 'number' ? value : null}
          {...(param.min === undefined ? {} : { min: param.min })}
          {...(param.max === undefined ? {} : { max: param.max })}
          suffix={param.unit ? ` ${phrase(of(param.unit), { count: Number(value ?? 0) }, { language })}` : ''}
          error={invalid}
          clampBehavior="none"
          onChange={(next) => put(next ?? undefined)}
        />
      )
    case 'flag':
      return <Switch aria-label={label} checked={value === true} onChange={(event) => put(event.currentTarget.checked)} />
    case 'choice':
      return (
        <Select
          aria-label={label}
          data={Object.entries(param.options).map(([key, words]) => ({ value: key, label: of(words) }))}
          value={typeof value === 'string' ? value : null}
          allowDeselect={param.optional ?? false}
          error={invalid}
          onChange={(next) => put(next ?? undefined)}
        />
      )
    case 'pick':
      return (
        <PickField {...{ label, param, invalid }} entity={entity(param.of)} of={param.of} node={node} value={textIn(value)} set={put} />
      )
    case 'duration':
      return (
        <DurationInput
          label={label}
          value={textIn(value)}
          workingDays={param.workingDays ?? false}
          clearable={param.optional ?? false}
          set={put}
          invalid={invalid}
        />
      )
    case 'time':
      return (
        <TextInput
          aria-label={label}
          type="time"
          w={132}
          value={textIn(value) ?? ''}
          error={invalid}
          onChange={(event) => put(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      )
    case 'date-field':
      return <DateFieldField label={label} entity={entity(param.of)} node={node} value={textIn(value)} set={put} invalid={invalid} />
    case 'rule':
      return <RuleField label={label} entity={entity(param.about)} node={node.id} value={value as Rule | undefined} set={put} />
    case 'filter':
      return (
        <RuleField
          label={label}
          entity={entity(param.of)}
          node={node.id}
          value={value as Rule | undefined}
          set={put}
          flow={type.trigger ? 'unknown' : 'compared'}
        />
      )
    case 'cases':
      return <CasesField node={node.id} entity={subject} value={list<StoredCase>()} set={put} />
    case 'branches':
      return <BranchesField weighted={param.weighted} value={list<Branch>()} set={put} />
    case 'letter':
      return <LetterField node={node} value={(value ?? {}) as unknown as Letters} set={put} />
    case 'questions':
      return (
        <QuestionsField subject={subject} known={known} value={list<Question>()} set={put}>
          <QuestionSets value={list<Question>()} set={put} />
        </QuestionsField>
      )
    case 'fields':
      return <FieldsField entity={entity(param.of)} names={param.names} node={node.id} value={list<FieldValue>()} set={put} />
    case 'person':
      return <PersonField label={label} value={value as unknown as Person | undefined} set={put} invalid={invalid} />
    case 'calendar-rule':
      return <CalendarRuleField value={value as unknown as CalendarRule | undefined} set={put} />
    case 'value':
      return (
        <ValueField
          {...{ label, param, invalid }}
          entity={param.of === undefined ? null : entity(param.of)}
          node={node.id}
          value={textIn(value)}
          set={put}
        />
      )
    case 'secret':
      return <SecretField {...{ label, invalid }} host={hostOfAddress(node.params[param.sentTo])} value={textIn(value)} set={put} />
  }
}

const textIn = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
