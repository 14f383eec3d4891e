//! From the board to the answer.

use std::borrow::Cow;

use super::answer::{
    Action, Certainty, Change, Draft, Duty, Effect, Next, OtherEdition, PolicyRef, Preview, Reason, Standing, Status,
    Transition, Verbs, Verdict, Warning, WarningCode, Words,
};
use super::board::{Board, Columns, Kind, Row};
use super::situation::{Happened, Situation};
use crate::expr::{FactId, Symbol, Truth, Value};
use crate::order::Order;
use crate::policy::{self, Audience, ConsentOf, DutyRole, Edition, Message, Policy, Rules, Verb};
use crate::text::Locale;
use crate::time::Instant;

/// Answers what holds for an order now, for the roles that were asked about.
pub(super) fn preview<'p>(order: &Order<'p>, roles: &[Symbol], now: Instant, locale: Locale) -> Preview<'p> {
    let policy = order.policy;
    let rules = policy.rules(order.edition);
    let board = Board::new(order, rules, roles, now.millis());
    let others = Edition::ALL.into_iter().filter(|edition| *edition != order.edition);
    let others = others.filter_map(|edition| Other::new(order, edition, now));
    let assembly = Assembly { order, policy, rules, board: &board, locale, now, others: others.collect() };
    assembly.preview()
}

struct Assembly<'a, 'p> {
    order: &'a Order<'p>,
    policy: &'p Policy,
    rules: &'p Rules,
    board: &'a Board<'p>,
    locale: Locale,
    now: Instant,
    others: Vec<Other<'p>>,
}

/// The same order now, under another edition.
struct Other<'p> {
    order: Order<'p>,
    rules: &'p Rules,
    situation: Situation,
}

