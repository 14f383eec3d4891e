//! What an order would be after an action.

use torihiki::answer::{Action, Applied, Preview, RuleId, Transition, Verdict, Warning, WarningCode};
use torihiki::{ApplyOptions, Data, TimelineOptions};

use super::failures::{Failures, try_all};
use super::orders::{Case, Entries, value, written};
use super::sets::{self, Fact};
use crate::dice::Dice;

/// An action that is tried on an order.
struct Try<'c> {
    case: &'c Case,
    /// What is told before it is done.
    before: &'c Preview<'static>,
    action: &'c str,
    role: &'c str,
    agreed: bool,
    failures: &'c mut Failures,
}

impl Try<'_> {
    fn outcome(&self) -> Option<Applied<'static>> {
        let options =
            ApplyOptions { agreed: self.agreed, locale: Some("en"), ..ApplyOptions::at(self.case.now).role(self.role) };
        self.case.apply(self.action, &options)
    }

    fn unless(&mut self, so: bool, kind: &'static str, applied: &Applied<'_>) {
        let Try { case, action, role, agreed, .. } = self;
        let told =
            || format!("{action} for {role}, agreed: {agreed}: {}", serde_json::to_string(&applied.order).unwrap());
        self.failures.unless(so, kind, case, told);
    }

    fn check(&mut self) -> Option<Data<'static>> {
        let Case { order, now, .. } = self.case;
        let applied = self.outcome()?;
        let before = self.before;
        let told = before.actions.iter().find(|action| action.id == *self.action && action.role == *self.role);
        // What is supplied is known on the way to it as well.
        let unblock = |action: &Action<'static>| match self.case.supplied(self.action) {
            Some(_) => Action { unblock: Vec::new(), ..action.clone() },
            None => action.clone(),
        };
        let same = Some(unblock(&applied.action)) == told.map(unblock);
        self.unless(same, "the action is told otherwise than by a preview", &applied);
        let allowed = applied.action.verdict == Verdict::Allowed;
        self.unless(allowed || !applied.applied, "what is not allowed is applied", &applied);
        self.unless(
            applied.preview == self.case.preview_of(&applied.order, *now, None),
            "the preview is of another order",
            &applied,
        );
        if !applied.applied {
            self.unless(applied.order == *order, "the order is another one though nothing is applied", &applied);
            let nothing = applied.stops.is_empty() && applied.starts.is_empty() && applied.runs_into.is_empty();
            self.unless(nothing, "something changes though nothing is applied", &applied);
            if allowed {
                self.check_missing(&applied);
            } else {
                self.unless(applied.missing == applied.action.missing, "`missing` is not that of the action", &applied);
            }
            return None;
        }
        self.unless(applied.missing.is_empty(), "something is missing and yet it is applied", &applied);
        self.check_order(&applied);
        let not_in = |some: &[Transition<'static>], others: &[Transition<'static>]| -> Vec<Transition<'static>> {
            let is_new =
                |one: &&Transition<'_>| !others.iter().any(|other| other.rule == one.rule && other.at == one.at);
            some.iter().filter(is_new).cloned().collect()
        };
        let (old, new) = (&before.if_nobody_acts, &applied.preview.if_nobody_acts);
        self.unless(applied.stops == not_in(old, new), "`stops` is not what no longer happens", &applied);
        self.unless(applied.starts == not_in(new, old), "`starts` is not what newly happens", &applied);
        let way =
            |transition: &Transition<'_>| [&transition.rule, &transition.from, &transition.to].map(ToString::to_string);
        let at_once: Vec<_> = applied.runs_into.iter().map(way).collect();
        let happened: Vec<_> = applied.preview.state.transitions.iter().map(way).collect();
        // What has happened by the rules of every period, but at different times, is not told as having happened.
        let undated = self.case.at(&applied.order, *now).is_undated();
        self.unless(at_once == happened || undated, "`runsInto` is not what has happened", &applied);
        let in_time = applied.runs_into.iter().all(|transition| transition.at == *now);
        self.unless(in_time, "what happens at once happens at another instant", &applied);
        Some(applied.order)
    }

    /// The facts that are missing are unknown, and with them it is applied.
    fn check_missing(&mut self, applied: &Applied<'_>) {
        let case = self.case;
        // An order without a date may be of any, also where that is known to be absent.
        let is_date = |fact: &str| case.is_undated() && case.description["datedBy"] == *fact;
        let unknown = |fact: &str| sets::of(case, &case.order, fact) == Fact::Unknown || is_date(fact);
        let all_unknown = applied.missing.iter().all(|fact| unknown(fact));
        // Where only chance decides what has happened before, no fact settles what the action makes of it.
        let by_chance = |rule: &RuleId<'_>| case.transition(rule)["certainty"] == "possible";
        let is_by_chance = self.before.state.uncertain.iter().any(by_chance);
        // Nor what cannot be counted with.
        let beyond =
            |warning: &Warning<'_>| matches!(warning.code, WarningCode::Overflow | WarningCode::BeyondCalendar);
        let is_open = is_by_chance || self.before.warnings.iter().any(beyond);
        self.unless(all_unknown && (is_open || !applied.missing.is_empty()), "`missing` is wrong", applied);
        let mut dice = Dice(case.seed);
        let mut order = case.order.clone();
        for fact in &applied.missing {
            order = super::walks::supposed(&order, fact, value(case.fact(fact), &mut dice));
        }
        let case = case.at(&order, case.now);
        let before = case.preview(case.now, None);
        let with_all = Try {
            case: &case,
            before: &before,
            action: self.action,
            role: self.role,
            agreed: self.agreed,
            failures: self.failures,
        }
        .outcome();
        let Some(with_all) = with_all else { return };
        // A fact may turn out so that the action is not allowed, or that no fact settles what cannot be counted with.
        let so = with_all.applied
            || with_all.action.verdict != Verdict::Allowed
            || is_by_chance
            || before.warnings.iter().any(beyond);
        self.unless(so, "what is missing is not enough", applied);
    }

    /// The state and the facts are what the action makes of them, and all else is as it was given.
    fn check_order(&mut self, applied: &Applied<'_>) {
        let (case, before_it) = (self.case, self.before);
        let about = case.action(self.action).clone();
        let (Data::Map(before), Data::Map(after)) = (&case.order, &applied.order) else { panic!("an order is a map") };
        let pending = !self.agreed && applied.action.consent_of.is_some();
        let state = after.iter().find(|(name, _)| name == "state").map(|(_, state)| state.clone());
        let standing = &self.before.state;
        let stays = if standing.uncertain.is_empty() { Some(standing.effective.to_string()) } else { None };
        // Without a word on what holds once it is agreed to, the state does.
        let asked = about["to"].as_str().filter(|_| !pending || !about["agreed"].is_null());
        let agreed = about["agreed"]["to"].as_str().filter(|_| !pending);
        let expected = agreed.or(asked).map(str::to_owned).or(stays);
        let right = expected.is_none_or(|expected| state == Some(Data::Text(expected.into())));
        self.unless(right, "the state is another one", applied);
        let sets = about["set"].as_array().unwrap();
        let later = about["agreed"]["set"].as_array().filter(|_| !pending).cloned().unwrap_or_default();
        let is_set_later = |fact: &str| later.iter().any(|set| set["fact"] == fact);
        let expr = |fact: &str| sets.iter().find(|set| set["fact"] == fact).and_then(|set| set["value"].as_str());
        let recorded = sets::recorded(case, before_it);
        for fact in case.ids("facts") {
            let Some((order, _)) = &recorded else { continue };
            let found = sets::of(case, &applied.order, &fact);
            let expected = match expr(&fact) {
                // It follows from what was set before it.
                _ if is_set_later(&fact) => None,
                None => Some(sets::of(case, order, &fact)),
                Some(expr) => {
                    let act = sets::Act { action: Some(self.action), role: self.role, now: case.now };
                    sets::result(case, order, &act, &fact, expr)
                }
            };
            self.unless(expected.is_none_or(|expected| expected == found), "a fact is another one", applied);
        }
        // Keys that were there stay in their order; those of facts that became unknown are gone.
        let may_be_recorded =
            |name: &str| recorded.as_ref().is_none_or(|(_, facts)| facts.iter().any(|fact| fact == name));
        let is_set =
            |name: &str| name == "state" || expr(name).is_some() || is_set_later(name) || may_be_recorded(name);
        let untouched =
            |entries: &Entries| -> Entries { entries.iter().filter(|(name, _)| !is_set(name)).cloned().collect() };
        self.unless(untouched(before) == untouched(after), "what the action does not touch is otherwise", applied);
        let kept: Vec<_> = before
            .iter()
            .filter(|(name, _)| after.iter().any(|(other, _)| other == name))
            .map(|(name, _)| name)
            .collect();
        let places: Vec<_> = after.iter().map(|(name, _)| name).take(kept.len()).collect();
        self.unless(kept == places, "the keys are in another order", applied);
    }
}

