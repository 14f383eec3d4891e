//! From the board to the answer.

use std::borrow::Cow;

use super::answer::{
    Action, Certainty, Change, Draft, Duty, Effect, Next, Preview, Reason, Status, Verbs, Verdict, Warning,
    WarningCode, WayOutcome, Words,
};
use super::board::{Board, Columns, Kind, Row};
use super::search::Places;
use super::telling::{Telling, arguments, arguments_of, facts_of, instant};
use super::unblock::{self, unblock};
use crate::expr::{Beyond, FactId, Symbol, Truth, Type};
use crate::order::Order;
use crate::policy::{self, Message, Severity, Verb};
use crate::text::{LanguageId, Phrase};
use crate::time::{FIRST_DAY, Instant, LAST_DAY};

/// Answers what holds for an order now, as its board tells it, without what other editions say; with `unblocks`, also
/// what would help where something is denied.
pub(super) fn preview<'p>(order: &Order<'p>, board: &Board<'p>, locale: LanguageId, unblocks: bool) -> Preview<'p> {
    let places = Places::new(unblock::PATIENCE);
    assembly(order, board, locale, unblocks.then_some(&places)).preview()
}

/// The same to compare another answer with: without the words of effects, without arguments and warnings.
pub(super) fn compared<'p>(order: &Order<'p>, board: &Board<'p>, locale: LanguageId) -> Preview<'p> {
    Assembly { is_compared: true, ..assembly(order, board, locale, None) }.preview()
}

/// The actions of a preview, without the rest of it.
pub(super) fn actions<'p>(order: &Order<'p>, board: &Board<'p>, locale: LanguageId) -> Vec<Action<'p>> {
    assembly(order, board, locale, Some(&Places::new(unblock::PATIENCE))).actions()
}

/// What looking for a way to an action comes to that was told of a board, where it is denied.
pub(super) fn way<'p>(
    order: &Order<'p>,
    board: &Board<'p>,
    places: &Places<'p>,
    told: &Action<'_>,
    locale: LanguageId,
) -> Option<WayOutcome> {
    let symbols = &order.policy.symbols;
    let is_it = |action: &policy::Action, role: Symbol| action.id == *told.id && symbols.text(role) == &*told.role;
    let (action, role, columns) = board.actions.iter().find(|(action, role, _)| is_it(action, *role))?;
    let telling = assembly(order, board, locale, None).telling.to(*role);
    let is_denied = board.now.verdict(columns) == Truth::False;
    is_denied.then(|| unblock(&telling, board, places, action, *role, columns).1)
}

/// The preview at a row of a board, without what lies ahead of it, what would help and what other editions say.
pub(super) fn as_of<'p>(order: &Order<'p>, board: &Board<'p>, row: &Row, locale: LanguageId) -> Preview<'p> {
    assembly(order, &board.as_of(row), locale, None).preview()
}

fn assembly<'a, 'p>(
    order: &'a Order<'p>,
    board: &'a Board<'p>,
    locale: LanguageId,
    places: Option<&'a Places<'p>>,
) -> Assembly<'a, 'p> {
    let now = &board.now;
    let telling = Telling::of(order, locale).at(&now.situation, &now.facts, now.at);
    Assembly { telling, board, places, is_compared: false }
}

/// How a requirement came out, and from when it comes out otherwise.
type Outcome = (Truth, Option<Instant>);

struct Assembly<'a, 'p> {
    telling: Telling<'a, 'p>,
    board: &'a Board<'p>,
    /// Where `unblock` has been; none: it is not asked.
    places: Option<&'a Places<'p>>,
    /// Whether only what is compared with another answer is told.
    is_compared: bool,
}

