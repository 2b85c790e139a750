import { JsonInput, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type EditableField, editableFields } from '../../shared/effect-fields.ts'
import { type PreviewNames, previewOf } from '../../shared/effect-preview.ts'
import type { Effect, SendEmail } from '../../shared/effects.ts'
import { user } from '../../shared/entities/people.ts'
import type { Json, JsonObject } from '../../shared/json.ts'
import type { Person, Question } from '../../shared/params.ts'
import { fieldsOf, useEntities } from '../api/records.ts'
import { FieldInput } from '../crm/field-input.tsx'
import { RecordPicker } from '../crm/record-picker.tsx'
import { fromLocalInput, toLocalInput } from '../ui/local-time.ts'
import { useWords } from '../words/use-words.ts'
import { fieldValue, isSame, unmasked } from './corrections.ts'
import { Edited } from './edited.tsx'
import styles from './inbox.module.css'
import { LetterBlocks } from './letter-blocks.tsx'
import { ManyEditor } from './many-editor.tsx'

interface Props {
  /** As the workflow made it. */
  readonly original: Effect
  /** With the corrections so far. */
  readonly effect: Effect
  readonly names: PreviewNames
  readonly onChange: (field: string, value: Json) => void
  /** What the server says of a field. */
  readonly problemOf: (field: string) => string | undefined
  /** The first field takes the focus. */
  readonly takesFocus: boolean
}

/**
 * The fields of an effect that an operator may correct, made from its description; each correction can be taken back.
 * `effect` is `original` with the corrections in it.
 */
export function EffectEditor({ original, effect, names, onChange, problemOf, takesFocus }: Props) {
  return (
    <div className={styles['edits']}>
      {editableFields(effect.kind)
        .filter(({ as }) => as !== 'questions' || (effect.kind === 'send-email' && effect.questions.length > 0))
        .map((field, at) => (
          <Edited
            key={field.field}
            // Blocks mark and restore each block by itself.
            isEdited={field.as !== 'blocks' && !isSame(fieldValue(original, field.field), fieldValue(effect, field.field))}
            restore={() => onChange(field.field, fieldValue(original, field.field))}
          >
            <FieldEditor
              field={field}
              effect={effect}
              original={original}
              names={names}
              error={problemOf(field.field)}
              takesFocus={takesFocus && at === 0}
              onChange={(value) => onChange(field.field, value)}
            />
          </Edited>
        ))}
    </div>
  )
}

interface FieldProps {
  readonly field: EditableField
  readonly effect: Effect
  readonly original: Effect
  readonly names: PreviewNames
  readonly error: string | undefined
  readonly takesFocus: boolean
  readonly onChange: (value: Json) => void
}

function FieldEditor({ field, effect, original, names, error, takesFocus, onChange }: FieldProps) {
  const { of, t, language } = useWords()
  const value = fieldValue(effect, field.field)
  const text = typeof value === 'string' ? value : ''
  const common = { label: of(field.label), ...(error ? { error } : {}), ...(takesFocus ? { 'data-first-edit': true } : {}) }
  switch (field.as) {
    case 'line':
    case 'email':
      return (
        <TextInput
          {...common}
          type={field.as === 'email' ? 'email' : 'text'}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'text':
      return (
        <Textarea {...common} autosize minRows={2} maxRows={16} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => typeof next === 'number' && onChange(next)}
        />
      )
    case 'time':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={text === '' ? '' : toLocalInput(text, names.zone)}
          onChange={(event) => onChange(fromLocalInput(event.currentTarget.value, names.zone))}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          allowDeselect={false}
          value={text}
          onChange={(next) => next !== null && onChange(next)}
          data={Object.entries(field.options ?? {}).map(([key, words]) => ({ value: key, label: of(words) }))}
        />
      )
    case 'person':
      return <PersonSelect {...common} person={value as unknown as Person} names={names} onChange={onChange} />
    case 'user':
      return (
        <RecordPicker {...common} entity="user" clearable={false} value={text === '' ? null : text} onChange={(next) => onChange(next)} />
      )
    case 'tags':
      return <TagsInput {...common} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
    case 'blocks':
      if (effect.kind !== 'send-email' || original.kind !== 'send-email') return null
      return <LetterBlocks letter={effect} original={original} onChange={(blocks) => onChange(blocks as unknown as Json)} />
    case 'questions':
      return effect.kind === 'send-email' ? <Questions letter={effect} onChange={onChange} /> : null
    case 'record-fields':
      return effect.kind === 'change-record' ? <RecordFields effect={effect} names={names} onChange={onChange} /> : null
    case 'many':
      return effect.kind === 'change-many' ? <ManyEditor label={common.label} effect={effect} names={names} onChange={onChange} /> : null
    case 'json': {
      const preview = previewOf(effect, language, names)
      const shown = preview.kind === 'call' ? preview.body : ''
      return <Body {...common} shown={shown} bad={t('inbox.notJson')} onChange={(next) => onChange(unmasked(next, value))} />
    }
  }
}

