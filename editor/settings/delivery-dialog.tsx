import { Alert, Button, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type FieldMapping, mappingsIn } from '../../shared/intake.ts'
import { isJsonObject, type Json, type Said } from '../../shared/json.ts'
import { say } from '../../shared/say.ts'
import { api } from '../api/client.ts'
import { type OpenedRecord, useEntity, useRecord, useRecordWriter } from '../api/records.ts'
import { RecordPicker } from '../crm/record-picker.tsx'
import { RecordLink } from '../ui/record-link.tsx'
import { FailureState, LoadingState, useProblemText } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { Warning } from '../ui/warning.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import { BodyTree } from './body-tree.tsx'
import { DeliveryState } from './delivery-state.tsx'
import { MappingEditor } from './mapping-editor.tsx'

/** One delivery: what was in it, what became of it, and whose it is if nobody could be found. `id` is that of the submission. */
export function DeliveryDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useWords()
  const delivery = useRecord('submission', id)
  const hookId = String(delivery.data?.record['hook'] ?? '')
  const hook = useRecord('hook', hookId)
  const isReady = delivery.data && (hookId === '' || hook.data)
  return (
    <Modal opened onClose={close} size="xl" title={t('deliveries.one')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {delivery.isError && <FailureState error={delivery.error} again={() => delivery.refetch()} />}
      {!delivery.isError && !isReady && <LoadingState />}
      {delivery.data && isReady && <Delivery opened={delivery.data} hook={hook.data ?? null} close={close} />}
    </Modal>
  )
}

interface Props {
  readonly opened: OpenedRecord
  /** Null: it came by a form. */
  readonly hook: OpenedRecord | null
  readonly close: () => void
}

function Delivery({ opened: { record, refs }, hook, close }: Props) {
  const { t, language } = useWords()
  const state = String(record['state'])
  const isWaiting = state === 'unread' || state === 'quarantined'
  const contact = refs[String(record['contact'])]
  const by = refs[String(record['hook'] ?? record['form'])]
  const body = (record['body'] ?? null) as Json
  const known = isSaid(record['problem']) ? record['problem'] : null
  // The mapping says so itself.
  const problem = isWaiting && hook && known?.code === 'submission-no-address' ? null : known
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <DeliveryState state={state} />
        {contact && <RecordLink {...contact} />}
        <Text size="sm" c="dimmed">
          {by?.title} · <When at={String(record['at'])} exact />
        </Text>
      </Group>
      {problem && <Warning>{say(problem, language)}</Warning>}
      {isWaiting ? (
        <TakeIn id={record.id} body={body} hook={hook} close={close} />
      ) : (
        <>
          <BodyTree body={body} />
          {hook && (
            <Text size="sm" c="dimmed">
              <Link href="/settings/hooks" className="plain-link">
                {t('deliveries.toHook')}
              </Link>
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}

const isSaid = (value: unknown): value is Said => isJsonObject(value) && typeof value['code'] === 'string'

interface TakeInProps {
  readonly id: string
  readonly body: Json
  readonly hook: OpenedRecord | null
  readonly close: () => void
}

/** Says what its values mean and whose it is, for this one, or for all that come by this hook from now on. */
function TakeIn({ id, body, hook, close }: TakeInProps) {
  const { t } = useWords()
  const client = useQueryClient()
  const problemText = useProblemText()
  const mayChangeHook = useEntity('hook').mayWrite && hook !== null
  const { change } = useRecordWriter('hook')
  const kept = mappingsIn(hook?.record['mapping'])
  const [mapping, setMapping] = useState<readonly FieldMapping[] | null>(kept.length === 0 ? null : kept)
  const [contact, setContact] = useState<string | null>(null)
  const [remember, setRemember] = useState(true)
  const isChanged = JSON.stringify(mapping ?? []) !== JSON.stringify(kept)
  const take = useMutation({
    mutationFn: () =>
      api.put(`/api/submissions/${id}/contact`, {
        withoutAddress: true,
        ...(contact === null ? {} : { contact }),
        ...(mapping === null || hook === null ? {} : { mapping }),
      }),
    onSuccess: async () => {
      if (hook && mayChangeHook && isChanged && remember) {
        await change
          .mutateAsync({ id: hook.record.id, revision: hook.record.revision, fields: { mapping } })
          .catch((error: unknown) => toast.failed(problemText(error)))
      }
      toast.done(t('deliveries.taken'))
      close()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  })
  return (
    <>
      {hook ? (
        <MappingEditor hook={hook.record.id} submission={id} body={body} mapping={mapping} onChange={setMapping} />
      ) : (
        <BodyTree body={body} />
      )}
      <RecordPicker
        entity="contact"
        label={t('deliveries.whose')}
        description={t('deliveries.whoseHint')}
        placeholder={t('deliveries.found')}
        value={contact}
        onChange={setContact}
      />
      {mayChangeHook && isChanged && (
        <Switch
          label={t('deliveries.remember', { name: hook.title })}
          checked={remember}
          onChange={(event) => setRemember(event.currentTarget.checked)}
        />
      )}
      {take.isError && (
        <Alert color="red.9" variant="light" role="alert" icon={<IconAlertTriangle />}>
          {problemText(take.error)}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {t('deliveries.take')}
        </Button>
      </Group>
    </>
  )
}