impl<'p> Assembly<'_, 'p> {
    fn preview(&self) -> Preview<'p> {
        let now = &self.board.now;
        let actions = self.actions();
        Preview {
            policy: self.telling.policy_ref(),
            as_of: instant(now.at),
            state: self.telling.standing(&now.situation),
            verbs: verbs(&actions),
            actions,
            duties: self.duties(now),
            next: self.next(),
            if_nobody_acts: self.telling.coming(&self.board.end().situation, now.at),
            warnings: if self.is_compared { Vec::new() } else { self.warnings() },
            editions: Vec::new(),
        }
    }

    fn actions(&self) -> Vec<Action<'p>> {
        let actions = self.board.actions.iter().zip(&self.board.now.missing);
        let tell = |((action, role, columns), missing): (&(&'p policy::Action, Symbol, Columns), &Vec<FactId>)| {
            Assembly { telling: self.telling.to(*role), ..*self }.action(action, *role, columns, missing)
        };
        actions.map(tell).collect()
    }

    fn action(&self, action: &'p policy::Action, role: Symbol, columns: &Columns, missing: &[FactId]) -> Action<'p> {
        let now = &self.board.now;
        let verdict = |row: &Row| row.verdict(columns);
        let outcome = |column: usize| {
            let until = self.board.change(|row| row.truth(column));
            (now.truth(column), until.and_then(at))
        };
        let mut outcomes = columns.requires.clone().map(outcome);
        let mut alternatives = columns.alternatives.clone().map(outcome);
        let reasons = self.reasons(action, now.situation.sure(), &mut outcomes, &mut alternatives);
        let current = verdict(now);
        let until = self.board.change(verdict).and_then(at);
        let opens = || self.board.first(|row| verdict(row) == Truth::True).and_then(at);
        let effects = action.effects.iter().zip(columns.effects.clone());
        let drafts = action.drafts.iter().zip(columns.drafts.clone());
        let consent = columns.consent.filter(|column| now.truth(*column) != Truth::False);
        let effects: Vec<Effect<'p>> = effects.filter_map(|(effect, column)| self.effect(effect, column)).collect();
        let places = self.places.filter(|_| current == Truth::False);
        let way = places.map(|places| unblock(&self.telling, self.board, places, action, role, columns));
        let (unblock, unblock_outcome) = way.map_or((Vec::new(), None), |(steps, outcome)| (steps, Some(outcome)));
        Action {
            id: Words::of(&action.id),
            verb: action.verb,
            role: self.telling.symbol(role),
            label: Words::of(action.label.get(self.telling.locale)),
            verdict: Verdict::from(current),
            reasons,
            missing: self.telling.facts(missing),
            with: if self.is_compared {
                Vec::new()
            } else {
                arguments(self.telling.policy, action, self.telling.locale)
            },
            until,
            opens_at: if current == Truth::False { opens() } else { None },
            consent_of: consent
                .and(action.consent.as_ref())
                .and_then(|consent| consent.of(role))
                .map(|of| self.telling.symbol(of)),
            leads_to: action.leads_to(now.situation.sure()).map(|state| self.telling.symbol(state)),
            harm: harm(&effects, self.telling.policy.symbols.text(role)),
            effects,
            unblock,
            unblock_outcome,
            covered_by: Vec::new(),
            drafts: drafts
                .filter(|(_, column)| now.truth(*column) != Truth::False)
                .map(|(draft, _)| Draft {
                    id: Words::of(&draft.id),
                    subject: self.telling.draft(&draft.subject),
                    body: self.telling.draft(&draft.body),
                })
                .collect(),
            safe_until: None,
            editions: Vec::new(),
        }
    }

    /// What follows now, and until when.
    fn effect(&self, effect: &'p policy::Effect, column: usize) -> Option<Effect<'p>> {
        let (board, now) = (self.board, &self.board.now);
        let until = || board.change(|row| (row.truth(column), board.amount(row, column))).and_then(at);
        let follows = now.truth(column);
        let told = (!self.is_compared).then_some(&self.telling);
        let until = told.filter(|_| follows != Truth::False).and_then(|_| until());
        self.telling.effect(effect, follows, board.amount(now, column), until, told)
    }

    /// Every requirement of an action, first that of the state; `state` is the one that the deal is in, where that
    /// is sure. `outcomes` are how the requirements came out, and until when; `alternatives` the same for those of
    /// groups.
    fn reasons(
        &self,
        action: &'p policy::Action,
        state: Option<Symbol>,
        outcomes: &mut impl Iterator<Item = Outcome>,
        alternatives: &mut impl Iterator<Item = Outcome>,
    ) -> Vec<Reason<'p>> {
        let message = action.state_message(state);
        let sources = self.telling.sources_with(&action.state.origin, message);
        let mut reasons = Vec::with_capacity(action.requires.len().saturating_add(1));
        reasons.push(self.reason(&action.state, message, sources, &[], outcomes.next()));
        for requirement in &action.requires {
            let mut reason = self.requirement(requirement, outcomes.next());
            for alternative in &requirement.alternatives {
                reason.alternatives.push(self.requirement(alternative, alternatives.next()));
            }
            reasons.push(reason);
        }
        reasons
    }

    fn requirement(&self, requirement: &'p policy::Requirement, outcome: Option<Outcome>) -> Reason<'p> {
        let policy::Requirement { about, violated, facts, .. } = requirement;
        let is_violated = matches!(outcome, Some((Truth::False, _)));
        let message = violated.as_ref().filter(|_| is_violated).unwrap_or(&about.message);
        self.reason(about, message, self.telling.sources(&about.origin), facts, outcome)
    }

    fn reason(
        &self,
        about: &'p policy::About,
        message: &'p Message,
        sources: Vec<Words<'p>>,
        facts: &'p [FactId],
        outcome: Option<Outcome>,
    ) -> Reason<'p> {
        let (truth, until) = outcome.unwrap_or((Truth::Unknown, None));
        Reason {
            rule: Words::of(&about.rule),
            status: Status::from(truth),
            message: self.telling.message(message),
            sources,
            facts: facts_of(self.telling.policy, facts),
            arguments: arguments_of(self.telling.policy, facts),
            until,
            alternatives: Vec::new(),
        }
    }

    fn next(&self) -> Option<Next> {
        let (now, next) = (&self.board.now, self.board.next()?);
        let verdict = |row: &Row| -> Vec<Truth> {
            self.board.actions.iter().map(|(_, _, columns)| row.verdict(columns)).collect()
        };
        let leads_elsewhere = self
            .board
            .actions
            .iter()
            .any(|(action, _, _)| action.leads_to(now.situation.sure()) != action.leads_to(next.situation.sure()));
        let what = if leads_elsewhere || !now.situation.looks_like(&next.situation) {
            Change::State
        } else if verdict(now) != verdict(next) {
            Change::Verdict
        } else {
            match self.board.difference(now, next) {
                Kind::Reason => Change::Reason,
                Kind::Effect => Change::Effect,
                Kind::Consent => Change::Consent,
                Kind::Duty => Change::Duty,
                Kind::Draft => Change::Draft,
                Kind::Warning => Change::Warning,
            }
        };
        Some(Next { at: at(next)?, what })
    }

    fn duties(&self, now: &Row) -> Vec<Duty<'p>> {
        let mut told = Vec::new();
        for (duty, stands, overdue) in &self.board.duties {
            let (stands, overdue) = (now.truth(*stands), now.truth(*overdue));
            if stands != Truth::False {
                let roles = self.telling.roles_of(duty).into_iter();
                told.extend(roles.filter_map(|role| self.telling.duty(duty, role, &now.situation, stands, overdue)));
            }
        }
        told
    }

    fn warnings(&self) -> Vec<Warning<'p>> {
        let facts = &self.telling.policy.facts;
        let (locale, language) = (self.telling.locale, self.telling.language());
        let given = |fact: FactId| self.telling.order.facts.get(fact)?.number();
        let mut warnings = Vec::new();
        let mut warn = |code: WarningCode, fact: &'p policy::Fact, message: String| {
            warnings.push(Warning { code, path: Words::of(&fact.name), message: Words(Cow::Owned(message)) });
        };
        for fact in self.board.early.iter().filter_map(|(fact, _)| facts.get(*fact)) {
            let message = language.say(Phrase::FactInFuture, &[fact.label.get(locale)]);
            warn(WarningCode::FactInFuture, fact, message);
        }
        // What only another edition knows is no matter of this one.
        let is_here = |fact: &policy::Fact| fact.editions.has(self.telling.order.edition);
        let in_seconds = |number: FactId, fact: &policy::Fact| {
            let is_instant = fact.ty == Type::Timestamp && is_here(fact);
            is_instant && given(number).is_some_and(|millis| looks_like_seconds(millis, self.board.now.at))
        };
        for (_, fact) in facts.iter().enumerate().filter(|(number, fact)| in_seconds(*number, fact)) {
            let message = language.say(Phrase::FactInSeconds, &[fact.label.get(locale)]);
            warn(WarningCode::FactInSeconds, fact, message);
        }
        for (number, fact) in facts.iter().enumerate().filter(|(_, fact)| is_here(fact)) {
            for (other, earlier) in
                fact.after.iter().filter_map(|other| Some((*other, facts.get(*other)?))).filter(|(_, it)| is_here(it))
            {
                if given(number).zip(given(other)).is_some_and(|(later, earlier)| later < earlier) {
                    let labels = [fact.label.get(locale), earlier.label.get(locale)];
                    let message = language.say(Phrase::FactsOutOfOrder, &labels);
                    warn(WarningCode::FactsOutOfOrder, fact, message);
                }
            }
        }
        for (fact, other) in &self.telling.order.apart {
            let here = |fact: &FactId| facts.get(*fact).filter(|fact| is_here(fact));
            let Some((fact, other)) = here(fact).zip(here(other)) else { continue };
            let message = language.say(Phrase::FactsApart, &[fact.label.get(locale), other.label.get(locale)]);
            warn(WarningCode::FactsApart, fact, message);
        }
        self.beyond(&mut warnings);
        warnings
    }

    /// Warns where something that matters lies beyond the days that the calendar knows, or beyond what can be
    /// counted with; of each once for each fact.
    fn beyond(&self, warnings: &mut Vec<Warning<'p>>) {
        let scope = self.telling.order.scope_in(&self.board.now.situation.effective, None, self.board.now.at);
        let requirements = self.board.actions.iter().flat_map(|(action, _, columns)| {
            let outcomes = columns.requires.clone().skip(1).map(|column| self.board.now.truth(column));
            let unknown = action.requires.iter().zip(outcomes).filter(|(_, outcome)| *outcome == Truth::Unknown);
            unknown.map(|(requirement, _)| &requirement.that.expr)
        });
        let moments = self.telling.rules.moments.iter().filter(|moment| moment.eval(&scope).number().is_none());
        for expr in moments.chain(requirements) {
            let Some(beyond) = expr.beyond(&scope) else { continue };
            let code = match beyond {
                Beyond::Calendar(_) => WarningCode::BeyondCalendar,
                Beyond::Numbers => WarningCode::Overflow,
            };
            let mut facts = Vec::new();
            expr.facts(&mut facts);
            let fact = facts.first().and_then(|fact| self.telling.policy.facts.get(*fact));
            let path = fact.map_or("", |fact| &*fact.name);
            if warnings.iter().any(|known| known.code == code && *known.path == *path) {
                continue;
            }
            let message = Words(Cow::Owned(self.beyond_message(beyond)));
            warnings.push(Warning { code, path: Words::of(path), message });
        }
    }

    fn beyond_message(&self, beyond: Beyond) -> String {
        let Beyond::Calendar(function) = beyond else {
            return self.telling.language().phrase(Phrase::Overflow).to_owned();
        };
        let business = self.telling.policy.clocks.business.as_ref().filter(|_| function.is_of_business_days());
        let (first, last) = business.map_or((FIRST_DAY, LAST_DAY), |calendar| {
            let (_, _, from, verified) = calendar.parts();
            (from, verified)
        });
        let (first, last) = (first.text(), last.text());
        let phrase = if business.is_some() { Phrase::BusinessDaysUnknown } else { Phrase::DaysUnknown };
        self.telling.language().say(phrase, &[&first, &last])
    }
}

