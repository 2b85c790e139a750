import { useView } from '../workflow/scene.ts'

/** What was done last, for those who hear the page. Once in the editor: the outline stands without a canvas, too. */
export function Announcements() {
  const announced = useView((view) => view.announced)
  return (
    <p className="only-read-aloud" aria-live="polite" data-announced="">
      {announced}
    </p>
  )
}
