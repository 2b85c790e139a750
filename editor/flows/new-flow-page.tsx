import { PageHeader } from '../ui/page-header.tsx'
import { useWords } from '../words/use-words.ts'
import { Gallery } from './gallery.tsx'

/** A new flow: what do you want to achieve? */
export default function NewFlowPage() {
  const { t } = useWords()
  return (
    <>
      <PageHeader title={t('flows.newTitle')} about={t('flows.newAbout')} />
      <Gallery />
    </>
  )
}
