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
    /// Whether it tells something of an order, and not only of the policy.
    pub(crate) tells_of_order: bool,
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

/// What is wrong with a message, in which language, and the byte at which it starts there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) language: LanguageId,
    pub(crate) at: usize,
    pub(crate) kind: TemplateErrorKind,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TemplateErrorKind {
    /// A `{` without its `}`, or the other way round.
    Brace,
    /// A name in braces that stands for nothing here.
    Name(String),
}

impl Message {
    /// Reads a message. `find` tells what a name in braces stands for, and `say` how that is told where there is no
    /// order.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in every language.
    pub(crate) fn new(
        text: &Text,
        find: &dyn Fn(&str) -> Option<Part>,
        say: &dyn Fn(&Part, LanguageId) -> String,
    ) -> Result<Message, Vec<TemplateError>> {
        let mut template = Vec::new();
        let mut errors = Vec::new();
        for (language, text) in text.0.iter().enumerate() {
            let (parts, wrong) = parts(text, find);
            template.push(parts);
            errors.extend(wrong.into_iter().map(|(at, kind)| TemplateError { language, at, kind }));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        if template.iter().flatten().all(|part| matches!(part, Part::Text(_))) && !has_brace(text) {
            return Ok(Message::plain(text.clone()));
        }
        let written_out = template.iter().enumerate();
        let written_out = written_out.map(|(locale, parts)| Str::from(write_out(parts, &|part| say(part, locale))));
        let tells_of_order = template.iter().flatten().any(|part| !matches!(part, Part::Text(_) | Part::Param(_)));
        Ok(Message { written_out: Text(written_out.collect()), template: Some(template), tells_of_order })
    }

    /// What it consists of, in one language after the other.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.template.iter().flatten().flatten()
    }

    /// The same, for each language by itself.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &[Part]> {
        self.template.iter().flatten().map(Vec::as_slice)
    }

    /// Whether there is a placeholder in it.
    pub(crate) fn has_parts(&self) -> bool {
        self.template.is_some()
    }

    /// A message that is complete as it is.
    pub(crate) fn plain(text: Text) -> Message {
        Message { written_out: text, template: None, tells_of_order: false }
    }

    /// The message as it is told where there is no order: with the parameters of its edition.
    pub(crate) fn get(&self, locale: LanguageId) -> &str {
        self.written_out.get(locale)
    }

    /// The message with what `say` tells for its placeholders; `None` where it has none.
    pub(crate) fn with(&self, locale: LanguageId, say: &dyn Fn(&Part) -> String) -> Option<String> {
        Some(write_out(self.template.as_ref()?.get(locale)?, say))
    }
}

fn has_brace(text: &Text) -> bool {
    text.0.iter().any(|text| text.contains(['{', '}']))
}

/// Takes a text apart at its placeholders, and tells what is wrong with it. `{{` and `}}` stand for single braces.
fn parts(text: &str, find: &dyn Fn(&str) -> Option<Part>) -> (Vec<Part>, Vec<(usize, TemplateErrorKind)>) {
    let (mut parts, mut errors) = (Vec::new(), Vec::new());
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let start = text.len().saturating_sub(from.len());
        plain.push_str(before);
        let named = from.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        rest = if let Some((brace, after)) =
            [("{", "{{"), ("}", "}}")].into_iter().find_map(|(brace, both)| Some((brace, from.strip_prefix(both)?)))
        {
            plain.push_str(brace);
            after
        } else if let Some((name, after)) = named {
            match find(name) {
                Some(part) => {
                    parts.push(Part::Text(std::mem::take(&mut plain).into()));
                    parts.push(part);
                }
                None => errors.push((start.saturating_add(1), TemplateErrorKind::Name(name.to_owned()))),
            }
            after
        } else {
            errors.push((start, TemplateErrorKind::Brace));
            from.get(1..).unwrap_or_default()
        };
    }
    plain.push_str(rest);
    parts.push(Part::Text(plain.into()));
    (parts, errors)
}

/// The names in braces in a text whose braces are right.
pub(super) fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (_, errors) = parts(text, &|_| Some(Part::Amount));
    if !errors.is_empty() {
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

    fn message(ja: &'static str, en: &'static str) -> Result<Message, Vec<TemplateError>> {
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
        assert!(!message.tells_of_order);
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
        let errors =
            |ja, en| message(ja, en).unwrap_err().into_iter().map(|error| (error.language, error.at, error.kind));
        let brace = || TemplateErrorKind::Brace;
        let name = |name: &str| TemplateErrorKind::Name(name.to_owned());
        assert!(errors("{window", "a").eq([(0, 0, brace())]));
        assert!(errors("a", "以内}").eq([(1, 6, brace())]));
        // All of them, in each language.
        let (ja, en) = ("{wimdow}以内、{window}、{}", "{window} } {x}");
        assert!(errors(ja, en).eq([(0, 1, name("wimdow")), (0, 29, name("")), (1, 9, brace()), (1, 12, name("x"))]));
    }

    #[test]
    fn an_amount_is_told_of_an_order() {
        let message = message("{amount}", "You get {amount}").unwrap();
        assert_eq!(message.get(1), "You get …");
        assert!(message.tells_of_order);
        assert_eq!(message.with(1, &|_| "$1.00".to_owned()).as_deref(), Some("You get $1.00"));
    }

    #[test]
    fn a_message_without_placeholder_is_never_written_again() {
        assert_eq!(message("a", "b").unwrap().with(0, &|_| String::new()), None);
    }
}