/// The worst that is certain to come to a role.
pub(super) fn harm(effects: &[Effect<'_>], role: &str) -> Option<Severity> {
    let certain = effects.iter().filter(|effect| effect.certainty == Certainty::Certain);
    certain.filter(|effect| effect.audience.iter().any(|party| **party == *role)).map(|effect| effect.severity).max()
}

pub(super) fn verbs<'p>(actions: &[Action<'p>]) -> Verbs<'p> {
    let ids = |verb: Verb| {
        let mut ids: Vec<Words<'p>> = Vec::new();
        for action in actions.iter().filter(|action| action.verb == verb) {
            if !ids.contains(&action.id) {
                ids.push(action.id.clone());
            }
        }
        ids
    };
    Verbs {
        revise: ids(Verb::Revise),
        cancel: ids(Verb::Cancel),
        refuse: ids(Verb::Refuse),
        report_unresponsive: ids(Verb::ReportUnresponsive),
    }
}

/// Whether an instant is one that seconds come to where milliseconds are meant: those since the spring of 1973, taken for
/// milliseconds, lie between the second day of 1970 and March 1973.
fn looks_like_seconds(millis: i64, now: i64) -> bool {
    const SECONDS: std::ops::Range<i64> = 100_000_000..100_000_000_000;
    SECONDS.contains(&millis) && SECONDS.end <= now
}

/// The instant of a row.
fn at(row: &Row) -> Option<Instant> {
    Instant::from_millis(row.at)
}
