import { expect, test } from 'vitest'
import { whenThere } from './when-there.ts'

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

test('what is there by the next frame is acted on once, and what comes later as soon as it comes', async () => {
  const seen: string[] = []
  document.body.innerHTML = '<p id="now"></p>'

  whenThere('#now', ({ id }) => seen.push(id))
  whenThere('#later', ({ id }) => seen.push(id))
  await frame()
  const later = document.createElement('p')
  later.id = 'later'
  document.body.append(later)
  document.body.append(document.createElement('p'))
  await frame()

  await expect.poll(() => seen).toEqual(['now', 'later'])
})
