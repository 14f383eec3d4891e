//! The languages of a policy, and what it has the engine say in them.

use crate::data::Data;
use crate::data::scalar::twice;
use crate::data::scalar::unexpected;
use crate::policy::document::MAX_LANGUAGES;
use crate::problem::{Problem, ProblemCode, Report, join, nearest, quoted};
use crate::text::{Language, Phrase, PhraseError, Str, is_tag};

/// The languages of a document: those that it lists, or else those of its label. They are needed to read its texts, so
/// they are found before it is read.
pub(super) fn languages(document: &Data<'_>, report: &mut Report) -> Vec<Language> {
    let mut tags: Vec<(&str, String)> = Vec::new();
    let listed = document.get("languages").filter(|languages| **languages != Data::Null);
    match (listed, document.get("label")) {
        (Some(Data::List(listed)), _) => {
            for (index, tag) in listed.iter().enumerate() {
                let path = format!("languages[{index}]");
                match tag {
                    Data::Text(tag) => tags.push((tag, path)),
                    other => {
                        let message = format!("expected a language tag such as `en`, found {other}");
                        report.add(Problem::new(ProblemCode::WrongType, path, message));
                    }
                }
            }
            if listed.is_empty() {
                let problem = Problem::new(ProblemCode::MissingKey, "languages", "at least one language is needed");
                report.add(problem.help("leave `languages` out for those of `label`"));
            }
        }
        (Some(other), _) => {
            let problem = Problem::new(ProblemCode::WrongType, "languages", format!("expected a list, found {other}"));
            report.add(problem.help("write the tags of the languages, such as `[\"en\"]`"));
        }
        (None, Some(Data::Map(texts))) => {
            tags.extend(texts.iter().map(|(tag, _)| (&**tag, join("label", tag))));
            // One that all others have is missing in the label, and not one too many in each of them.
            let forgotten = usual(document);
            let missing =
                forgotten.iter().filter(|tag| !texts.iter().any(|(known, _)| known.eq_ignore_ascii_case(tag)));
            tags.extend(missing.map(|tag| (*tag, join("label", tag))));
        }
        (None, Some(Data::Text(_))) if usual(document).is_empty() && !is_misspelt(document) => {
            let problem = Problem::new(ProblemCode::MissingKey, "languages", "the language of the texts is missing");
            report.add(problem.help("write its tag, such as `languages = [\"en\"]`"));
        }
        // What is missing is told where the document is read.
        (None, _) => {}
    }
    if MAX_LANGUAGES < tags.len() {
        let message = format!("a policy has at most {MAX_LANGUAGES} languages, not {}", tags.len());
        report.add(Problem::new(ProblemCode::TooLarge, "languages", message));
        tags.truncate(MAX_LANGUAGES);
    }
    let mut languages: Vec<Language> = Vec::new();
    let mut paths: Vec<String> = Vec::new();
    for (tag, path) in tags {
        if !is_tag(tag) {
            let problem = Problem::new(ProblemCode::InvalidName, path, format!("{} is no language tag", quoted(tag)));
            let meant = tag.replace('_', "-");
            report.add(if is_tag(&meant) {
                problem.suggesting(&meant)
            } else {
                problem.help("write it like `en`, `pt-BR` or `zh-Hant`")
            });
        } else if languages.iter().any(|known| known.tag.eq_ignore_ascii_case(tag)) {
            report.add(twice(path, tag));
        } else {
            languages.push(Language::of(tag));
            paths.push(path);
        }
    }
    if report.has("languages") {
        return languages;
    }
    // One that is not begun is told once, and not at every text.
    let (begun, unbegun): (Vec<_>, Vec<_>) =
        languages.into_iter().zip(paths).partition(|(language, _)| says(document, &language.tag));
    if begun.is_empty() {
        return unbegun.into_iter().map(|(language, _)| language).collect();
    }
    // What the texts have instead of it, where that is one language.
    let is_begun = |tag: &&str| begun.iter().any(|(language, _)| language.tag.eq_ignore_ascii_case(tag));
    let unlisted: Vec<&str> = usual(document).into_iter().filter(|tag| !is_begun(tag)).collect();
    for (language, path) in unbegun {
        let is_of_label = document.get("label").is_some_and(|label| label.get(&language.tag).is_some());
        let other = if is_of_label { "no other text" } else { "no text" };
        let message = format!("{} is the language of {other}", quoted(&language.tag));
        let problem = Problem::new(ProblemCode::MissingKey, path, message);
        report.add(match *unlisted {
            [meant] if !is_of_label => problem.suggesting(meant),
            _ => problem.help("write every text in it too, or leave it out"),
        });
    }
    begun.into_iter().map(|(language, _)| language).collect()
}

