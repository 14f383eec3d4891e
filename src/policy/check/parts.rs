//! The parts that rules are made of: names, messages and expressions.

use std::collections::BTreeSet;

use super::super::template::{Message, Part, TemplateError, TemplateErrorKind, placeholders};
use super::super::{About, NamedValue, Origin, Written};
use super::identifier::{Case, identifier, twice};
use super::rules::{Compiler, Guards, Reads, Tells};
use crate::data::scalar;
use crate::expr::{
    Expr, FactId, Mistake, Names as ExprNames, Now, ParamId, Place, Symbol, Type, compile as compile_expr,
};
use crate::policy::document;
use crate::policy::read::is_unread;
use crate::policy::{SourceId, generic};
use crate::problem::{Problem, ProblemCode, join, placed, quoted};
use crate::text::{Currency, Language, LanguageId, Phrase, Str, Text};
use crate::time::Units;

impl About {
    /// The rule with the parameters that it rests on: those of its conditions, and then those of its message. And with
    /// whether it rests on the calendar. `values` are those that a message of the edition can name.
    pub(super) fn resting_on(mut self, conditions: &[Option<&Written>], values: &[NamedValue]) -> About {
        let Origin { params, counts_business_days, .. } = &mut self.origin;
        conditions.iter().flatten().for_each(|condition| condition.expr.params(params));
        self.message.params(values, params);
        let counts = |part: &Expr| matches!(part, Expr::OnCalendar(function, _) if function.is_of_business_days());
        let named = self.message.values(values).filter_map(|value| value.expr.as_ref());
        let exprs: Vec<&Expr> = conditions.iter().flatten().map(|condition| &condition.expr).chain(named).collect();
        *counts_business_days = exprs.into_iter().any(|expr| expr.any(&counts));
        self
    }
}

/// What helps where braces are wrong.
const BRACES: &str = "write `{name}` for a parameter, a fact or a value, and `{{` for a brace";

/// Why a name in braces stands for nothing.
enum Unbound {
    /// There is no such name.
    Nothing,
    /// There is, but not here: what is wrong, and what helps.
    Here(String, &'static str),
}

/// Adds the parameters by which an expression divides.
pub(super) fn note_divisors(expr: &Expr, divisors: &mut Vec<ParamId>) {
    expr.each(&mut |part| {
        if let Expr::Divide(parts) | Expr::Remainder(parts) = part {
            let [_, divisor] = &**parts;
            divisor.params(divisors);
        }
    });
}

impl Compiler<'_> {
    /// What the implicit requirement says: the states in which an action is possible.
    pub(super) fn state_message(&self, from: &[Symbol]) -> Text {
        let in_language = |(locale, language): (LanguageId, &Language)| {
            let mut states = String::new();
            for symbol in from {
                let state = self.names.states.iter().find(|state| state.symbol == *symbol);
                let label = state.map_or("", |state| state.label.get(locale));
                if !states.is_empty() {
                    states.push_str(language.phrase(Phrase::StateOr));
                }
                states.push_str(&language.say(Phrase::StateName, &[label]));
            }
            Str::from(language.say(Phrase::State, &[&states]))
        };
        Text(self.names.languages.iter().enumerate().map(in_language).collect())
    }

    /// What a rule says of itself, but for the parameters; `owner` are the sources that are named for what it belongs to.
    /// The message comes with what it tells of.
    pub(super) fn about(
        &mut self,
        id: &[&str],
        (message, tells): (&Text, Tells),
        source: &Option<document::Sources>,
        note: &Option<Text>,
        owner: &[SourceId],
        path: &str,
    ) -> About {
        if let Some(own) = id.last() {
            identifier(own, &join(path, "rule"), Case::Kebab, self.report);
        }
        let origin = self.origin(source, owner, path);
        let message = self.message(message, tells, &join(path, "message"));
        About {
            rule: self.rule(id),
            // Where the message has a problem, no policy is made; it is only held so far.
            message: message.unwrap_or_else(|| Message::plain(Text::default())),
            origin,
            note: note.clone(),
        }
    }

