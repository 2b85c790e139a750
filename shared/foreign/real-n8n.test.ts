import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import { noRealData, realData } from '../../runtime/testing/real-data.ts'
import { checkWorkflow } from '../check-workflow.ts'
import { isJsonObject, type Json } from '../json.ts'
import { foreignType, isKeptExpression } from '../kept.ts'
import { nothingKnown } from '../known.ts'
import { toNodeTypeData } from '../node-type-data.ts'
import { canPublish } from '../problem.ts'
import { hasWords } from '../say.ts'
import type { WorkflowNode } from '../workflow.ts'
import { readWorkflow } from '../workflow-schema.ts'
import { readAnyWorkflow } from './foreign-file.ts'

const folder = 'n8n'
const path = realData(folder)

const types = nodeTypes.map(toNodeTypeData)

/** Code and models cannot be taken over by anybody. */
const isCodeOrModel = (type: string): boolean => /n8n\.(code|function|functionItem|openAi|@n8n\/.+)$/.test(type)

/** How many values a step has in all, and how many of them are still expressions. */
function valuesIn(value: Json): { readonly all: number; readonly kept: number } {
  if (typeof value === 'string') return { all: 1, kept: isKeptExpression(value) ? 1 : 0 }
  if (typeof value !== 'object' || value === null) return { all: 1, kept: 0 }
  const inner = Object.values(value).map((each) => valuesIn(each as Json))
  return { all: inner.reduce((sum, { all }) => sum + all, 0), kept: inner.reduce((sum, { kept }) => sum + kept, 0) }
}

/** Names of fields and the words of comparisons are values, too, so a step whose values are all open is well below half. */
const isMostlyHere = ({ params }: WorkflowNode): boolean => {
  const { all, kept } = valuesIn(params)
  return kept === 0 || kept * 4 <= all
}

test.skipIf(path === null)(path ? 'most steps of real workflows of n8n are steps here, and all of them open' : noRealData(folder), () => {
  const counted = { steps: 0, codeOrModel: 0, whole: 0, mostly: 0, partly: 0, kept: 0 }
  for (const file of readdirSync(path ?? '').filter((name) => name.endsWith('.json') && name !== 'index.json')) {
    const json = JSON.parse(readFileSync(join(path ?? '', file), 'utf8'))
    const { workflow, problems } = readAnyWorkflow(json)
    expect(problems, file).toEqual([])
    expect(readWorkflow(JSON.parse(JSON.stringify(workflow))), file).toEqual({ workflow, problems: [] })

    const found = checkWorkflow(workflow, types, nothingKnown)
    const foreign = workflow.nodes.filter(({ type }) => foreignType(type) !== null)
    for (const { id } of foreign) expect(found, `${file} ${id}`).toContainEqual(expect.objectContaining({ node: id, level: 'to-fill-in' }))
    expect(canPublish(found), file).toBe(foreign.length === 0 && canPublish(found))
    for (const { said } of [...found, ...(workflow.origin?.remarks ?? [])]) expect(hasWords(said.code), said.code).toBe(true)

    const { steps = 0, whole = 0, partly = 0, remarks = [] } = workflow.origin ?? {}
    const hanging = foreign.flatMap(({ params }) => (Array.isArray(params['parts']) ? params['parts'] : [])).filter(isJsonObject)
    const open = workflow.nodes.filter((node) => foreignType(node.type) === null && valuesIn(node.params).kept > 0)
    counted.steps += steps + hanging.length
    counted.codeOrModel += hanging.length + foreign.filter(({ type }) => isCodeOrModel(type)).length
    counted.whole += whole
    counted.partly += partly
    counted.mostly += partly - open.filter((node) => !isMostlyHere(node)).length
    counted.kept += steps + hanging.length - whole - partly
    expect(
      remarks.every(({ node }) => workflow.nodes.some(({ id }) => id === node)),
      file,
    ).toBe(true)
  }
  const counts = counted.steps - counted.codeOrModel
  console.info('n8n', counted, { whole: counted.whole / counts, mapped: (counted.whole + counted.mostly) / counts })

  expect(counted.steps).toBeGreaterThanOrEqual(200)
  expect(counted.whole / counts).toBeGreaterThanOrEqual(0.6)
  expect((counted.whole + counted.mostly) / counts).toBeGreaterThanOrEqual(0.7)
})
