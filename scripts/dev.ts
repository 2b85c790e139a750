/** `npm run dev`: the server starts again and the editor reloads whenever a file changes. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const bin = (name: string) => join('node_modules', '.bin', name)

const both = [
  spawn(bin('tsx'), ['watch', '--clear-screen=false', 'runtime/main.ts'], { stdio: 'inherit' }),
  spawn(bin('vite'), [], { stdio: 'inherit' }),
]

const stop = () => {
  for (const one of both) one.kill('SIGTERM')
}

for (const one of both) one.on('exit', stop)
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