    /// Where a rule comes from: the sources that it names, else those of the action or transition that it belongs to.
    /// Its parameters are added by [`About::resting_on`].
    pub(super) fn origin(&mut self, source: &Option<document::Sources>, owner: &[SourceId], path: &str) -> Origin {
        let path = join(path, "source");
        let mut named: Vec<SourceId> = Vec::new();
        for (index, id) in source.iter().flat_map(|source| &source.ids).enumerate() {
            let is_list = source.as_ref().is_some_and(|source| source.is_list);
            let path = if is_list { format!("{path}[{index}]") } else { path.clone() };
            let Some(found) = self.names.named_source(id, &path, self.report) else { continue };
            if named.contains(&found) {
                self.report.add(scalar::twice(path, id));
            } else {
                named.push(found);
            }
        }
        if source.as_ref().is_some_and(|source| source.is_list && source.ids.is_empty()) {
            let problem = Problem::new(ProblemCode::Conflict, path, "no source is listed");
            self.report.add(problem.help("name one, or leave `source` out"));
        }
        let named = if source.is_some() { named } else { owner.to_vec() };
        Origin { named, params: Vec::new(), counts_business_days: false }
    }

    /// The whole id of a rule.
    pub(super) fn rule(&self, id: &[&str]) -> Str {
        let policy = if is_unread(self.policy) { "…" } else { self.policy };
        let parts: Vec<&str> = [policy].into_iter().chain(id.iter().copied()).collect();
        Str::from(parts.join("."))
    }

    /// A message, and what it tells of.
    pub(super) fn message(&mut self, text: &Text, tells: Tells, path: &str) -> Option<Message> {
        let find = |name: &str| self.placeholder(name, tells).ok();
        let unnamed = Language::of("en");
        let say = |part: &Part, locale: LanguageId| {
            self.told_without_order(part, locale, self.names.languages.get(locale).unwrap_or(&unnamed))
        };
        match Message::new(text, &find, &say) {
            Ok(message) => {
                self.alike(text, path);
                self.doubled(&message, path);
                Some(message)
            }
            Err(errors) => {
                for TemplateError { language, at, kind } in errors {
                    let path = match &*self.names.languages {
                        [_] => path.to_owned(),
                        languages => join(path, languages.get(language).map_or("", |language| &language.tag)),
                    };
                    let blanks = match &kind {
                        TemplateErrorKind::Name(name) => name.len().saturating_sub(name.trim_start().len()),
                        TemplateErrorKind::Brace => 0,
                    };
                    let path = placed(&path, text.get(language), at.saturating_add(blanks));
                    let problem = |message: String| Problem::new(ProblemCode::InvalidPlaceholder, &*path, message);
                    let wrong = match kind {
                        TemplateErrorKind::Brace => Some(problem("a brace stands alone".to_owned()).help(BRACES)),
                        TemplateErrorKind::Name(_) if self.names.gaps.names => None,
                        TemplateErrorKind::Name(name) => Some(self.unbound(&name, tells, &problem)),
                    };
                    wrong.into_iter().for_each(|wrong| self.report.add(wrong));
                }
                None
            }
        }
    }

    /// The problem of a name in braces that stands for nothing here.
    fn unbound(&self, name: &str, tells: Tells, problem: &dyn Fn(String) -> Problem) -> Problem {
        let is_expression = name.contains(|sign: char| !sign.is_alphanumeric() && !sign.is_whitespace());
        match (self.placeholder(name, tells), name) {
            (Err(Unbound::Here(message, help)), _) => problem(message).help(help),
            (_, "amount") => problem("there is no `amount` here".to_owned())
                .help("only the message of an effect with an `amount` tells it"),
            (_, "at") => problem("there is no `at` here".to_owned())
                .help("only the message of a transition, or of what follows from it, tells it"),
            (_, "due") => {
                problem("there is no `due` here".to_owned()).help("only the message of a duty with a `due` tells it")
            }
            (_, "") => problem("no name stands in the braces".to_owned()).help(BRACES),
            _ if is_expression => problem(format!("{} is not one name", quoted(name)))
                .help("give an expression a name under `values`, and write that name"),
            _ => problem(format!("{} is no fact, no parameter and no value", quoted(name)))
                .nearest(name, self.placeholders(tells)),
        }
    }

