import { Group, Select, TextInput, Title } from '@mantine/core'
import { isJsonObject, type Json } from '../../shared/json.ts'
import { useWords } from '../words/use-words.ts'

const kinds = ['none', 'text', 'body', 'query'] as const
type Kind = (typeof kinds)[number]

interface Props {
  readonly value: unknown
  readonly onChange: (handshake: Json) => void
}

/**
 * What a sender wants to hear before it sends anything: some check the address first. `value` has the form of
 * `handshake` in the description of hooks; null: no check.
 */
export function Handshake({ value, onChange }: Props) {
  const { t } = useWords()
  const kind = kindOf(value)
  const at = (...path: readonly string[]) => textAt(value, path)
  const whenIs = { path: at('when', 'path'), is: at('when', 'is') }
  const field = (label: string, shown: string, change: (text: string) => Json, placeholder = '', width = 180) => (
    <TextInput
      w={width}
      label={label}
      placeholder={placeholder}
      value={shown}
      onChange={(event) => onChange(change(event.currentTarget.value))}
    />
  )
  const answer: Json = kind === 'text' ? { text: at('answer', 'text') } : { path: at('answer', 'path') }
  const query = { query: at('query'), verify: { query: at('verify', 'query'), is: at('verify', 'is') } }
  return (
    <div>
      <Title order={3} mb={4}>
        {t('handshake.title')}
      </Title>
      <Group align="flex-end" gap="xs">
        <Select
          w={300}
          label={t('handshake.kind')}
          allowDeselect={false}
          value={kind}
          onChange={(next) => onChange(starts[kinds.find((each) => each === next) ?? 'none'])}
          data={kinds.map((each) => ({ value: each, label: t(`handshake.${each}`) }))}
        />
        {(kind === 'text' || kind === 'body') && (
          <>
            {field(t('handshake.where'), whenIs.path, (path) => ({ when: { ...whenIs, path }, answer }), 'type')}
            {field(t('handshake.is'), whenIs.is, (is) => ({ when: { ...whenIs, is }, answer }), 'confirmation')}
            {kind === 'text'
              ? field(t('handshake.answer'), at('answer', 'text'), (text) => ({ when: whenIs, answer: { text } }))
              : field(t('handshake.answerFrom'), at('answer', 'path'), (path) => ({ when: whenIs, answer: { path } }), 'challenge')}
          </>
        )}
        {kind === 'query' && (
          <>
            {field(t('handshake.back'), query.query, (name) => ({ ...query, query: name }), 'hub.challenge')}
            {field(
              t('handshake.onlyIf'),
              query.verify.query,
              (name) => ({ ...query, verify: { ...query.verify, query: name } }),
              'hub.verify_token',
            )}
            {field(t('handshake.is'), query.verify.is, (is) => ({ ...query, verify: { ...query.verify, is } }))}
          </>
        )}
      </Group>
    </div>
  )
}

/** With what each kind begins: as most senders of the kind have it. */
const starts: Readonly<Record<Kind, Json>> = {
  none: null,
  text: { when: { path: 'type', is: 'confirmation' }, answer: { text: '' } },
  body: { when: { path: 'type', is: 'url_verification' }, answer: { path: 'challenge' } },
  query: { query: 'hub.challenge', verify: { query: 'hub.verify_token', is: '' } },
}

function kindOf(value: unknown): Kind {
  if (!isJsonObject(value)) return 'none'
  if (typeof value['query'] === 'string') return 'query'
  return isJsonObject(value['answer']) && typeof value['answer']['text'] === 'string' ? 'text' : 'body'
}

function textAt(value: unknown, path: readonly string[]): string {
  const found = path.reduce<unknown>((inside, key) => (isJsonObject(inside) ? inside[key] : undefined), value)
  return typeof found === 'string' ? found : ''
}
