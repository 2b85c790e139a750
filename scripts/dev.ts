/** `npm run dev`: the server starts again and the editor reloads whenever a file changes. One address for both: the editor's. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const bin = (name: string) => join('node_modules', '.bin', name)

const port = '5173'
const customNodes = process.env['CUSTOM_NODES'] ?? 'custom-nodes'
const env = { BASE_URL: `http://localhost:${port}`, ...process.env }

const both = [
  spawn(bin('tsx'), ['watch', '--clear-screen=false', '--include', `${customNodes}/**/*.ts`, 'runtime/main.ts'], { stdio: 'inherit', env }),
  spawn(bin('vite'), ['--port', port, '--strictPort', '--logLevel', 'warn'], { stdio: 'inherit', env }),
]

const stop = () => {
  for (const one of both) one.kill('SIGTERM')
}

for (const one of both) one.on('exit', stop)
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