    /// Notes a sign of a currency beside a placeholder that is told with one, and a `$` before any other, as in templates of
    /// JavaScript. Before a plain number it may be meant.
    fn doubled(&mut self, message: &Message, path: &str) {
        for (language, parts) in message.texts().enumerate() {
            let path = match &*self.names.languages {
                [_] => path.to_owned(),
                languages => join(path, languages.get(language).map_or("", |language| &language.tag)),
            };
            let neighbours = parts.iter().enumerate().filter(|(_, part)| !matches!(part, Part::Text(_)));
            let problems = neighbours.filter_map(|(index, part)| {
                let text = |index: Option<usize>| match parts.get(index?) {
                    Some(Part::Text(text)) => Some(&**text),
                    _ => None,
                };
                let before = text(index.checked_sub(1)).unwrap_or_default().trim_end();
                let after = text(index.checked_add(1)).unwrap_or_default().trim_start();
                let ty = self.type_of(part);
                let sign = match ty {
                    Type::Int | Type::Null => None,
                    Type::Money => Currency::sign_beside(before, after, self.names.currency.as_ref()),
                    _ => before.ends_with('$').then_some("$"),
                }?;
                let message = if ty == Type::Money {
                    format!("`{sign}` stands beside an amount, which is told with its currency")
                } else {
                    "a `$` stands before a placeholder".to_owned()
                };
                let problem = Problem::new(ProblemCode::InvalidPlaceholder, &*path, message);
                Some(problem.help(format!("write the placeholder without the `{sign}`")))
            });
            problems.collect::<Vec<_>>().into_iter().for_each(|problem| self.report.add(problem));
        }
    }

    /// The type of what stands for a placeholder; null where it is not known.
    fn type_of(&self, part: &Part) -> Type {
        let known = match part {
            Part::Amount => Some(&Type::Money),
            Part::At | Part::Due => Some(&Type::Timestamp),
            Part::Param(number) => self.names.params.get(*number).map(|param| &param.ty),
            Part::Fact(number) => self.facts.get(*number).map(|fact| &fact.ty),
            Part::Value(number) => self.named.get(*number).map(|value| &value.ty),
            Part::Text(_) => None,
        };
        known.cloned().unwrap_or(Type::Null)
    }

