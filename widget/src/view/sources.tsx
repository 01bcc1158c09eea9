/** Where the facts of an answer come from: a numbered mark for each source, which opens what is known of it. */

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Source } from '../connection/protocol'
import { isSafeAddress } from '../text/markdown'
import { monthOf } from '../text/numbers'
import { fill, languageOf } from '../words/words'
import { useWidget } from './context'
import { Leave } from './icons'

let number = 0

export function Sources({ sources }: { sources: Source[] }): JSX.Element {
  const { strings, settings } = useWidget()
  const [open, setOpen] = useState<number | null>(null)
  const [id] = useState(() => `source-${++number}`)
  const shown = open === null ? undefined : sources[open]
  return (
    <div class="sources">
      <div class="source-marks">
        <span>{strings.sources}</span>
        {sources.map((source, index) => (
          <button
            type="button"
            class="source-mark"
            aria-expanded={open === index}
            aria-controls={open === index ? id : undefined}
            aria-label={fill(strings.source, { number: index + 1, publisher: source.publisher || source.title })}
            title={source.publisher || source.title}
            onClick={() => setOpen(open === index ? null : index)}
          >
            {index + 1}
          </button>
        ))}
        <span class="newest">{newestOf(sources, languageOf(settings.lang))}</span>
      </div>
      {shown && <SourceCard source={shown} id={id} />}
    </div>
  )
}

function SourceCard({ source, id }: { source: Source; id: string }): JSX.Element {
  const { strings, settings, emit } = useWidget()
  const { url } = source
  return (
    <div class="source-card" id={id}>
      {url && isSafeAddress(url) ? (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          onClick={() => emit('source', { id: source.id, url })}
        >
          {source.title} <Leave />
          <span class="sr-only">{strings.newTab}</span>
        </a>
      ) : (
        <span>{source.title}</span>
      )}
      <small>
        {[
          source.publisher,
          monthOf(source.date, languageOf(settings.lang)),
          source.licence && fill(strings.licence, { licence: source.licence }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </div>
  )
}

function newestOf(sources: readonly Source[], lang: string): string {
  return monthOf(sources.map(({ date }) => date).sort().at(-1) ?? '', lang)
}
