import { Button, Modal, Stack, Text } from '@mantine/core'
import { portsOf } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { edgeAt } from '../workflow/graph.ts'
import { useScene, useStep, useWorkflow } from '../workflow/scene.ts'
import { type Asking, useActions } from './actions.ts'

interface Props {
  readonly asking: Asking
  readonly close: () => void
}

/** What a deed has to ask before it is done: which way goes on, or whether a way splits. Closing it leaves the deed undone. */
export function AskingDialog({ asking, close }: Props) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={close}
      title={asking.kind === 'which-way' ? t('asking.whichWay') : t('asking.twoWays')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {asking.kind === 'which-way' ? <WhichWay {...asking} close={close} /> : <TwoWays {...asking} close={close} />}
    </Modal>
  )
}

function WhichWay({ node: id, ids, ports, close }: Extract<Asking, { kind: 'which-way' }> & { close: () => void }) {
  const { t, of } = useWords()
  const actions = useActions()
  const step = useStep(id)
  const edges = useWorkflow((workflow) => workflow.edges)
  const words = step?.type ? portsOf(step.type, step.node, true) : []
  const choose = (port: string) => {
    close()
    actions.remove(ids, { [id]: port })
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('asking.whichWayHint', { name: actions.nameOf(id) })}</Text>
      {ports.map((port) => {
        const found = words.find((each) => each.port === port)
        const to = edges.find((edge) => edge.from === id && edge.port === port)?.to ?? ''
        return (
          <Button key={port} variant="default" justify="flex-start" onClick={() => choose(port)}>
            {t('asking.way', { port: found ? of(found.words) : port, name: actions.nameOf(to) })}
          </Button>
        )
      })}
      <Button variant="subtle" color="gray" justify="flex-start" onClick={() => choose('')}>
        {t('asking.noWay')}
      </Button>
    </Stack>
  )
}

function TwoWays({ end, to, close }: Extract<Asking, { kind: 'two-ways' }> & { close: () => void }) {
  const { t } = useWords()
  const { types } = useScene()
  const actions = useActions()
  const now = useWorkflow((workflow) => edgeAt(workflow, end.from, end.port)?.to ?? '')
  const run = (deed: () => void) => () => {
    close()
    deed()
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('asking.twoWaysHint', { now: actions.nameOf(now), wanted: actions.nameOf(to) })}</Text>
      <Button variant="default" justify="flex-start" onClick={run(() => actions.replaceWay(end, to))}>
        {t('asking.instead', { name: actions.nameOf(to) })}
      </Button>
      {types.has('logic.parallel') && (
        <Button variant="default" justify="flex-start" onClick={run(() => actions.doBoth(end, to))}>
          {t('asking.doBoth')}
        </Button>
      )}
    </Stack>
  )
}
