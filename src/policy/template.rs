//! Messages with values in them.

use crate::expr::{FactId, ParamId};
use crate::text::{LanguageId, Str, Text};

/// A message of a policy, such as `納品から{reviewWindow}以内`.
///
/// What it says with the parameters of its edition is written out once, when the policy is
/// checked; only where an order has something else to say is it written out again.
#[derive(Debug)]
pub(crate) struct Message {
    pub(super) written_out: Text,
    /// The parts in each language; `None` where there is no placeholder.
    pub(super) template: Option<Vec<Vec<Part>>>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(Str),
    Param(ParamId),
    Fact(FactId),
    /// A value of the policy, by its number in the edition of the message.
    Value(usize),
    /// The amount of the effect that the message tells of.
    Amount,
    /// The instant of the transition that the message tells of.
    At,
    /// When the duty is due that the message tells of.
    Due,
}

/// What is wrong with a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TemplateError {
    /// A `{` without its `}`, or the other way round.
    Brace,
    /// A name in braces that stands for nothing here.
    Name(String),
}

impl Message {
    /// Reads a message. `find` tells what a name in braces stands for, and `say` how that is told where there is no
    /// order.
    pub(crate) fn new(
        text: &Text,
        find: &dyn Fn(&str) -> Option<Part>,
        say: &dyn Fn(&Part, LanguageId) -> String,
    ) -> Result<Message, TemplateError> {
        let mut template = Vec::new();
        for text in &text.0 {
            template.push(parts(text, find)?);
        }
        if template.iter().flatten().all(|part| matches!(part, Part::Text(_))) && !has_brace(text) {
            return Ok(Message { written_out: text.clone(), template: None });
        }
        let written_out = template.iter().enumerate();
        let written_out = written_out.map(|(locale, parts)| Str::from(write_out(parts, &|part| say(part, locale))));
        Ok(Message { written_out: Text(written_out.collect()), template: Some(template) })
    }

    /// What it consists of, in one language after the other.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.template.iter().flatten().flatten()
    }

    /// A message that is complete as it is.
    pub(crate) fn plain(text: Text) -> Message {
        Message { written_out: text, template: None }
    }

    /// The message as it is told where there is no order: with the parameters of its edition.
    pub(crate) fn get(&self, locale: LanguageId) -> &str {
        self.written_out.get(locale)
    }

    /// Whether it tells something of an order, and not only of the policy.
    pub(crate) fn tells_of_order(&self) -> bool {
        self.parts().any(|part| !matches!(part, Part::Text(_) | Part::Param(_)))
    }

    /// The message with what `say` tells for its placeholders; `None` where it has none.
    pub(crate) fn with(&self, locale: LanguageId, say: &dyn Fn(&Part) -> String) -> Option<String> {
        Some(write_out(self.template.as_ref()?.get(locale)?, say))
    }
}

fn has_brace(text: &Text) -> bool {
    text.0.iter().any(|text| text.contains(['{', '}']))
}

/// Takes a text apart at its placeholders. `{{` and `}}` stand for single braces.
fn parts(text: &str, find: &dyn Fn(&str) -> Option<Part>) -> Result<Vec<Part>, TemplateError> {
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
                let Some(part) = find(&name) else { return Err(TemplateError::Name(name)) };
                parts.push(Part::Text(std::mem::take(&mut plain).into()));
                parts.push(part);
            }
            '}' => return Err(TemplateError::Brace),
            c => plain.push(c),
        }
    }
    parts.push(Part::Text(plain.into()));
    Ok(parts)
}

/// The names in braces in a text whose braces are right.
pub(super) fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let whole = parts(text, &|_| Some(Part::Amount));
    if whole.is_err() {
        return names;
    }
    let plain = text.replace("{{", "").replace("}}", "");
    for after in plain.split('{').skip(1) {
        names.extend(after.split('}').next().map(str::to_owned));
    }
    names
}

fn write_out(parts: &[Part], say: &dyn Fn(&Part) -> String) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(plain) => text.push_str(plain),
            part => text.push_str(&say(part)),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(ja: &'static str, en: &'static str) -> Result<Message, TemplateError> {
        let find = |name: &str| match name {
            "window" => Some(Part::Param(0)),
            "percent" => Some(Part::Param(1)),
            "amount" => Some(Part::Amount),
            _ => None,
        };
        let say = |part: &Part, locale| match (part, locale) {
            (Part::Param(0), 0) => "7日".to_owned(),
            (Part::Param(0), 1) => "7 days".to_owned(),
            (Part::Param(_), _) => "7".to_owned(),
            _ => "…".to_owned(),
        };
        Message::new(&Text(vec![ja.into(), en.into()]), &find, &say)
    }

    #[test]
    fn parameters_are_written_out_in_the_language_of_the_message() {
        let message = message("{window}以内・{percent}%", "Within {window}, {percent} %").unwrap();
        assert_eq!(message.get(0), "7日以内・7%");
        assert_eq!(message.get(1), "Within 7 days, 7 %");
        let other = |part: &Part| if *part == Part::Param(0) { "1 hour" } else { "1" }.to_owned();
        assert_eq!(message.with(1, &other).as_deref(), Some("Within 1 hour, 1 %"));
        assert!(!message.tells_of_order());
    }

    #[test]
    fn doubled_braces_are_braces() {
        // One language may have them and the other not, and one of a pair may stand alone.
        for (ja, en) in [("{{", "a"), ("}}", "a"), ("a", "{{"), ("a", "}}"), ("{{x}}", "{{y}}"), ("{{", "}}")] {
            let message = message(ja, en).unwrap();
            let single = |text: &str| text.replace("{{", "{").replace("}}", "}");
            assert_eq!(message.get(0), single(ja));
            assert_eq!(message.get(1), single(en));
        }
        let message = message("{{{window}}}", "a").unwrap();
        assert_eq!(message.get(0), "{7日}");
    }

    #[test]
    fn a_placeholder_must_be_closed_and_bound() {
        assert_eq!(message("{window", "a").unwrap_err(), TemplateError::Brace);
        assert_eq!(message("a", "}").unwrap_err(), TemplateError::Brace);
        assert_eq!(message("a", "{wimdow}").unwrap_err(), TemplateError::Name("wimdow".to_owned()));
    }

    #[test]
    fn an_amount_is_told_of_an_order() {
        let message = message("{amount}", "You get {amount}").unwrap();
        assert_eq!(message.get(1), "You get …");
        assert!(message.tells_of_order());
        assert_eq!(message.with(1, &|_| "$1.00".to_owned()).as_deref(), Some("You get $1.00"));
    }

    #[test]
    fn a_message_without_placeholder_is_never_written_again() {
        assert_eq!(message("a", "b").unwrap().with(0, &|_| String::new()), None);
    }
}
