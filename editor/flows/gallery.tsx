import { Button, Card, Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconDatabase, IconFilePlus, IconHandStop } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { TemplateList } from '../../shared/api/workflows.ts'
import { suggests } from '../../shared/node-type-data.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { workflowWords } from '../../shared/workflow-words.ts'
import { api } from '../api/client.ts'
import { useKnown } from '../api/known.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { later } from '../ui/later.tsx'
import { FailureState, LoadingRows, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import type { WordKey } from '../words/all.ts'
import { useWords } from '../words/use-words.ts'
import { FlowPicture } from './flow-picture.tsx'
import { FlowStrip } from './flow-strip.tsx'
import './flow-list.css'

/** Asks with the fields of the editor, which the gallery alone can do without. */
const UseTemplate = later(async () => {
  const [dialog] = await Promise.all([import('./use-template.tsx'), import('../words/params.ts')])
  return { default: dialog.UseTemplate }
})

type Template = TemplateList['items'][number]

/** In this order; what has another goal stands last under its own name. */
const goals: Readonly<Record<string, WordKey>> = {
  'win-leads': 'goal.winLeads',
  'keep-clients': 'goal.keepClients',
  'sell-again': 'goal.sellAgain',
  'get-paid': 'goal.getPaid',
  'tidy-up': 'goal.tidyUp',
}

/** Ready flows by what one wants to achieve; each shows its words and a small picture. The empty page is one of them. */
export function Gallery() {
  const { t } = useWords()
  const types = useNodeTypes()
  const templates = useQuery({ queryKey: ['templates'], queryFn: () => api.get<TemplateList>('/api/templates') })
  const [looking, setLooking] = useState<Template | null>(null)
  const [taking, setTaking] = useState<Template | null>(null)
  const make = useNewFlow()
  const take = (template: Template) => {
    setLooking(null)
    if (template.questions.length === 0) make.mutate({ template: template.id })
    else setTaking(template)
  }
  if (templates.isPending || types.isPending) return <LoadingRows rows={3} height={160} />
  if (templates.isError) return <FailureState error={templates.error} again={() => templates.refetch()} />
  if (types.isError) return <FailureState error={types.error} again={() => types.refetch()} />
  const names = [...new Set([...Object.keys(goals), ...templates.data.items.map(({ goal }) => goal)])]
  return (
    <Stack gap="lg">
      {names.map((goal, at) => {
        const items = templates.data.items.filter((template) => template.goal === goal)
        if (items.length === 0 && at > 0) return null
        const key = goals[goal]
        return (
          <section key={goal} aria-label={key ? t(key) : goal}>
            <Title order={2} mb="sm">
              {key ? t(key) : goal}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }}>
              {items.map((template) => (
                <TemplateCard
                  key={template.id}
                  template={template}
                  types={types.data}
                  look={() => setLooking(template)}
                  use={() => take(template)}
                />
              ))}
              {at === 0 && (
                <Card
                  withBorder
                  padding="md"
                  className="template-card template-card--empty"
                  component="button"
                  onClick={() => make.mutate({ name: t('flows.untitled') })}
                >
                  <IconFilePlus size={32} stroke={1.5} aria-hidden />
                  <Text fw={600}>{t('flows.emptyPage')}</Text>
                  <Text size="sm" c="dimmed" ta="center">
                    {t('flows.emptyPageHint')}
                  </Text>
                </Card>
              )}
            </SimpleGrid>
          </section>
        )
      })}
      {looking && <TemplatePreview template={looking} types={types.data} close={() => setLooking(null)} use={() => take(looking)} />}
      {taking && (
        <UseTemplate
          template={taking}
          types={types.data}
          close={() => setTaking(null)}
          use={(file) => make.mutate({ file })}
          using={make.isPending}
        />
      )}
    </Stack>
  )
}

type Types = NonNullable<ReturnType<typeof useNodeTypes>['data']>

function TemplateCard({ template, types, look, use }: { template: Template; types: Types; look: () => void; use: () => void }) {
  const { t, of } = useWords()
  return (
    <Card withBorder padding="md" className="template-card" data-template={template.id}>
      <div className="template-card__picture">
        <FlowStrip workflow={template.workflow} types={types} />
      </div>
      <Text fw={600} mt="sm">
        {of(template.name)}
      </Text>
      <Text size="sm" c="dimmed" style={{ flex: 1 }}>
        {of(template.about)}
      </Text>
      <Needs template={template} />
      <Asks template={template} types={types} />
      <Group gap={6} mt="sm">
        <Button size="compact-md" variant="default" onClick={look}>
          {t('flows.preview')}
        </Button>
        <Button size="compact-md" onClick={use}>
          {t('flows.use')}
        </Button>
      </Group>
    </Card>
  )
}

/** What has to be there for it to do anything. */
function Needs({ template }: { template: Template }) {
  const { t, of } = useWords()
  if (template.needs.length === 0) return null
  return (
    <>
      <p className="template-needs__name" aria-hidden>
        {t('flows.needs')}
      </p>
      <ul className="template-needs" aria-label={t('flows.needs')}>
        {template.needs.map((need) => (
          <li key={need.en}>
            <IconDatabase size={16} stroke={1.75} aria-hidden />
            {of(need)}
          </li>
        ))}
      </ul>
    </>
  )
}

/** How many steps will ask a person: those that suggest, and those that are there to ask. */
function Asks({ template, types }: { template: Template; types: Types }) {
  const { t } = useWords()
  const { nodes, settings } = template.workflow
  const asks = (node: Workflow['nodes'][number]) =>
    types.get(node.type)?.group === 'approval' || suggests(types.get(node.type), node, settings.everythingSuggests)
  const count = nodes.filter(asks).length
  if (count === 0) return null
  return (
    <Group gap={4} mt={6} c="var(--t-approval)" wrap="nowrap">
      <IconHandStop size={16} aria-hidden />
      <Text size="xs">{t('flows.asks', { count })}</Text>
    </Group>
  )
}

function TemplatePreview({ template, types, close, use }: { template: Template; types: Types; close: () => void; use: () => void }) {
  const { t, of, language } = useWords()
  const known = useKnown()
  const phrases = workflowWords({ workflow: template.workflow, types, known, language })
  return (
    <Modal opened onClose={close} size="lg" title={of(template.name)} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack gap="md">
        <div>
          <Text>{of(template.about)}</Text>
          <Needs template={template} />
          <Asks template={template} types={types} />
        </div>
        <div className="template-card__picture">
          <FlowPicture workflow={template.workflow} types={types} height={320} />
        </div>
        <div className="template-words" data-summary="">
          {phrases.map(({ text, depth }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: phrases have no name of their own
            <p key={at} style={{ paddingLeft: depth * 16 }}>
              {text}
            </p>
          ))}
        </div>
        <Group justify="flex-end" className="dialog-deeds">
          <Button variant="default" onClick={close}>
            {t('common.close')}
          </Button>
          <Button onClick={use}>{t('flows.use')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Makes a draft of a template or an empty page, and opens it. */
function useNewFlow() {
  const [, go] = useLocation()
  const client = useQueryClient()
  const describe = useProblemText()
  return useMutation({
    mutationFn: (body: { template: string } | { name: string } | { file: Workflow }) => api.post<{ id: string }>('/api/workflows', body),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['workflows'] })
      go(`/flows/${id}`)
    },
    onError: (error) => void toast.failed(describe(error)),
  })
}
