/** A workflow as sentences: what starts it, what happens then, and on which way. Each phrase belongs to its step. */
import { foreignType } from './kept.ts'
import { type NodeTypeData, nodeTitle, paramOf, paramValue, portsOf, suggests } from './node-type-data.ts'
import { isQuoted, lower, paramWords, quoted, type Speech } from './param-words.ts'
import type { Language, Words } from './words.ts'
import type { WorkflowNode } from './workflow.ts'
import { workflowGraph } from './workflow-graph.ts'

/** A part of the sentences. `depth` counts the branches it stands in; a click on the text selects the node. */
interface Phrase {
  readonly node: string
  readonly text: string
  readonly depth: number
}

/** The whole workflow in words, from its triggers on. Steps that nothing leads to are left out. Never throws. */
export function workflowWords(speech: Speech): readonly Phrase[] {
  const { workflow, types, language } = speech
  const graph = workflowGraph(workflow, types)
  const phrases: Phrase[] = []
  const told = new Set<string>()
  const open: Open[] = []

  const tell = (from: Open) => {
    let { id, depth, lead } = from
    for (;;) {
      const node = graph.nodes.get(id)
      if (!node) return
      if (told.has(id)) {
        const title = quoted(nodeTitle(node, types.get(node.type))[language], language)
        phrases.push({ node: id, depth, text: `${lead}${goesOn[language]} ${title}.` })
        return
      }
      told.add(id)
      const ways = waysFrom(node, speech)
      const [only] = ways
      const isStraight = ways.length === 1 && only?.isOnlyOwn === true
      const end = ways.length === 0 ? '.' : isStraight ? ',' : ':'
      phrases.push({ node: id, depth, text: `${lead}${stepWords(node, speech)}${end}` })
      if (!isStraight || !only) {
        open.push(...ways.map((way) => ({ id: way.to, depth: depth + 1, lead: `${way.words}: ` })).reverse())
        return
      }
      id = only.to
      lead = `${then[language]} `
    }
  }

  for (const group of triggersByTarget(speech, graph.triggers)) {
    group.nodes.forEach((node, index) => {
      told.add(node.id)
      const words = stepWords(node, speech)
      const text = index === 0 ? capital(words) : `${or[language]} ${words}`
      phrases.push({ node: node.id, depth: 0, text: `${text}${group.target === null ? '.' : ','}` })
    })
    if (group.target !== null) open.push({ id: group.target, depth: 0, lead: '' })
    for (let next = open.pop(); next !== undefined; next = open.pop()) tell(next)
  }
  return phrases
}

interface Open {
  readonly id: string
  readonly depth: number
  readonly lead: string
}

const then: Words = { en: 'then', ru: 'затем' }
const or: Words = { en: 'or', ru: 'или' }
const goesOn: Words = { en: 'go on with', ru: 'дальше шаг' }
const suggest: Words = { en: 'suggest:', ru: 'предложить:' }
const off: Words = { en: '(switched off)', ru: '(выключено)' }

/** What happens after a node was left by a port, in one sentence, for the operator who decides; the end is said too. */
export function afterWords(node: string, port: string, speech: Speech): string {
  const { workflow, types, language } = speech
  const edge = workflow.edges.find((each) => each.from === node && each.port === port)
  const seen = new Set([node])
  let told = ''
  let lead = ''
  for (let id = edge?.to; id !== undefined && seen.size < 4 && !seen.has(id); ) {
    seen.add(id)
    const next = workflow.nodes.find((each) => each.id === id)
    if (!next) break
    told += lead + stepWords(next, speech)
    const [only, ...others] = waysFrom(next, { workflow, types, language, known: speech.known })
    id = others.length === 0 ? only?.to : undefined
    // The one way that is drawn may be one of several that there are: then it is said which.
    lead = only?.isOnlyOwn === false ? `; ${lower(only.words)}: ` : `, ${then[language]} `
  }
  if (told === '') return { en: 'Then the flow ends.', ru: 'После этого сценарий заканчивается.' }[language]
  return `${capital(told)}.`
}

