/** What can be asked first: a tile for each of the four things that people come for. */

import type { JSX } from 'preact'
import type { Suggestion } from '../connection/protocol'
import type { Strings } from '../words/words'
import { useWidget } from './context'
import { Compare, Fit, Pay, Way } from './icons'

interface Kind {
  label: keyof Strings
  topics: string[]
  icon: () => JSX.Element
  /** The question about the role that the page shows. */
  ask: (role: string) => string
}

const KINDS: Kind[] = [
  { label: 'tileCompare', topics: ['role_difference'], icon: Compare, ask: (role) => `What does ${role} do?` },
  { label: 'tilePay', topics: ['salary', 'compare_salaries'], icon: Pay, ask: (role) => `What does ${role} earn?` },
  { label: 'tileWay', topics: ['how_to_become', 'transition'], icon: Way, ask: (role) => `How do I become ${role}?` },
  { label: 'tileFit', topics: ['role_fit'], icon: Fit, ask: (role) => `Would I like the work of ${role}?` },
]

export function Starters({ starters }: { starters: Suggestion[] }): JSX.Element | null {
  const { strings, settings, conversation } = useWidget()
  const tiles = KINDS.flatMap((kind) => {
    const starter = starters.find(({ topic }) => topic && kind.topics.includes(topic))
    if (settings.role) {
      const question = kind.ask(withArticle(settings.role))
      return [{ ...kind, title: question, press: () => conversation.send(question) }]
    }
    return starter ? [{ ...kind, title: starter.title, press: () => conversation.press(starter) }] : []
  })
  const others = tiles.length ? [] : starters
  if (!tiles.length && !others.length) return null
  return (
    <div class={tiles.length ? 'suggestions tiles' : 'suggestions'} role="group" aria-label={strings.starters}>
      {tiles.map(({ label, icon: Icon, title, press }) => (
        <button type="button" class="tile" onClick={press}>
          <Icon />
          <span class="tile-label">{strings[label]}</span>
          <span class="tile-title">{title}</span>
        </button>
      ))}
      {others.map((starter) => (
        <button type="button" onClick={() => conversation.press(starter)}>
          {starter.title}
        </button>
      ))}
    </div>
  )
}

/** `an ML engineer`, `a data scientist`, for a role that an owner may have written as `ml_engineer`. */
export function withArticle(role: string): string {
  const name = role.trim().replace(/_/g, ' ').replace(/\b(ai|ml|mlops|llm|nlp|bi)\b/gi, (word) => word.toUpperCase().replace('MLOPS', 'MLOps'))
  return `${/^([aeio]|ML|LLM|NLP|u(?!ni|s|x))/i.test(name) ? 'an' : 'a'} ${name}`
}
