//! The parts that rules are made of: names, messages and expressions.

use super::super::template::{Message, Part, TemplateError, placeholders};
use super::super::{About, Origin, Written};
use super::identifier::{Case, identifier};
use super::rules::{Compiler, Guards, Reads};
use crate::expr::{
    Expr, FactId, Mistake, Names as ExprNames, Now, ParamId, Place, Symbol, Type, compile as compile_expr,
};
use crate::policy::read::is_unread;
use crate::policy::{SourceId, part_text};
use crate::problem::{Problem, ProblemCode, join, quoted};
use crate::text::{Language, LanguageId, Phrase, Str, Text};

impl About {
    /// The rule with the parameters that it rests on: those of its conditions, and then those of its message. And with
    /// whether it rests on the calendar.
    pub(super) fn resting_on(mut self, conditions: &[Option<&Written>]) -> About {
        let params = &mut self.origin.params;
        conditions.iter().flatten().for_each(|condition| condition.expr.params(params));
        self.message.params(params);
        let counts = |part: &Expr| matches!(part, Expr::OnCalendar(function, _) if function.is_of_business_days());
        self.origin.counts_business_days = conditions.iter().flatten().any(|condition| condition.expr.any(&counts));
        self
    }
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

    /// What a rule says of itself, but for the parameters; `owner` is the source that is named for what it belongs to.
    pub(super) fn about(
        &mut self,
        id: &[&str],
        message: &Text,
        source: &Option<Str>,
        note: &Option<Text>,
        owner: Option<SourceId>,
        path: &str,
    ) -> About {
        self.about_with(id, (message, false), source, note, owner, path)
    }

    /// The same with a message and whether it tells of something with an amount.
    pub(super) fn about_with(
        &mut self,
        id: &[&str],
        (message, has_amount): (&Text, bool),
        source: &Option<Str>,
        note: &Option<Text>,
        owner: Option<SourceId>,
        path: &str,
    ) -> About {
        if let Some(own) = id.last() {
            identifier(own, &join(path, "rule"), Case::Kebab, self.report);
        }
        let origin = self.origin(source, owner, path);
        let message = self.message_about(message, has_amount, &join(path, "message"));
        About {
            rule: self.rule(id),
            // Where the message has a problem, no policy is made; it is only held so far.
            message: message.unwrap_or_else(|| Message::plain(Text::default())),
            origin,
            note: note.clone(),
        }
    }

    /// Where a rule comes from: the source that it names, else that of the action or transition that it belongs to. Its
    /// parameters are added by [`About::resting_on`].
    pub(super) fn origin(&mut self, source: &Option<Str>, owner: Option<SourceId>, path: &str) -> Origin {
        let own = source.as_ref().and_then(|id| self.names.named_source(id, &join(path, "source"), self.report));
        Origin { named: own.or(owner).into_iter().collect(), params: Vec::new(), counts_business_days: false }
    }

    /// The whole id of a rule.
    pub(super) fn rule(&self, id: &[&str]) -> Str {
        let policy = if is_unread(self.policy) { "…" } else { self.policy };
        let parts: Vec<&str> = [policy].into_iter().chain(id.iter().copied()).collect();
        Str::from(parts.join("."))
    }

    pub(super) fn message(&mut self, text: &Text, path: &str) -> Option<Message> {
        self.message_about(text, false, path)
    }

    /// A message of something that has an amount, or has none.
    pub(super) fn message_about(&mut self, text: &Text, has_amount: bool, path: &str) -> Option<Message> {
        let find = |name: &str| match name {
            "amount" if has_amount => Some(Part::Amount),
            _ => self.params.iter().position(|param| param.name == name && param.ty.is_some()).map(Part::Param),
        };
        let unnamed = Language::of("en");
        let say = |part: &Part, locale: LanguageId| {
            let language = self.names.languages.get(locale).unwrap_or(&unnamed);
            let params = (&*self.names.params, &*self.param_values);
            let amount = || language.phrase(Phrase::Amount).to_owned();
            part_text(part, params, self.names.currency.as_ref(), language, &amount)
        };
        match Message::new(text, &find, &say) {
            Ok(message) => {
                self.alike(text, path);
                Some(message)
            }
            Err(TemplateError::Brace) => {
                let problem = Problem::new(ProblemCode::InvalidPlaceholder, path, "a brace stands alone");
                self.report.add(problem.help("write `{param}` for a parameter and `{{` for a brace"));
                None
            }
            Err(TemplateError::Name(name))
                if name == "amount" && self.params.iter().all(|param| param.name != name) =>
            {
                let problem = Problem::new(ProblemCode::InvalidPlaceholder, path, "there is no `amount` here");
                self.report.add(problem.help("only the message of an effect with an `amount` tells it"));
                None
            }
            Err(TemplateError::Name(_)) if self.names.gaps.names => None,
            Err(TemplateError::Name(name)) => {
                // A name that no edition has is told in the same words for each.
                let elsewhere = self.params.iter().any(|param| param.name == name);
                let known = self.params.iter().filter(|param| param.ty.is_some() || !elsewhere);
                let known = known.map(|param| param.name);
                let mut message = format!("{} is no parameter", quoted(&name));
                if elsewhere {
                    message.push_str(&format!(" of {}", self.names.editions.words(self.edition)));
                }
                self.report.add(Problem::new(ProblemCode::InvalidPlaceholder, path, message).nearest(&name, known));
                None
            }
        }
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

    /// Notes a rule that stands twice, and adds it to those that were `seen`, whatever else is wrong with it.
    pub(super) fn unique(&mut self, rule: &Str, seen: &mut Vec<Str>, path: &str) {
        if rule.rsplit('.').next().is_some_and(is_unread) {
            return;
        }
        if seen.contains(rule) {
            let message = format!("the rule {} stands here twice", quoted(rule));
            self.problem(ProblemCode::Duplicate, join(path, "rule"), message);
        } else if !self.report.doubts.has(path) {
            seen.push(rule.clone());
        }
    }

    /// A condition, and what it guards where it holds.
    pub(super) fn condition(&mut self, text: &Option<Str>, path: &str, reads: Reads) -> (Option<Written>, Guards) {
        match text {
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
                Some((Written { expr: compiled.expr, text: text.clone() }, compiled.present))
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
            facts: &self.facts,
            params: &self.params,
            values: &self.values,
            zones: &self.names.zone_choices,
            has_business_days: self.names.clocks.business.is_some() || self.names.gaps.calendar,
            gaps: self.names.gaps,
        }
    }

    /// Notes what is wrong with an expression, each at its line and column.
    pub(super) fn mistakes(&mut self, text: &str, path: &str, mistakes: Vec<Mistake>) {
        mistakes.into_iter().for_each(|mistake| self.report.add(mistake.in_condition(text, path)));
    }

    pub(super) fn roles(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        if written.is_empty() {
            self.problem(ProblemCode::MissingKey, path, "at least one role is needed");
        }
        self.distinct(written, path);
        let roles = written.iter().enumerate();
        roles.filter_map(|(index, role)| self.role(role, &format!("{path}[{index}]"))).collect()
    }

    /// Notes a name that a list has twice.
    fn distinct(&mut self, written: &[Str], path: &str) {
        for (index, name) in written.iter().enumerate() {
            if !is_unread(name) && written.iter().take(index).any(|earlier| earlier == name) {
                self.problem(
                    ProblemCode::Duplicate,
                    format!("{path}[{index}]"),
                    format!("{} stands here twice", quoted(name)),
                );
            }
        }
    }

    pub(super) fn role(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.role_choices, "roles", self.names.gaps.roles)
    }

