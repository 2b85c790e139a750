/** Departments, categories of products, and pipelines with their stages: lists that are nothing but their descriptions. */
import { useRecords } from '../api/records.ts'
import { useWords } from '../words/use-words.ts'
import { RecordSection } from './record-section.tsx'

/** Who heads them, and when they work. */
export function Departments() {
  const { t } = useWords()
  return <RecordSection entity="department" title={t('settings.departments')} about={t('settings.departmentsAbout')} />
}

/** Which of them want personal care. */
export function Categories() {
  const { t } = useWords()
  return <RecordSection entity="category" title={t('settings.categories')} about={t('settings.categoriesAbout')} sort="name" />
}

/** Each with the list of its stages below. */
export function Pipelines() {
  const { t } = useWords()
  const pipelines = useRecords('pipeline')
  return (
    <>
      <RecordSection entity="pipeline" title={t('settings.pipelines')} about={t('settings.pipelinesAbout')} />
      {pipelines.data?.items.map(({ id, name }) => (
        <RecordSection
          key={id}
          entity="stage"
          title={t('settings.stagesOf', { name: String(name) })}
          filter={{ field: 'pipeline', is: 'is', value: id }}
          sort="position"
          given={{ pipeline: id }}
        />
      ))}
    </>
  )
}