interface PersonProps {
  readonly person: Person
  readonly names: PreviewNames
  readonly onChange: (person: Json) => void
}

/** The owner, a colleague, a department or a role; each is told by its own JSON. */
function PersonSelect({ person, names, onChange, ...rest }: PersonProps & { readonly label: string }) {
  const { t, of } = useWords()
  const choice = (value: Person, label: string) => ({ value: keyOf(value), label })
  const { users = {}, departments = {} } = names.known.names
  const data = [
    choice({ who: 'owner' }, t('inbox.person.owner')),
    { group: t('inbox.person.people'), items: Object.entries(users).map(([email, name]) => choice({ who: 'user', email }, name)) },
    {
      group: t('inbox.person.departments'),
      items: Object.entries(departments).map(([key, name]) => choice({ who: 'department', key }, name)),
    },
    {
      group: t('inbox.person.roles'),
      items: Object.entries(user.fields.role.options).map(([role, words]) => choice({ who: 'role', role }, of(words))),
    },
  ]
  return (
    <Select
      {...rest}
      searchable
      allowDeselect={false}
      value={keyOf(person)}
      data={data.filter((each) => !('items' in each) || each.items.length > 0)}
      onChange={(next) => next !== null && onChange(JSON.parse(next) as Json)}
    />
  )
}

/** The same text for the same person, whatever the order of the keys was. */
const keyOf = (person: Person): string => JSON.stringify(person, Object.keys(person).sort())

function Questions({ letter, onChange }: { readonly letter: SendEmail; readonly onChange: (value: Json) => void }) {
  const { t } = useWords()
  const change = (id: string, text: string) => {
    const reworded = letter.questions.map(
      (question): Question => (question.id === id ? { ...question, text: { ...question.text, [letter.language]: text } } : question),
    )
    onChange(reworded as unknown as Json)
  }
  return (
    <Stack gap="xs">
      {letter.questions.map(({ id, text }, at) => (
        <TextInput
          key={id}
          label={t('inbox.question', { number: at + 1 })}
          value={text[letter.language] ?? ''}
          onChange={(event) => change(id, event.currentTarget.value)}
        />
      ))}
    </Stack>
  )
}

interface RecordFieldsProps {
  readonly effect: Extract<Effect, { kind: 'change-record' }>
  readonly names: PreviewNames
  readonly onChange: (fields: JsonObject) => void
}

function RecordFields({ effect, names, onChange }: RecordFieldsProps) {
  const known = fieldsOf(useEntities()(effect.entity))
  return (
    <Stack gap="xs">
      {Object.entries(effect.fields).map(([name, value]) => {
        const field = known[name]
        if (!field || field.type === 'json') return null
        return (
          <FieldInput
            key={name}
            field={field}
            value={value}
            refTitle={names.links.find(({ id }) => id === value)?.title}
            onChange={(next) => onChange({ ...effect.fields, [name]: (next ?? null) as Json })}
          />
        )
      })}
    </Stack>
  )
}

interface BodyProps {
  readonly label: string
  readonly shown: string
  readonly bad: string
  readonly onChange: (value: Json) => void
}

/** What is typed is kept as text until it is JSON again. */
function Body({ shown, bad, onChange, ...rest }: BodyProps) {
  const [text, setText] = useState(shown)
  const type = (next: string) => {
    setText(next)
    const value = readJson(next)
    if (value !== undefined) onChange(value)
  }
  return (
    <JsonInput
      {...rest}
      autosize
      minRows={4}
      maxRows={16}
      value={text}
      onChange={type}
      {...(readJson(text) === undefined ? { error: bad } : {})}
    />
  )
}

/** Undefined for what is not JSON; an empty text is an empty body. */
function readJson(text: string): Json | undefined {
  if (text.trim() === '') return null
  try {
    const value: unknown = JSON.parse(text)
    return value as Json
  } catch {
    return undefined
  }
}