    pub(super) fn state(&mut self, id: &str, path: &str) -> Option<Symbol> {
        self.symbol(id, path, &self.names.state_choices, "states", self.names.gaps.states)
    }

    fn symbol(&mut self, id: &str, path: &str, known: &[Symbol], table: &str, has_gaps: bool) -> Option<Symbol> {
        let symbols = &self.names.symbols;
        let found = symbols.find(id).filter(|symbol| known.contains(symbol) && !is_unread(id));
        if found.is_none() && !has_gaps && !is_unread(id) {
            let problem =
                Problem::new(ProblemCode::UnknownName, path, format!("{} is not under `{table}`", quoted(id)));
            self.report.add(problem.nearest(id, known.iter().map(|symbol| symbols.text(*symbol))));
        }
        found
    }

    /// A state that exists in this edition.
    pub(super) fn state_here(&mut self, id: &str, path: &str) -> Option<Symbol> {
        let state = self.state(id, path)?;
        if !self.exists(state) {
            self.problem(
                ProblemCode::Conflict,
                path,
                format!("{} has no state {}", self.names.editions.words(self.edition), quoted(id)),
            );
        }
        Some(state)
    }

    /// The states of a list that exist in this edition; at least one has to.
    pub(super) fn states_in(&mut self, written: &[Str], path: &str) -> Vec<Symbol> {
        self.distinct(written, path);
        if written.is_empty() {
            self.problem(ProblemCode::MissingKey, path, "at least one state is needed");
            return Vec::new();
        }
        let listed = written.iter().enumerate();
        let states: Vec<Symbol> =
            listed.filter_map(|(index, id)| self.state(id, &format!("{path}[{index}]"))).collect();
        let all_known = states.len() == written.len();
        let here: Vec<Symbol> = states.into_iter().filter(|state| self.exists(*state)).collect();
        if all_known && here.is_empty() {
            self.problem(
                ProblemCode::Conflict,
                path,
                format!("no state of {} is listed", self.names.editions.words(self.edition)),
            );
        }
        here
    }

    fn exists(&self, symbol: Symbol) -> bool {
        self.names.states.iter().any(|state| state.symbol == symbol && state.editions.has(self.edition))
    }

    pub(super) fn fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let found = self.names.facts.iter().position(|fact| fact.name == name);
        if found.is_none() && !self.names.gaps.facts && !is_unread(name) {
            let problem =
                Problem::new(ProblemCode::UnknownName, path, format!("{} is not under `facts`", quoted(name)));
            self.report.add(problem.nearest(name, self.names.facts.iter().map(|fact| &*fact.name)));
        }
        found
    }

    /// A fact that names a role.
    pub(super) fn role_fact(&mut self, name: &str, path: &str) -> Option<FactId> {
        let fact = self.fact(name, path)?;
        let names_role = self.names.facts.get(fact).is_some_and(|fact| match &fact.ty {
            Type::Choice(choices) => choices.iter().all(|choice| self.names.role_choices.contains(choice)),
            Type::Null => true,
            _ => false,
        });
        if !names_role && !self.names.gaps.roles {
            let message = format!("{} would have to be a choice of roles", quoted(name));
            self.problem(ProblemCode::Conflict, path, message);
        }
        Some(fact)
    }

    pub(super) fn problem(&mut self, code: ProblemCode, path: impl Into<String>, message: impl Into<String>) {
        self.report.add(Problem::new(code, path, message));
    }
}
