import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { TemplateList } from '../../shared/api/workflows.ts'
import { checkWorkflow } from '../../shared/check-workflow.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import { useKnown } from '../api/known.ts'
import { OneParam } from '../params/params-form.tsx'
import { useWords } from '../words/use-words.ts'
import { type Scene, SceneContext, useStep, useView, useWorkflow } from '../workflow/scene.ts'
import { createDraftStore, createViewStore } from '../workflow/store.ts'

type Template = TemplateList['items'][number]

interface Props {
  readonly template: Template
  readonly types: NodeTypes
  readonly close: () => void
  /** Opens the draft with the answers in it. */
  readonly use: (workflow: Workflow) => void
  readonly using: boolean
}

/** What somebody who takes a template has to decide: at most three questions, each with an answer that works already. */
export function UseTemplate({ template, types, close, use, using }: Props) {
  const { t, of } = useWords()
  const known = useKnown()
  const [draft] = useState(() => createDraftStore(template.workflow))
  const [view] = useState(createViewStore)
  const scene = useMemo<Scene>(() => ({ draft, view, types, known, readOnly: false }), [draft, view, types, known])
  return (
    <Modal opened onClose={close} size="md" title={of(template.name)} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <SceneContext value={scene}>
        <Stack gap="md">
          <Text size="sm">{t('flows.useAbout', { count: template.questions.length })}</Text>
          <FindProblems {...scene} />
          {template.questions.map((question) => (
            <QuestionField key={`${question.node}.${question.param}`} {...question} />
          ))}
          <Group justify="flex-end" className="dialog-deeds">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button loading={using} onClick={() => use(draft.getState().history.present)}>
              {t('flows.openDraft')}
            </Button>
          </Group>
        </Stack>
      </SceneContext>
    </Modal>
  )
}

/** The fields show what is wrong with their answers. */
function FindProblems({ types, known, view }: Scene) {
  const workflow = useWorkflow((each) => each)
  useEffect(() => view.getState().setProblems(checkWorkflow(workflow, [...types.values()], known)), [workflow, types, known, view])
  return null
}

function QuestionField({ node, param: name, also, ask }: Template['questions'][number]) {
  const { of } = useWords()
  const step = useStep(node)
  const problems = useView((view) => view.problems.get(node)) ?? []
  const param = step?.type?.params[name]
  if (!step?.type || !param) return null
  return <OneParam node={step.node} type={step.type} label={of(ask)} {...{ name, param, problems }} also={also ?? []} />
}
