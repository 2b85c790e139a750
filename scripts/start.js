// `npm start`, and with `--command` the command line. Builds first where that is needed.
import { buildIfNeeded } from './build-if-needed.js'

const [first, ...rest] = process.argv.slice(2)
const isCommand = first === '--command'

buildIfNeeded(isCommand ? ['server'] : undefined)
if (isCommand) process.argv = [...process.argv.slice(0, 2), ...rest]
await import(isCommand ? '../dist/runtime/command-line.js' : '../dist/runtime/main.js')
