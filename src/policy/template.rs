//! Messages with the values of parameters in them.

use crate::expr::ParamId;
use crate::text::{Locale, Str, Text};
use crate::time::Duration;

/// A message of a policy, such as `納品から{reviewWindow}以内`.
///
/// What it says with the parameters of its edition is written out once, when the policy is
/// checked; only where a caller overrides a parameter is it written out again.
#[derive(Debug)]
pub(crate) struct Message {
    pub(super) written_out: Text,
    /// The parts in each language; `None` where there is no placeholder.
    pub(super) template: Option<[Vec<Part>; 2]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(Str),
    /// A parameter by its number, and whether it is a duration.
    Param(ParamId, bool),
}

/// What is wrong with a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TemplateError {
    /// A `{` without its `}`, or the other way round.
    Brace,
    /// A name in braces that is not a parameter with a value here.
    Name(String),
}

impl Message {
    /// Reads a message. `param` tells the number of a parameter that has a value in the
    /// edition, and whether it is a duration; `values` are the values there.
    pub(crate) fn new(
        text: &Text,
        param: &dyn Fn(&str) -> Option<(ParamId, bool)>,
        values: &[i64],
    ) -> Result<Message, TemplateError> {
        let [ja, en] = [parts(&text.ja, param)?, parts(&text.en, param)?];
        if [&ja, &en].into_iter().flatten().all(|part| matches!(part, Part::Text(_))) && !has_brace(text) {
            return Ok(Message { written_out: text.clone(), template: None });
        }
        let written_out =
            Text { ja: write_out(&ja, values, Locale::Ja).into(), en: write_out(&en, values, Locale::En).into() };
        Ok(Message { written_out, template: Some([ja, en]) })
    }

    /// Adds the parameters that the message names, each once, in the order of its first language.
    pub(crate) fn params(&self, found: &mut Vec<ParamId>) {
        for part in self.template.iter().flatten().flatten() {
            if let Part::Param(param, _) = part
                && !found.contains(param)
            {
                found.push(*param);
            }
        }
    }

    /// A message that is complete as it is.
    pub(crate) fn plain(text: Text) -> Message {
        Message { written_out: text, template: None }
    }

    /// The message with the parameters of its edition.
    pub(crate) fn get(&self, locale: Locale) -> &str {
        self.written_out.get(locale)
    }

    /// The message with other values of the parameters; `None` where it has no placeholder.
    pub(crate) fn with(&self, values: &[i64], locale: Locale) -> Option<String> {
        let [ja, en] = self.template.as_ref()?;
        Some(match locale {
            Locale::Ja => write_out(ja, values, locale),
            Locale::En => write_out(en, values, locale),
        })
    }
}

fn has_brace(text: &Text) -> bool {
    text.ja.contains('{') || text.en.contains('{') || text.ja.contains('}') || text.en.contains('}')
}

/// Takes a text apart at its placeholders. `{{` and `}}` stand for single braces.
fn parts(text: &str, param: &dyn Fn(&str) -> Option<(ParamId, bool)>) -> Result<Vec<Part>, TemplateError> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.peek() == Some(&c) => {
                plain.push(c);
                chars.next();
            }
            '{' => {
                let mut name = String::new();
                loop {
                    match chars.next() {
                        Some('}') => break,
                        Some(c) => name.push(c),
                        None => return Err(TemplateError::Brace),
                    }
                }
                let Some((number, is_duration)) = param(&name) else { return Err(TemplateError::Name(name)) };
                parts.push(Part::Text(std::mem::take(&mut plain).into()));
                parts.push(Part::Param(number, is_duration));
            }
            '}' => return Err(TemplateError::Brace),
            c => plain.push(c),
        }
    }
    parts.push(Part::Text(plain.into()));
    Ok(parts)
}

fn write_out(parts: &[Part], values: &[i64], locale: Locale) -> String {
    let value = |number: usize| values.get(number).copied().unwrap_or_default();
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.to_string(),
            Part::Param(number, true) => {
                Duration::from_millis(value(*number)).map_or_else(String::new, |duration| duration.text(locale))
            }
            Part::Param(number, false) => value(*number).to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(ja: &'static str, en: &'static str) -> Result<Message, TemplateError> {
        let param = |name: &str| match name {
            "window" => Some((0, true)),
            "percent" => Some((1, false)),
            _ => None,
        };
        Message::new(&Text { ja: ja.into(), en: en.into() }, &param, &[7 * 86_400_000, 7])
    }

    #[test]
    fn parameters_are_written_out_in_the_language_of_the_message() {
        let message = message("{window}以内・{percent}%", "Within {window}, {percent} %").unwrap();
        assert_eq!(message.get(Locale::Ja), "7日以内・7%");
        assert_eq!(message.get(Locale::En), "Within 7 days, 7 %");
        assert_eq!(message.with(&[3_600_000, 1], Locale::En).as_deref(), Some("Within 1 hour, 1 %"));
    }

    #[test]
    fn doubled_braces_are_braces() {
        // One language may have them and the other not, and one of a pair may stand alone.
        for (ja, en) in [("{{", "a"), ("}}", "a"), ("a", "{{"), ("a", "}}"), ("{{x}}", "{{y}}"), ("{{", "}}")] {
            let message = message(ja, en).unwrap();
            let single = |text: &str| text.replace("{{", "{").replace("}}", "}");
            assert_eq!(message.get(Locale::Ja), single(ja));
            assert_eq!(message.get(Locale::En), single(en));
        }
        let message = message("{{{window}}}", "a").unwrap();
        assert_eq!(message.get(Locale::Ja), "{7日}");
    }

    #[test]
    fn a_placeholder_must_be_closed_and_bound() {
        assert_eq!(message("{window", "a").unwrap_err(), TemplateError::Brace);
        assert_eq!(message("a", "}").unwrap_err(), TemplateError::Brace);
        assert_eq!(message("a", "{wimdow}").unwrap_err(), TemplateError::Name("wimdow".to_owned()));
    }

    #[test]
    fn a_message_without_placeholder_is_never_written_again() {
        assert_eq!(message("a", "b").unwrap().with(&[], Locale::Ja), None);
    }
}
