/** The widget's words in the language that an owner chooses. What a language lacks is English. */

import { german } from './de'
import { english, type Strings } from './en'
import { spanish } from './es'
import { french } from './fr'

export { english, type Strings } from './en'

const LANGUAGES: Record<string, Partial<Strings>> = { de: german, es: spanish, fr: french }

/** @param lang such as `de` or `fr-CA` */
export function wordsOf(lang: string): Strings {
  return { ...english, ...LANGUAGES[lang.slice(0, 2).toLowerCase()] }
}

/** The language in which {@link wordsOf} speaks. */
export function languageOf(lang: string): string {
  return lang.slice(0, 2).toLowerCase() in LANGUAGES ? lang : 'en'
}

/** Fills the places of a text: `fill('{count} left', { count: 3 })` is `3 left`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
