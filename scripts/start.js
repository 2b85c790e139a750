// `npm start`, and with `--command` the command line. Builds first where that is needed.
import module from 'node:module'
import { buildIfNeeded } from './build-if-needed.js'

const [first, ...rest] = process.argv.slice(2)
const isCommand = first === '--command'

buildIfNeeded(isCommand ? ['server'] : undefined)
if (isCommand) process.argv = [...process.argv.slice(0, 2), ...rest]
// Newer versions of Node keep what they have compiled; the second start is quicker.
module.enableCompileCache?.()
await import(isCommand ? '../dist/runtime/command-line.js' : '../dist/runtime/main.js')