/** A step in a sentence: what it does, and whether it asks first. */
function stepWords(node: WorkflowNode, speech: Speech): string {
  const type = speech.types.get(node.type)
  const words = nodeSummary(node, type, speech)
  if (node.mode === 'off') return `${off[speech.language]} ${words}`
  return suggests(type, node, speech.workflow.settings.everythingSuggests) ? `${suggest[speech.language]} ${words}` : words
}

/**
 * The one line of a card: the summary of the type with what is set. A part in brackets falls away when its value is not
 * set, or when its condition does not hold: `[when=before:{days} before]`, `[result!=none:, closed with {result}]`.
 */
export function nodeSummary(node: WorkflowNode, type: NodeTypeData | undefined, speech: Speech): string {
  if (!type) return unknownStep(node, speech.language)
  const fill = (pattern: string, optional: boolean): string | null => {
    let isWhole = true
    const text = pattern.replace(/([«“"]?)\{(\w+)\}/g, (_, mark: string, name: string) => {
      const param = paramOf(type, name)
      const words = paramWords(node, type, name, speech)
      if (optional && param?.kind === 'flag') {
        isWhole &&= (node.params[name] ?? param.default) === true
        return mark
      }
      if (words === null) isWhole = false
      if (words === null || !param) return `${mark}…`
      if (mark === '' && isQuoted(param)) return quoted(words, speech.language)
      return `${mark}${mark === '' && param.kind === 'choice' ? lower(words) : words}`
    })
    return isWhole || !optional ? text : null
  }
  const bracketed = (part: string): string | null => {
    const [, name, sign, wanted, text] = /^(\w+)(!?=)([\w-]+):(.*)$/s.exec(part) ?? []
    if (name === undefined || text === undefined) return fill(part, true)
    return (paramValue(type, node, name) === wanted) === (sign === '=') ? fill(text, false) : null
  }
  return type.summary[speech.language]
    .split(/(\[[^\]]*\])/)
    .map((part) => (part.startsWith('[') ? bracketed(part.slice(1, -1)) : fill(part, false)) ?? '')
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.:;])/g, '$1')
    .trim()
}

interface Way {
  readonly words: string
  readonly to: string
  /** The node has this one port of its own, so its name says nothing. */
  readonly isOnlyOwn: boolean
}

/** A step whose type is not here: by its name where it comes from another tool, else by its type. */
function unknownStep({ type, name }: WorkflowNode, language: Language): string {
  const isForeign = foreignType(type) !== null
  const kind = isForeign ? { en: 'from n8n', ru: 'из n8n' } : { en: 'unknown step', ru: 'неизвестный шаг' }
  return `${kind[language]} ${quoted((isForeign && name) || type, language)}`
}

/** The wired ports of a node, in the order of the canvas; those it does not know come last. */
function waysFrom(node: WorkflowNode, { workflow, types, language }: Speech): readonly Way[] {
  const type = types.get(node.type)
  const ports = type ? portsOf(type, node, suggests(type, node, workflow.settings.everythingSuggests)) : []
  const own = ports.filter(({ added }) => !added)
  const place = (port: string) => {
    const at = ports.findIndex((each) => each.port === port)
    return at < 0 ? ports.length : at
  }
  const wired = workflow.edges.filter(({ from }) => from === node.id)
  return wired
    .sort((a, b) => place(a.port) - place(b.port))
    .map(({ port, to }) => ({
      to,
      words: ports.find((each) => each.port === port)?.words[language] ?? port,
      isOnlyOwn: type ? own.length === 1 && own[0]?.port === port : wired.length === 1,
    }))
}

/** Triggers that lead to the same step share a sentence. */
function triggersByTarget(speech: Speech, triggers: readonly string[]): { target: string | null; nodes: WorkflowNode[] }[] {
  const groups: { target: string | null; nodes: WorkflowNode[] }[] = []
  for (const id of triggers) {
    const node = speech.workflow.nodes.find((each) => each.id === id)
    if (!node) continue
    const target = waysFrom(node, speech)[0]?.to ?? null
    const group = groups.find((each) => each.target === target && target !== null)
    if (group) group.nodes.push(node)
    else groups.push({ target, nodes: [node] })
  }
  return groups
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)
