import { Select } from '@mantine/core'
import type { Trial } from '../../shared/api/workflows.ts'
import { portsOf } from '../../shared/node-type-data.ts'
import { useWords } from '../words/use-words.ts'
import { useScene, useWorkflow } from '../workflow/scene.ts'

type Props = Trial['open'][number] & { readonly choose: (port: string) => void }

/** At a step whose way depends on others: which way a trial goes. */
export function TrialChoice({ node, ports, chosen, choose }: Props) {
  const { t, of } = useWords()
  const { types } = useScene()
  const step = useWorkflow((workflow) => workflow.nodes.find(({ id }) => id === node))
  const type = step && types.get(step.type)
  const words = type ? portsOf(type, step, true) : []
  // A step that only suggests goes on by its first way when it is approved.
  const onlySuggests = ports.length === 2 && ports[1] === 'dismissed'
  const label = (port: string, at: number) => {
    if (onlySuggests && at === 0) return t('trial.approved')
    const found = words.find((each) => each.port === port)
    return found ? of(found.words) : port
  }
  return (
    <div className="trail__choice">
      <Select
        size="xs"
        label={t('trial.whatIf')}
        allowDeselect={false}
        data={ports.map((port, at) => ({ value: port, label: label(port, at) }))}
        value={chosen}
        onChange={(port) => port !== null && port !== chosen && choose(port)}
      />
    </div>
  )
}
