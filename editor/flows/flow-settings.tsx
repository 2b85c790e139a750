import { Radio, Select, Stack, Switch, Textarea, Title } from '@mantine/core'
import { entities } from '../../shared/entities.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Rule } from '../../shared/rules.ts'
import { say } from '../../shared/say.ts'
import type { Enrolment, WorkflowSettings } from '../../shared/workflow.ts'
import { DurationField } from '../params/duration-field.tsx'
import { Fields } from '../params/field-frame.tsx'
import { OptionalRule } from '../params/rule-field.tsx'
import { useWords } from '../words/use-words.ts'
import { describeWorkflow, setSetting } from '../workflow/node-commands.ts'
import { useDraft, useScene, useWorkflow } from '../workflow/scene.ts'

/**
 * The settings of a flow: whom it is about, who may enter and how often, when one leaves, and whether everything asks
 * first. Of `problems` those that no step has are shown.
 */
export function FlowSettings({ problems }: { readonly problems: readonly Problem[] }) {
  const { t, of, language } = useWords()
  const { readOnly } = useScene()
  const edit = useDraft((draft) => draft.edit)
  const settings = useWorkflow((workflow) => workflow.settings)
  const description = useWorkflow((workflow) => workflow.description ?? '')
  const set = <Name extends keyof WorkflowSettings>(name: Name, value: WorkflowSettings[Name] | undefined) =>
    void edit({ code: 'settings' }, (workflow) => setSetting(workflow, name, value), `settings.${name}`)
  const enrol = (change: Partial<Enrolment>) => set('enrolment', { ...settings.enrolment, ...change })
  const about = problems.filter(({ node }) => node === null)
  const subjects = entities.filter(({ events }) => events).map(({ name, title }) => ({ value: name, label: of(title) }))
  return (
    <Fields disabled={readOnly}>
      <Title order={2} className="panel-head" data-panel-start tabIndex={-1}>
        {t('panel.settings')}
      </Title>
      {about.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own
        <p key={at} className="step-panel__problem" data-level={problem.level}>
          {say(problem.said, language)}
        </p>
      ))}
      <Textarea
        label={t('flow.description')}
        autosize
        minRows={2}
        value={description}
        onChange={({ currentTarget: { value } }) =>
          edit({ code: 'settings' }, (workflow) => describeWorkflow(workflow, value), 'settings.description')
        }
      />
      <Select
        label={t('flow.subject')}
        description={t('flow.subjectHint')}
        data={[...subjects, { value: '', label: t('flow.noSubject') }]}
        value={settings.subject ?? ''}
        allowDeselect={false}
        onChange={(value) => set('subject', value === '' ? null : value)}
      />
      <Switch
        label={t('flow.everythingSuggests')}
        description={t('flow.everythingSuggestsHint')}
        checked={settings.everythingSuggests ?? false}
        onChange={(event) => set('everythingSuggests', event.currentTarget.checked)}
      />
      <Radio.Group
        label={t('flow.enrolment')}
        value={settings.enrolment.policy}
        onChange={(policy) => enrol({ policy: policy as Enrolment['policy'] })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="one-at-a-time" label={t('flow.oneAtATime')} />
          <Radio value="once" label={t('flow.once')} />
          <Radio value="every-time" label={t('flow.everyTime')} />
        </Stack>
      </Radio.Group>
      {settings.enrolment.policy !== 'once' && (
        <DurationField
          label={t('flow.cooldown')}
          help={t('flow.cooldownHint')}
          value={settings.enrolment.cooldown ?? undefined}
          clearable
          set={(cooldown) => enrol({ cooldown: cooldown ?? null })}
        />
      )}
      <Select
        label={t('flow.key')}
        description={t('flow.keyHint')}
        data={keysFor(settings, [
          { value: '', label: t('flow.noKey') },
          ...subjects.map(({ value, label }) => ({ value: `event.${value}`, label })),
        ])}
        value={settings.enrolment.key ?? ''}
        allowDeselect={false}
        onChange={(key) => enrol({ key: key || null })}
      />
      <OptionalRule
        label={t('flow.exit')}
        help={t('flow.exitHint')}
        entity={settings.subject}
        value={settings.exit ?? undefined}
        set={(rule: Rule | undefined) => set('exit', rule ?? null)}
      />
      <OptionalRule
        label={t('flow.goal')}
        help={t('flow.goalHint')}
        entity={settings.subject}
        value={settings.goal ?? undefined}
        set={(rule: Rule | undefined) => set('goal', rule ?? null)}
      />
    </Fields>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** What the entry may be counted for besides the subject; a path that a file brought along stays as it is. */
function keysFor({ subject, enrolment: { key } }: WorkflowSettings, known: readonly Choice[]): Choice[] {
  const others = known.filter(({ value }) => value !== `event.${subject}`)
  return key && !others.some(({ value }) => value === key) ? [...others, { value: key, label: key }] : others
}