impl<'p> Other<'p> {
    fn new(order: &Order<'p>, edition: Edition, now: Instant) -> Option<Other<'p>> {
        let order = order.in_edition(edition)?;
        let rules = order.policy.rules(edition);
        let situation = Situation::at(&order, rules, now.millis());
        Some(Other { order, rules, situation })
    }
}

impl<'p> Assembly<'_, 'p> {
    fn preview(&self) -> Preview<'p> {
        let actions: Vec<Action<'p>> = match self.board.now() {
            Some(row) => {
                let actions = self.board.actions.iter().zip(&row.missing);
                actions
                    .map(|((action, role, columns), missing)| self.action(action, *role, columns, row, missing))
                    .collect()
            }
            None => Vec::new(),
        };
        Preview {
            policy: PolicyRef {
                id: Words::of(&self.policy.id),
                edition: self.order.edition,
                version: Words::of(&self.policy.version),
            },
            as_of: self.now,
            state: self.standing(),
            verbs: verbs(&actions),
            actions,
            duties: self.duties(),
            next: self.next(),
            if_nobody_acts: self.if_nobody_acts(),
            warnings: self.warnings(),
        }
    }

    fn standing(&self) -> Standing<'p> {
        let situation = self.board.now().map(|row| &row.situation);
        let effective = situation.map_or(self.order.state, |situation| situation.effective);
        let uncertain = situation.iter().flat_map(|situation| &situation.uncertain);
        let transitions = situation.iter().flat_map(|situation| &situation.happened);
        Standing {
            given: self.symbol(self.order.state),
            effective: self.symbol(effective),
            label: Words::of(self.policy.state(effective).map_or("", |state| state.label.get(self.locale))),
            uncertain: uncertain
                .filter_map(|number| self.rules.transitions.get(*number))
                .map(|transition| Words::of(&transition.about.rule))
                .collect(),
            transitions: transitions.filter_map(|happened| self.transition(happened)).collect(),
        }
    }

    fn action(
        &self,
        action: &'p policy::Action,
        role: Symbol,
        columns: &Columns,
        now: &Row,
        missing: &[FactId],
    ) -> Action<'p> {
        let verdict = |row: &Row| row.all(columns.requires.clone());
        let reasons = self.reasons(action, &now.situation, |index| {
            let column = columns.requires.start.saturating_add(index);
            let until = self.board.change(|row| row.truth(column));
            (now.truth(column), until.and_then(at))
        });
        let current = verdict(now);
        let until = self.board.change(verdict).and_then(at);
        let opens = || self.board.first(|row| verdict(row) == Truth::True).and_then(at);
        let effects = action.effects.iter().zip(columns.effects.clone());
        let drafts = action.drafts.iter().zip(columns.drafts.clone());
        let consent = columns.consent.filter(|column| now.truth(*column) != Truth::False);
        Action {
            id: Words::of(&action.id),
            verb: action.verb,
            role: self.symbol(role),
            label: Words::of(action.label.get(self.locale)),
            verdict: Verdict::from(current),
            reasons,
            missing: missing.iter().map(|fact| Words::of(self.policy.fact_name(*fact))).collect(),
            until,
            opens_at: if current == Truth::False { opens() } else { None },
            consent_of: consent.and(action.consent.as_ref()).and_then(|consent| match consent.of {
                ConsentOf::Role(of) => Some(self.symbol(of)),
                ConsentOf::Other => self.other(role).map(|other| self.symbol(other)),
            }),
            leads_to: action.leads_to(now.situation.sure()).map(|state| self.symbol(state)),
            effects: effects.filter_map(|(effect, column)| self.effect(effect, now.truth(column))).collect(),
            drafts: drafts
                .filter(|(_, column)| now.truth(*column) != Truth::False)
                .map(|(draft, _)| Draft {
                    id: Words::of(&draft.id),
                    subject: self.message(&draft.subject),
                    body: self.message(&draft.body),
                })
                .collect(),
            editions: self
                .others
                .iter()
                .filter_map(|other| self.other_edition(other, &action.id, role, current))
                .collect(),
        }
    }

    /// The implicit requirement and the others. `outcome` tells how the one with a number
    /// came out, and until when.
    fn reasons(
        &self,
        action: &'p policy::Action,
        situation: &Situation,
        outcome: impl Fn(usize) -> (Truth, Option<Instant>),
    ) -> Vec<Reason<'p>> {
        let state = (&action.state, action.state_message(situation.sure()), [].as_slice());
        let requires = action
            .requires
            .iter()
            .map(|requirement| (&requirement.about, &requirement.about.message, requirement.facts.as_slice()));
        let reason = |(index, (about, message, facts)): (usize, (&'p policy::About, &'p Message, &'p [FactId]))| {
            let (truth, until) = outcome(index);
            Reason {
                rule: Words::of(&about.rule),
                status: Status::from(truth),
                message: self.message(message),
                source: self.source(about.source),
                facts: facts.iter().map(|fact| Words::of(self.policy.fact_name(*fact))).collect(),
                until,
            }
        };
        [state].into_iter().chain(requires).enumerate().map(reason).collect()
    }

    /// What another edition says of an action, where it decides otherwise.
    fn other_edition(&self, other: &Other<'p>, id: &str, role: Symbol, ours: Truth) -> Option<OtherEdition<'p>> {
        let action = other.rules.actions.iter().find(|action| action.id == *id && action.roles.contains(&role))?;
        let outcome = |index: usize| {
            let truth = match index.checked_sub(1).map(|index| action.requires.get(index)) {
                Some(requirement) => other.situation.agreed(|state| {
                    let scope = other.order.scope(state, Some(role), self.now.millis());
                    requirement.map_or(Truth::True, |requirement| requirement.that.expr.truth(&scope))
                }),
                None => other.situation.agreed(|state| Truth::from(action.from.contains(&state))),
            };
            (truth, None)
        };
        let verdict = (0..=action.requires.len()).map(|index| outcome(index).0).min()?;
        if verdict == ours || verdict == Truth::Unknown {
            return None;
        }
        let assembly = Assembly { order: &other.order, rules: other.rules, others: Vec::new(), ..*self };
        let reasons = assembly.reasons(action, &other.situation, outcome);
        Some(OtherEdition { edition: other.rules.edition, verdict: Verdict::from(verdict), reasons })
    }

    fn effect(&self, effect: &'p policy::Effect, follows: Truth) -> Option<Effect<'p>> {
        let audience = match &effect.audience {
            Audience::Roles(roles) => roles.iter().map(|role| self.symbol(*role)).collect(),
            Audience::Not(fact) => {
                let named = self.named(*fact);
                let roles = self.policy.roles.iter().map(|role| role.symbol);
                roles.filter(|role| named != Some(*role)).map(|role| self.symbol(role)).collect()
            }
        };
        Some(Effect {
            rule: Words::of(&effect.about.rule),
            kind: effect.kind,
            severity: effect.severity,
            audience,
            certainty: Certainty::from_truth(follows)?,
            message: self.message(&effect.about.message),
            source: self.source(effect.about.source),
        })
    }

    fn transition(&self, happened: &Happened) -> Option<Transition<'p>> {
        let transition = self.rules.transitions.get(happened.transition)?;
        let scope = self.order.scope(happened.from, None, happened.at);
        let effects = transition.effects.iter().filter_map(|effect| {
            let follows = effect.when.as_ref().map_or(Truth::True, |when| when.expr.truth(&scope));
            self.effect(effect, follows)
        });
        Some(Transition {
            rule: Words::of(&transition.about.rule),
            at: instant(happened.at),
            from: self.symbol(happened.from),
            to: self.symbol(transition.to),
            message: self.message(&transition.about.message),
            effects: effects.collect(),
        })
    }

    fn if_nobody_acts(&self) -> Vec<Transition<'p>> {
        let end = Situation::at(self.order, self.rules, Instant::MAX.millis());
        let later = end.happened.iter().filter(|happened| self.now.millis() < happened.at);
        later.filter_map(|happened| self.transition(happened)).collect()
    }

    fn duties(&self) -> Vec<Duty<'p>> {
        let Some(now) = self.board.now() else { return Vec::new() };
        let duty = |(duty, stands, overdue): &(&'p policy::Duty, usize, usize)| {
            let role = match duty.role {
                DutyRole::Role(role) => Some(role),
                DutyRole::Not(fact) => self.named(fact).and_then(|named| self.other(named)),
                DutyRole::Either => None,
            };
            let scope = self.order.scope(now.situation.effective, None, now.at);
            let due = duty.due.as_ref().and_then(|due| due.expr.eval(&scope).number()).map(instant);
            Some(Duty {
                rule: Words::of(&duty.about.rule),
                role: role.map(|role| self.symbol(role)),
                due,
                overdue: match now.truth(*overdue) {
                    Truth::False => Some(false),
                    Truth::Unknown => None,
                    Truth::True => Some(true),
                },
                certainty: Certainty::from_truth(now.truth(*stands))?,
                message: self.message(&duty.about.message),
                source: self.source(duty.about.source),
            })
        };
        self.board.duties.iter().filter_map(duty).collect()
    }

    fn next(&self) -> Option<Next> {
        let (now, next) = (self.board.now()?, self.board.next()?);
        let verdict = |row: &Row| -> Vec<Truth> {
            self.board.actions.iter().map(|(_, _, columns)| row.all(columns.requires.clone())).collect()
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

    fn warnings(&self) -> Vec<Warning<'p>> {
        let facts = &self.policy.facts;
        let given = |fact: FactId| self.order.facts.get(fact)?.number();
        let early = self.board.early.iter().filter_map(|(fact, _)| facts.get(*fact)).map(|fact| Warning {
            code: WarningCode::FactInFuture,
            path: Words::of(&fact.name),
            message: Words(Cow::Owned(match self.locale {
                Locale::Ja => format!("「{}」が現在より後の日時です", fact.label.ja),
                Locale::En => format!("“{}” lies in the future", fact.label.en),
            })),
        });
        let pairs = facts
            .iter()
            .enumerate()
            .flat_map(|(number, fact)| fact.after.iter().map(move |other| (number, fact, *other)));
        let disordered = pairs.filter_map(|(number, fact, other)| {
            let earlier = facts.get(other)?;
            (given(number)? < given(other)?).then(|| Warning {
                code: WarningCode::FactsOutOfOrder,
                path: Words::of(&fact.name),
                message: Words(Cow::Owned(match self.locale {
                    Locale::Ja => format!("「{}」が「{}」より前の日時です", fact.label.ja, earlier.label.ja),
                    Locale::En => format!("“{}” is before “{}”", fact.label.en, earlier.label.en),
                })),
            })
        });
        early.chain(disordered).collect()
    }

    /// The role that a fact names.
    fn named(&self, fact: FactId) -> Option<Symbol> {
        match self.order.facts.get(fact) {
            Some(Value::Symbol(role)) => Some(*role),
            _ => None,
        }
    }

    /// The role of the other party; the checker has seen to it that there are two.
    fn other(&self, role: Symbol) -> Option<Symbol> {
        self.policy.roles.iter().map(|role| role.symbol).find(|other| *other != role)
    }

    /// A message with the parameters of the order.
    fn message(&self, message: &'p Message) -> Words<'p> {
        let overrides = self.order.has_overrides().then_some(&self.order.params);
        match overrides.and_then(|params| message.with(params, self.locale)) {
            Some(text) => Words(Cow::Owned(text)),
            None => Words::of(message.get(self.locale)),
        }
    }

    fn source(&self, source: Option<policy::SourceId>) -> Option<Words<'p>> {
        self.policy.source(source).map(Words::of)
    }

    fn symbol(&self, symbol: Symbol) -> Words<'p> {
        Words::of(self.policy.symbols.text(symbol))
    }
}

fn verbs<'p>(actions: &[Action<'p>]) -> Verbs<'p> {
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

/// The instant of a row.
fn at(row: &Row) -> Option<Instant> {
    Instant::from_millis(row.at)
}

/// A computed instant; one beyond the calendar is its nearest end.
fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap_or(if millis < 0 { Instant::MIN } else { Instant::MAX })
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Verdict {
        match truth {
            Truth::False => Verdict::Denied,
            Truth::Unknown => Verdict::Unknown,
            Truth::True => Verdict::Allowed,
        }
    }
}

impl From<Truth> for Status {
    fn from(truth: Truth) -> Status {
        match truth {
            Truth::False => Status::Violated,
            Truth::Unknown => Status::Unknown,
            Truth::True => Status::Satisfied,
        }
    }
}

impl Certainty {
    /// None for what does not follow.
    fn from_truth(truth: Truth) -> Option<Certainty> {
        match truth {
            Truth::False => None,
            Truth::Unknown => Some(Certainty::Possible),
            Truth::True => Some(Certainty::Certain),
        }
    }
}
