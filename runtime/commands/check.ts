/** `check`: what is wrong with a workflow file, in words. */
import { checkWorkflow } from '../../shared/check-workflow.ts'
import { readAnyWorkflow } from '../../shared/foreign/foreign-file.ts'
import { nothingKnown } from '../../shared/known.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { canPublish, type Problem } from '../../shared/problem.ts'
import { say } from '../../shared/say.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { type Command, readJsonFile, wanted } from './command.ts'
import { withNodeTypes } from './installed-nodes.ts'

/** Asks no database; ends with 1 while something stands in the way of publishing. */
export const check: Command = {
  usage: 'FILE',
  about: 'say what is wrong with a workflow file',
  more: `Nodes of your own are known when they lie in the folder CUSTOM_NODES. Whether a form, a stage or a person exists is
not asked: that is known only where the workflow is published. Ends with 1 while something stands in the way.`,
  run: ([file], _, { env, print }) =>
    withNodeTypes(env, ({ types }) => {
      const path = wanted(file, 'the workflow file')
      const { workflow, problems } = readAnyWorkflow(readJsonFile(path))
      const all = [...problems, ...checkWorkflow(workflow, types().map(toNodeTypeData), nothingKnown)]
      for (const problem of all) print(problemLine(problem, workflow))
      if (!canPublish(all)) return 1
      print(`${path}: nothing stands in the way of publishing it.`)
      return 0
    }),
}

/** `error  Ask three questions (ask), letter: …` */
export function problemLine({ level, node, param, said }: Problem, workflow: Workflow): string {
  const name = workflow.nodes.find(({ id }) => id === node)?.name
  const place = node === null ? 'the flow' : name ? `${name} (${node})` : node
  return `${level === 'warning' ? 'warning' : 'error'}  ${[place, param].filter(Boolean).join(', ')}: ${say(said, 'en')}`
}