/// Whether some text below the first level is in a language.
fn says(document: &Data<'_>, tag: &str) -> bool {
    fn within(data: &Data<'_>, tag: &str) -> bool {
        match data {
            Data::Map(entries) => {
                entries.iter().any(|(name, value)| name.eq_ignore_ascii_case(tag) || within(value, tag))
            }
            Data::List(items) => items.iter().any(|item| within(item, tag)),
            _ => false,
        }
    }
    let Data::Map(entries) = document else { return false };
    entries.iter().filter(|(name, _)| !matches!(&**name, "label" | "phrases")).any(|(_, value)| within(value, tag))
}

/// Whether the document has a key that `languages` was probably meant to be.
fn is_misspelt(document: &Data<'_>) -> bool {
    let Data::Map(entries) = document else { return false };
    entries.iter().any(|(name, _)| nearest(name, &["languages"]).is_some())
}

/// The languages of a document of which it cannot be told: those that its roles and states are called in.
pub(super) fn guessed(document: &Data<'_>) -> Vec<Language> {
    usual(document).into_iter().filter(|tag| is_tag(tag)).map(Language::of).collect()
}

/// The keys that all labels of roles and states have, where there are at least two such labels.
fn usual<'d>(document: &'d Data<'_>) -> Vec<&'d str> {
    let entries = |key: &str| match document.get(key) {
        Some(Data::Map(entries)) => entries.iter().map(|(_, value)| value).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let states = entries("states");
    let labels = entries("roleLabels").into_iter().chain(states.into_iter().filter_map(|state| state.get("label")));
    let mut labels = labels.filter_map(|label| match label {
        Data::Map(texts) => Some(texts),
        _ => None,
    });
    let Some(first) = labels.next() else { return Vec::new() };
    let others: Vec<_> = labels.collect();
    let in_all = |tag: &&str| others.iter().all(|texts| texts.iter().any(|(other, _)| other == tag));
    let usual = first.iter().map(|(tag, _)| &**tag).filter(in_all).take(MAX_LANGUAGES).collect();
    if others.is_empty() { Vec::new() } else { usual }
}

/// Reads what the engine is to say: a text in some languages for each phrase, by its id.
pub(super) fn phrases(written: Option<&Data<'_>>, languages: &mut [Language], report: &mut Report) {
    let Some(written) = written.filter(|written| **written != Data::Null) else { return };
    let tag = languages.first().map_or_else(|| "en".to_owned(), |first| first.tag.to_string());
    let like = format!("write it like `{{ {tag} = \"…\" }}`; a language that is left out has the usual text");
    let Data::Map(entries) = written else {
        let problem = unexpected(written, "phrases", "an object");
        report.add(problem.help("write the text of each phrase under its id"));
        return;
    };
    for (id, texts) in entries {
        let path = join("phrases", id);
        let Some(phrase) = Phrase::parse(id) else {
            let problem = Problem::new(ProblemCode::UnknownKey, path, format!("{} is no phrase", quoted(id)));
            report.add(problem.nearest(id, Phrase::ids()));
            continue;
        };
        match texts {
            Data::Text(text) => match languages {
                [only] => add(only, phrase, text, &path, report),
                _ => report.add(unexpected(texts, &path, "texts by language").help(&*like)),
            },
            Data::Map(texts) => {
                for (tag, text) in texts {
                    let path = join(&path, tag);
                    let language = languages.iter_mut().find(|language| language.tag.eq_ignore_ascii_case(tag));
                    match (language, text) {
                        (Some(language), Data::Text(text)) => add(language, phrase, text, &path, report),
                        (Some(_), other) => {
                            let message = format!("expected a text, found {other}");
                            report.add(Problem::new(ProblemCode::WrongType, path, message));
                        }
                        (None, _) => {
                            let message = format!("{} is no language of this policy", quoted(tag));
                            let problem = Problem::new(ProblemCode::UnknownKey, path, message);
                            report.add(problem.nearest(tag, languages.iter().map(|language| &*language.tag)));
                        }
                    }
                }
            }
            other => report.add(unexpected(other, &path, "texts by language").help(&*like)),
        }
    }
}

/// Adds a text for a phrase.
fn add(language: &mut Language, phrase: Phrase, text: &str, path: &str, report: &mut Report) {
    if language.phrases.iter().any(|(known, _)| *known == phrase) {
        report.add(Problem::new(ProblemCode::Duplicate, path, "this phrase stands here twice"));
        return;
    }
    let known = phrase.placeholders().iter().copied();
    let problem = match phrase.check(text) {
        Ok(()) => {
            language.phrases.push((phrase, Str::from(text)));
            return;
        }
        Err(PhraseError::Brace) => Problem::new(ProblemCode::InvalidPlaceholder, path, "a brace stands alone"),
        Err(PhraseError::Missing(name)) => {
            Problem::new(ProblemCode::InvalidPlaceholder, path, format!("the placeholder `{{{name}}}` is missing"))
        }
        Err(PhraseError::Unknown(name)) => {
            let message = format!("{} is no placeholder of this phrase", quoted(&name));
            let problem = Problem::new(ProblemCode::InvalidPlaceholder, path, message);
            if phrase.placeholders().is_empty() { problem.help("it has none") } else { problem.nearest(&name, known) }
        }
    };
    report.add(problem);
}