/// Every call takes an order, whoever asks.
fn check_calls(case: &Case) {
    case.timeline(&TimelineOptions::from(case.now));
    case.calendar(&TimelineOptions::from(case.now));
    for (action, role) in case.acts().iter().take(2) {
        case.ways(action, Some(role));
    }
    case.ids("states").iter().take(1).for_each(|state| drop(case.ways(state, None)));
}

#[test]
fn what_is_allowed_is_applied_and_gives_an_order_that_every_call_takes() {
    try_all(150, 50_000, |case, dice, failures| {
        let mut case = case.clone();
        // One action after the other, at the same instant or later.
        for _ in 0..3 {
            let before = case.preview(case.now, None);
            let mut onward = Vec::new();
            for (action, role) in case.acts() {
                let consents = if case.action(&action)["consent"].is_null() { &[false][..] } else { &[false, true] };
                for agreed in consents.iter().copied() {
                    let given = written(&case.order);
                    let attempt = Try { case: &case, before: &before, action: &action, role: &role, agreed, failures };
                    onward.extend({ attempt }.check());
                    let so = written(&case.order) == given;
                    failures.unless(so, "the order that was given is changed", &case, || action.clone());
                }
            }
            if onward.is_empty() {
                break;
            }
            case = case.at(&onward[dice.roll(onward.len())], case.now);
            check_calls(&case);
            let later = case.timeline(&TimelineOptions::from(case.now)).segments;
            case.now = later[dice.roll(later.len())].from;
        }
    });
}
