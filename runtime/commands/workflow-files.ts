/** `import` and `export`: a workflow file goes into the installation as a draft, and comes out again byte for byte. */

import { readAnyWorkflow } from '../../shared/foreign/foreign-file.ts'
import { canPublish } from '../../shared/problem.ts'
import { say } from '../../shared/say.ts'
import { workflowText } from '../../shared/workflow-text.ts'
import { problemLine } from './check.ts'
import { type Command, CommandProblem, readJsonFile, wanted } from './command.ts'
import { withInstallation } from './installation.ts'

/** Publishes nothing and overwrites nothing. */
export const importWorkflow: Command = {
  usage: 'FILE',
  about: 'take a workflow file in, as a draft',
  more: `The draft waits under Flows until somebody publishes it. A flow that is there already is never overwritten: give the
file another "id" then. Stop the program first, or import the file in the browser.`,
  async run([file], _, { env, print }) {
    const { workflow, problems } = readAnyWorkflow(readJsonFile(wanted(file, 'the workflow file')))
    for (const problem of problems) print(problemLine(problem, workflow))
    if (!canPublish(problems)) throw new CommandProblem('The file cannot be read as a whole, so nothing was taken in.')
    await withInstallation(env, async (store) => {
      if (await store.workflow(workflow.id))
        throw new CommandProblem(`There already is a flow "${workflow.id}". Give the file another "id", or archive that one.`)
      const at = new Date()
      const row = { id: workflow.id, name: workflow.name, state: 'off', draft: workflow, revision: 1, liveVersion: null } as const
      const nobody = { owner: null, department: null, createdAt: at, updatedAt: at, updatedBy: null, archivedAt: null }
      const [result] = await store.commit([{ ops: [{ op: 'workflow', workflow: { ...row, ...nobody } }] }])
      if (!result?.ok) throw new CommandProblem(result ? say(result.said, 'en') : 'The store did not answer.')
    })
    print(`${workflow.id}: taken in as a draft.`)
    return 0
  },
}

/** Prints the file to standard output, without an id the list of flows. */
export const exportWorkflow: Command = {
  usage: 'ID',
  about: 'print the draft of a workflow, as a file',
  more: `Without an id it lists the flows that there are. The text is the same each time, so it can be kept under version control:
  npm run -s tandem -- export reply-ask-chase > reply-ask-chase.json`,
  run: ([id], _, { env, print }) =>
    withInstallation(env, async (store) => {
      const rows = (await store.workflows()).filter(({ archivedAt }) => archivedAt === null)
      if (id === undefined) {
        for (const row of rows) print(`${row.id}  ${row.name}`)
        return 0
      }
      const row = rows.find((each) => each.id === id)
      if (!row) throw new CommandProblem(`There is no flow "${id}". There are: ${rows.map((each) => each.id).join(', ') || 'none'}.`)
      print(workflowText(row.draft).trimEnd())
      return 0
    }),
}
