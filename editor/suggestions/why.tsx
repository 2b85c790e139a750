import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OpenedRun } from '../../shared/api/runs.ts'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { type PreviewNames, valueWords } from '../../shared/effect-preview.ts'
import { formFieldsIn } from '../../shared/intake.ts'
import { type NodeTypeData, nodeTitle, portsOf, suggests } from '../../shared/node-type-data.ts'
import { phrase } from '../../shared/phrase.ts'
import { fieldAt, relationAt } from '../../shared/rule-fields.ts'
import { hasWords, say } from '../../shared/say.ts'
import type { WhyLine } from '../../shared/suggestion.ts'
import { inLanguage, type Words } from '../../shared/words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { api } from '../api/client.ts'
import { useNodeTypes } from '../api/node-types.ts'
import { useRecords } from '../api/records.ts'
import { LoadingRows } from '../ui/states.tsx'
import { When } from '../ui/when.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './inbox.module.css'

interface Props {
  readonly suggestion: SuggestionData
  readonly names: PreviewNames
}

/** Why it is suggested: the way of the run so far, each step with the values that decided. */
export function Why({ suggestion, names }: Props) {
  const { language, t } = useWords()
  const map = useStepNames(suggestion)
  const answers = useAnswerNames(map?.forms ?? [])
  if (!map || !answers) return <LoadingRows rows={suggestion.why.length} height={20} />
  return (
    <ol className={styles['why']}>
      {suggestion.why.filter(isSaid).map((line, at) => {
        const sentence = sentenceOf(
          line,
          map,
          (way) => t('inbox.why.way', { way: way[language] }),
          (said) => say(said, language, names.zone),
        )
        const values = Object.entries(line.values)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a loop comes to the same step again, and the lines never move
          <li key={at}>
            <Text span fw={600}>
              {map.titleOf(line.node)?.[language] ?? (line.node === suggestion.node.id ? suggestion.node.name : '')}
            </Text>{' '}
            <Text span size="xs" c="dimmed">
              <When at={line.at} />
            </Text>
            {sentence !== '' && <div>{sentence}</div>}
            {values.length > 0 && (
              <div className={styles['values']}>
                {values.map(([path, value]) => {
                  const field = fieldAt(suggestion.subject?.entity ?? null, path, { workflow: true })
                  const titles = field?.titles.map((words) => words[language]) ?? []
                  const title =
                    titles.length > 0
                      ? titles.join(' · ')
                      : (relationAt(suggestion.subject?.entity ?? null, path)?.title[language] ??
                        map.outputOf(path)?.[language] ??
                        answers.get(path) ??
                        phrase('{path, field}', { path }, { language }))
                  return (
                    <span key={path} className={styles['value']}>
                      {title}: <b>{valueWords(field?.field ?? null, value, language, names)}</b>
                    </span>
                  )
                })}
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** That a step began to wait says nothing once the next line tells that it went on. */
const isSaid = ({ node, values }: WhyLine, at: number, all: readonly WhyLine[]): boolean =>
  all[at + 1]?.node !== node || Object.keys(values).length > 0

interface StepNames {
  readonly titleOf: (node: string) => Words | null
  readonly wayOf: (node: string, port: string) => Words | null
  /** What an earlier step found out, by its path `node.<id>.<output>`. */
  readonly outputOf: (path: string) => Words | null
  /** The keys of the forms that can begin it. */
  readonly forms: readonly string[]
}

/** What the fields of these forms are called, by their path `event.<name>`; null until that is known. */
function useAnswerNames(keys: readonly string[]): ReadonlyMap<string, string> | null {
  const { language } = useWords()
  const forms = useRecords('form', { filter: { field: 'key', is: 'one-of', value: keys } }, 20, keys.length > 0)
  if (keys.length > 0 && forms.isPending) return null
  const fields = (forms.data?.items ?? []).flatMap((form) => formFieldsIn(form['fields']))
  return new Map(fields.map(({ name, label }) => [`event.${name}`, inLanguage(label, language) ?? name]))
}

/** What steps and their ways out are called in the version that ran; null until that is known. */
function useStepNames({ run }: SuggestionData): StepNames | null {
  const opened = useQuery({ queryKey: ['runs', 'one', run], queryFn: () => api.get<OpenedRun>(`/api/runs/${run}`), staleTime: 300_000 })
  const types = useNodeTypes()
  return useMemo(
    () => (opened.isPending || types.isPending ? null : stepNames(opened.data?.content, types.data ?? new Map())),
    [opened, types],
  )
}

function stepNames(workflow: Workflow | undefined, types: ReadonlyMap<string, NodeTypeData>): StepNames {
  const nodeOf = (id: string) => workflow?.nodes.find((node) => node.id === id)
  return {
    forms: (workflow?.nodes ?? []).flatMap(({ params }) => (typeof params['form'] === 'string' ? [params['form']] : [])),
    titleOf: (id) => {
      const node = nodeOf(id)
      return node ? nodeTitle(node, types.get(node.type)) : null
    },
    wayOf: (id, name) => {
      const node = nodeOf(id)
      const type = node && types.get(node.type)
      if (!type) return null
      const ports = portsOf(type, node, suggests(type, node, workflow?.settings.everythingSuggests))
      // Going straight on says nothing.
      return name === 'out' ? null : (ports.find(({ port }) => port === name)?.words ?? null)
    },
    outputOf: (path) => {
      const [root, id = '', output = ''] = path.split('.')
      const node = root === 'node' ? nodeOf(id) : undefined
      return (node && types.get(node.type)?.output[output]?.label) ?? null
    },
  }
}

/** Empty where a line has nothing to say but that the step was passed. */
function sentenceOf(
  { node, said }: WhyLine,
  map: StepNames,
  way: (words: Words) => string,
  sentence: (said: WhyLine['said']) => string,
): string {
  if (said.code === 'went-by') {
    const words = map.wayOf(node, String(said.with?.['port'] ?? ''))
    return words ? way(words) : ''
  }
  return hasWords(said.code) ? sentence(said) : ''
}