    /// What a name in braces stands for.
    fn placeholder(&self, name: &str, tells: Tells) -> Result<Part, Unbound> {
        let of_other_editions = |what: &str, help: &'static str| {
            let message = format!("not every edition that has this has the {what} {}", quoted(name));
            Err(Unbound::Here(message, help))
        };
        match name {
            "amount" if tells.amount => return Ok(Part::Amount),
            "at" if tells.at => return Ok(Part::At),
            "due" if tells.due => return Ok(Part::Due),
            _ => {}
        }
        if let Some((number, param)) = self.params.iter().enumerate().find(|(_, param)| param.name == name) {
            let help = "give the element the edition of the parameter";
            return if param.ty.is_some() { Ok(Part::Param(number)) } else { of_other_editions("parameter", help) };
        }
        // Within an action, its arguments are among them.
        if let Some(number) = self.facts.iter().position(|fact| fact.name == *name && !name.is_empty()) {
            return Ok(Part::Fact(number));
        }
        if let Some((_, action)) = self.foreign.iter().find(|(argument, _)| *argument == name) {
            let message = format!("{} is an argument of the action {}", quoted(name), quoted(action));
            return Err(Unbound::Here(message, "only the messages of that action tell it"));
        }
        let Some(written) = self.values.iter().find(|value| value.name == name) else { return Err(Unbound::Nothing) };
        let Some((number, value)) = self.named.iter().enumerate().find(|(_, value)| value.name == *name) else {
            // Of one that is broken it has been told already.
            let help = "give the element the edition of the value";
            return if written.is_elsewhere() {
                of_other_editions("value", help)
            } else {
                Ok(Part::Text(Str::from("")))
            };
        };
        match &value.expr {
            None => Err(Unbound::Here(
                format!("{} is another one at every instant, so no message tells it", quoted(name)),
                "tell the instant from which it counts, or the one at which a limit is reached",
            )),
            Some(expr) if !tells.role && expr.any(&|part| matches!(part, Expr::Role)) => Err(Unbound::Here(
                format!("{} depends on `role`, which cannot be told here", quoted(name)),
                "what happens by itself happens whoever asks",
            )),
            Some(_) => Ok(Part::Value(number)),
        }
    }

    /// The names that can stand in braces, in whatever edition: one that none has is told of in the same words for each.
    fn placeholders(&self, tells: Tells) -> Vec<&str> {
        let own = [("amount", tells.amount), ("at", tells.at), ("due", tells.due)];
        let mut names: Vec<&str> = own.into_iter().filter(|(_, here)| *here).map(|(name, _)| name).collect();
        names.extend(self.params.iter().map(|param| param.name));
        names.extend(self.facts.iter().map(|fact| &*fact.name).filter(|name| !name.is_empty()));
        names.extend(self.values.iter().map(|value| value.name));
        names
    }

    /// What is said for a part of a message where there is no order: what a fact or a value is called.
    fn told_without_order(&self, part: &Part, locale: LanguageId, language: &Language) -> String {
        let generic = |ty: &Type| language.phrase(generic(ty));
        let called = |label: &Text| language.say(Phrase::Name, &[label.get(locale)]);
        let known = match part {
            Part::Text(text) => Some(text.to_string()),
            Part::Param(number) => self.names.params.get(*number).map(|param| {
                let value = self.param_values.get(*number).copied().unwrap_or_default();
                let units = param.value(self.reading).map_or(Units::ALL, |value| value.units());
                param.text(value, units, self.names.currency.as_ref(), language)
            }),
            Part::Fact(number) => {
                let argument = || self.names.arguments.get(number.checked_sub(self.names.facts.len())?);
                let fact = self.names.facts.get(*number).or_else(|| argument().map(|(_, argument)| argument));
                fact.map(|fact| called(&fact.label))
            }
            Part::Value(number) => self.named.get(*number).map(|value| match &value.label {
                Some(label) => called(label),
                None => generic(&value.ty).to_owned(),
            }),
            Part::Amount => Some(generic(&Type::Money).to_owned()),
            Part::At | Part::Due => Some(generic(&Type::Timestamp).to_owned()),
        };
        known.unwrap_or_default()
    }

    /// Notes a placeholder that stands in the text of one language and not in that of another.
    fn alike(&mut self, Text(texts): &Text, path: &str) {
        let named: Vec<Vec<String>> = texts.iter().map(|text| placeholders(text)).collect();
        let mut all: Vec<&String> = Vec::new();
        for name in named.iter().flatten() {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        for (number, language) in self.names.languages.iter().enumerate() {
            let Some((text, names)) = texts.get(number).zip(named.get(number)) else { continue };
            for name in all.iter().filter(|name| !is_unread(text) && !names.contains(name)) {
                let other = named.iter().position(|names| names.contains(name));
                let other = other.and_then(|number| self.names.languages.get(number)).map_or("", |other| &other.tag);
                let message = format!("`{{{name}}}` stands in the text in `{other}` and not in this one");
                let problem = Problem::new(ProblemCode::InvalidPlaceholder, join(path, &language.tag), message);
                self.report.add(problem.help("write it in the texts of all languages, or of none"));
            }
        }
    }

    /// Whether anything is dated. Then what stands twice has been told with the days.
    pub(super) fn is_dated(&self) -> bool {
        !self.names.periods.turns.is_empty()
    }

    /// Notes a rule that stands twice, and adds it to those that were `seen`, whatever else is wrong with it.
    pub(super) fn unique(&mut self, rule: &Str, seen: &mut BTreeSet<Str>, path: &str) {
        if self.is_dated() || rule.rsplit('.').next().is_some_and(is_unread) {
            return;
        }
        if seen.contains(rule) {
            self.problem(ProblemCode::Duplicate, join(path, "rule"), twice(rule));
        } else if !self.report.doubts.has(path) {
            seen.insert(rule.clone());
        }
    }

    /// A condition, and what it guards where it holds.
    pub(super) fn condition(&mut self, text: &Option<Str>, path: &str, reads: Reads) -> (Option<Written>, Guards) {
        match text {
            None if self.report.unread.has(path) => (None, Guards::Unknown),
            None => (None, Guards::NOTHING),
            Some(text) => match self.compiled(text, path, reads, &[], &Type::Bool, false) {
                None => (None, Guards::Unknown),
                Some((written, present)) => (Some(written), Guards::Facts(present)),
            },
        }
    }

    pub(super) fn expr(
        &mut self,
        text: &Str,
        path: &str,
        reads: Reads,
        guards: &Guards,
        ty: &Type,
        nullable: bool,
    ) -> Option<Written> {
        let found = match guards {
            Guards::Facts(present) => self.compiled(text, path, reads, present, ty, nullable),
            Guards::Unknown => {
                // What is wrong whatever is guarded is wrong.
                let place = self.place(reads, &[]);
                let (names, all) = (self.expr_names(), (0..self.facts.len()).collect::<Vec<_>>());
                let unguarded = compile_expr(text, &names, place, ty, nullable).err().unwrap_or_default();
                let guarded = compile_expr(text, &names, Place { present: &all, ..place }, ty, nullable);
                let guarded = guarded.err().unwrap_or_default();
                let both = unguarded.into_iter().filter(|mistake| guarded.contains(mistake)).collect();
                if !is_unread(text) {
                    self.mistakes(text, path, both);
                }
                None
            }
        };
        found.map(|(written, _)| written)
    }

    /// What can be said where something may be read.
    pub(super) fn place<'p>(&self, reads: Reads, present: &'p [FactId]) -> Place<'p> {
        let (now, state, role) = match reads {
            Reads::Asked => (Now::Compared, true, true),
            Reads::Happening => (Now::Compared, true, false),
            Reads::Standing => (Now::Forbidden, true, false),
            Reads::Instant => (Now::Forbidden, false, false),
            Reads::Set => (Now::Value, true, true),
            Reads::Recorded => (Now::At, true, false),
        };
        Place { now, state, role, present }
    }

    pub(super) fn compiled(
        &mut self,
        text: &Str,
        path: &str,
        reads: Reads,
        present: &[FactId],
        ty: &Type,
        nullable: bool,
    ) -> Option<(Written, Vec<FactId>)> {
        if is_unread(text) {
            return None;
        }
        let names = self.expr_names();
        match compile_expr(text, &names, self.place(reads, present), ty, nullable) {
            Ok(compiled) => {
                note_divisors(&compiled.expr, self.divisors);
                Some((Written::new(compiled.expr, text.clone()), compiled.present))
            }
            Err(mistakes) => {
                self.mistakes(text, path, mistakes);
                None
            }
        }
    }

    /// What conditions of this edition can name.
    pub(super) fn expr_names(&self) -> ExprNames<'_> {
        ExprNames {
            symbols: &self.names.symbols,
            states: &self.names.state_choices,
            roles: &self.names.role_choices,
            acting: &self.acting,
            facts: &self.facts,
            params: &self.params,
            values: &self.values,
            foreign: &self.foreign,
            zones: &self.names.zone_choices,
            has_business_days: self.names.clocks.business.is_some() || self.names.gaps.calendar,
            gaps: self.names.gaps,
        }
    }

    /// Notes what is wrong with an expression, each at its line and column.
    pub(super) fn mistakes(&mut self, text: &str, path: &str, mistakes: Vec<Mistake>) {
        mistakes.into_iter().for_each(|mistake| self.report.add(mistake.in_condition(text, path)));
    }

    pub(super) fn problem(&mut self, code: ProblemCode, path: impl Into<String>, message: impl Into<String>) {
        self.report.add(Problem::new(code, path, message));
    }
}
