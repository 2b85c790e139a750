import { NumberInput, Select } from '@mantine/core'
import { outsideEffects } from '../../shared/effects.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { NodeCommon, WorkflowNode } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { setCommon } from '../workflow/node-commands.ts'
import { useDraft, useScene, useWorkflow } from '../workflow/scene.ts'
import { DurationField } from './duration-field.tsx'
import { FieldFrame, Fields } from './field-frame.tsx'
import { PersonField } from './person-field.tsx'
import { OptionalRule } from './rule-field.tsx'

interface Props {
  readonly node: WorkflowNode
  readonly type: NodeTypeData
}

/**
 * What every step has: who decides its suggestions and within what time, when it may send, and while what is true. Only
 * what a step of this type has any use for is shown.
 */
export function CommonSettings({ node, type }: Props) {
  const { t } = useWords()
  const { readOnly, known } = useScene()
  const edit = useDraft((draft) => draft.edit)
  const subject = useWorkflow(({ settings }) => settings.subject)
  const common = node.common ?? {}
  const set = <Name extends keyof NodeCommon>(name: Name, value: NodeCommon[Name] | undefined) =>
    void edit({ code: 'common' }, (workflow) => setCommon(workflow, node.id, name, value), `${node.id}.common.${name}`)
  const usual = (['owner', 'department', 'company', 'contact'] as const).map((value) => ({
    value: value as string,
    label: t(`stepCommon.calendar.${value}`),
  }))
  const others = Object.entries(known.names.calendars ?? {}).map(([value, label]) => ({ value, label }))
  const calendars = [...usual, ...others.filter(({ value }) => !usual.some((each) => each.value === value))]
  return (
    <Fields disabled={readOnly}>
      {(type.acts || type.group === 'approval') && (
        <>
          <FieldFrame label={t('stepCommon.approver')} help={t('stepCommon.approverHint')} group>
            <PersonField
              label={t('stepCommon.approver')}
              value={common.approver}
              nobody={t('who.ownerFirst')}
              set={(approver) => set('approver', approver)}
            />
          </FieldFrame>
          <DurationField
            label={t('stepCommon.decideWithin')}
            help={t('stepCommon.decideWithinHint')}
            value={common.decideWithin}
            workingDays
            clearable
            set={(value) => set('decideWithin', value)}
          />
          {common.decideWithin !== undefined && (
            <Select
              label={t('stepCommon.onExpiry')}
              allowDeselect={false}
              data={[
                { value: 'drop', label: t('stepCommon.onExpiry.drop') },
                { value: 'escalate', label: t('stepCommon.onExpiry.escalate') },
              ]}
              value={common.onExpiry ?? 'drop'}
              onChange={(value) => set('onExpiry', value === 'escalate' ? 'escalate' : undefined)}
            />
          )}
        </>
      )}
      {type.effects.some((kind) => outsideEffects.includes(kind)) && (
        <>
          <Select
            label={t('stepCommon.window')}
            description={t('stepCommon.windowHint')}
            clearable
            placeholder={t('stepCommon.anyTime')}
            data={calendars}
            value={common.window?.calendar ?? null}
            onChange={(calendar) => set('window', calendar === null ? undefined : { ...common.window, calendar })}
          />
          <FieldFrame label={t('stepCommon.tries')} help={t('stepCommon.triesHint')}>
            <NumberInput
              aria-label={t('stepCommon.tries')}
              w={120}
              min={1}
              max={20}
              placeholder="8"
              value={common.retry?.tries ?? ''}
              onChange={(tries) => set('retry', typeof tries === 'number' ? { ...common.retry, tries } : undefined)}
            />
          </FieldFrame>
          {common.retry && (
            <DurationField
              label={t('stepCommon.firstWait')}
              help={t('stepCommon.firstWaitHint')}
              value={common.retry.wait}
              clearable
              set={(wait) => common.retry && set('retry', { tries: common.retry.tries, ...(wait === undefined ? {} : { wait }) })}
            />
          )}
        </>
      )}
      <OptionalRule
        label={t('stepCommon.relevance')}
        help={t('stepCommon.relevanceHint')}
        entity={subject}
        node={node.id}
        value={common.relevance}
        set={(relevance) => set('relevance', relevance)}
      />
      {type.acts && (
        <FieldFrame label={t('stepCommon.minutesSaved')} help={t('stepCommon.minutesSavedHint')}>
          <NumberInput
            aria-label={t('stepCommon.minutesSaved')}
            w={120}
            min={0}
            max={10_000}
            value={common.minutesSaved ?? ''}
            onChange={(value) => set('minutesSaved', typeof value === 'number' ? value : undefined)}
          />
        </FieldFrame>
      )}
    </Fields>
  )
}
