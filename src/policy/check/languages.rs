//! The languages of a policy, and what it has the engine say in them.

use crate::data::Data;
use crate::problem::{Problem, ProblemCode, Report, join, quoted};
use crate::text::{Language, Phrase, PhraseError, Str, is_tag};

/// As many languages as a policy may have.
const MAX_LANGUAGES: usize = 20;

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
        (None, Some(Data::Text(_))) if usual(document).is_empty() => {
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
    for (tag, path) in tags {
        if !is_tag(tag) {
            let problem = Problem::new(ProblemCode::InvalidName, path, format!("{} is no language tag", quoted(tag)));
            report.add(problem.help("write it like `en`, `pt-BR` or `zh-Hant`"));
        } else if languages.iter().any(|known| known.tag.eq_ignore_ascii_case(tag)) {
            report.add(Problem::new(ProblemCode::Duplicate, path, format!("{} stands here twice", quoted(tag))));
        } else {
            languages.push(Language::of(tag));
        }
    }
    languages
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
    let Some(written) = written else { return };
    let Data::Map(entries) = written else {
        let message = format!("expected an object, found {written}");
        report.add(Problem::new(ProblemCode::WrongType, "phrases", message));
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
                _ => {
                    let problem = Problem::new(
                        ProblemCode::WrongType,
                        path,
                        format!("expected texts by language, found {texts}"),
                    );
                    report.add(
                        problem.help("write it like `{ de = \"…\" }`; a language that is left out has the usual text"),
                    );
                }
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
            other => {
                let message = format!("expected texts by language, found {other}");
                report.add(Problem::new(ProblemCode::WrongType, path, message));
            }
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
