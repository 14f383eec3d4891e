//! What several periods agree on.

use std::borrow::Cow;

use crate::policy::Policy;
use crate::preview::answer::{
    Action, Certainty, Change, Draft, Duty, Effect, Preview, Reason, Standing, Status, Transition, Verdict, Warning,
    Words,
};
use crate::preview::assemble::{harm, verbs};
use crate::preview::telling::{instant, note};
use crate::text::LanguageId;

/// The value that all are, where there is one.
pub(super) fn joint<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The entries of several lists that are the same thing, in the order of the last list, and what only others have
/// after what it stands behind there. An entry is missing where a list does not have it.
pub(super) fn aligned<T>(lists: &[&[T]], same: &dyn Fn(&T, &T) -> bool) -> Vec<Vec<Option<T>>>
where
    T: Clone,
{
    let mut keys: Vec<&T> = Vec::new();
    for list in lists.iter().rev() {
        let mut place: usize = 0;
        for item in *list {
            let known = keys.iter().position(|key| same(key, item));
            if known.is_none() {
                keys.insert(place.min(keys.len()), item);
            }
            place = known.unwrap_or(place).saturating_add(1);
        }
    }
    let entries = |key: &T| lists.iter().map(|list| list.iter().find(|item| same(key, item)).cloned()).collect();
    keys.into_iter().map(entries).collect()
}

/// Each of several things once, in the order in which they come.
fn distinct<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for thing in things {
        if !all.contains(&thing) {
            all.push(thing);
        }
    }
    all
}

/// A list of everything that any of several lists has, each once.
fn union<'t, T: PartialEq + Clone + 't>(lists: impl Iterator<Item = &'t Vec<T>>) -> Vec<T> {
    distinct(lists.flatten().cloned())
}

/// What is certain in every period is certain; what is not there in one is possible.
fn certainty<T>(versions: &[Option<T>], of: impl Fn(&T) -> Certainty) -> Certainty {
    let is_certain = |version: &Option<T>| version.as_ref().is_some_and(|version| of(version) == Certainty::Certain);
    if versions.iter().all(is_certain) { Certainty::Certain } else { Certainty::Possible }
}

/// What is said where each of several says something of its own: all of it.
fn words<'p>(said: impl Iterator<Item = Words<'p>>) -> Words<'p> {
    match distinct(said).as_slice() {
        [one] => one.clone(),
        several => {
            let several: Vec<&str> = several.iter().map(|words| &**words).collect();
            Words(Cow::Owned(several.join(" / ")))
        }
    }
}

/// The transitions that any has, by time, each once from whatever states it leads there. What is not certain in each, at
/// that time, only may happen.
pub(super) fn coming<'p>(lists: &[Vec<Transition<'p>>]) -> Vec<Transition<'p>> {
    let lists: Vec<&[Transition<'p>]> = lists.iter().map(Vec::as_slice).collect();
    let mut all: Vec<Transition<'p>> = Vec::new();
    for versions in aligned(&lists, &|a, b| (&a.rule, a.at, &a.to) == (&b.rule, b.at, &b.to)) {
        let certainty = certainty(&versions, |transition| transition.certainty);
        all.extend(transition(versions.into_iter().flatten().collect()).map(|told| Transition { certainty, ..told }));
    }
    all.sort_by_key(|transition| transition.at);
    all
}

/// The transitions that all have, at the same time.
pub(super) fn common<'p>(lists: impl Iterator<Item = Vec<Transition<'p>>>) -> Vec<Transition<'p>> {
    let lists: Vec<Vec<Transition<'p>>> = lists.collect();
    let lists: Vec<&[Transition<'p>]> = lists.iter().map(Vec::as_slice).collect();
    let all = aligned(&lists, &same_transition).into_iter();
    all.filter_map(|versions| transition(versions.into_iter().collect::<Option<Vec<_>>>()?)).collect()
}

fn same_transition(a: &Transition<'_>, b: &Transition<'_>) -> bool {
    (&a.rule, a.at, &a.from, &a.to) == (&b.rule, b.at, &b.from, &b.to)
}

fn transition(versions: Vec<Transition<'_>>) -> Option<Transition<'_>> {
    let last = versions.last()?.clone();
    let effects: Vec<&[Effect<'_>]> = versions.iter().map(|version| version.effects.as_slice()).collect();
    Some(Transition {
        message: words(versions.iter().map(|version| version.message.clone())),
        sources: union(versions.iter().map(|version| &version.sources)),
        certainty: joint(versions.iter().map(|version| version.certainty)).unwrap_or(Certainty::Possible),
        effects: aligned(&effects, &same_effect).into_iter().filter_map(effect).collect(),
        ..last
    })
}

fn same_effect(a: &Effect<'_>, b: &Effect<'_>) -> bool {
    a.rule == b.rule
}

/// An effect is certain where it follows for sure in all periods. The worst that may be is told.
fn effect(versions: Vec<Option<Effect<'_>>>) -> Option<Effect<'_>> {
    let certainty = certainty(&versions, |effect| effect.certainty);
    let versions: Vec<Effect<'_>> = versions.into_iter().flatten().collect();
    let last = versions.last()?.clone();
    Some(Effect {
        severity: versions.iter().map(|version| version.severity).max_by_key(|severity| *severity as u8)?,
        audience: union(versions.iter().map(|version| &version.audience)),
        certainty,
        amount: joint(versions.iter().map(|version| version.amount.clone())).flatten(),
        until: None,
        message: words(versions.iter().map(|version| version.message.clone())),
        sources: union(versions.iter().map(|version| &version.sources)),
        ..last
    })
}

/// A requirement that is not there in some period is no obstacle there; an alternative no help.
fn reason(versions: Vec<Option<Reason<'_>>>, elsewhere: Status) -> Option<Reason<'_>> {
    let status = joint(versions.iter().map(|version| version.as_ref().map_or(elsewhere, |version| version.status)));
    let versions: Vec<Reason<'_>> = versions.into_iter().flatten().collect();
    let alternatives: Vec<&[Reason<'_>]> = versions.iter().map(|version| version.alternatives.as_slice()).collect();
    let alternatives = aligned(&alternatives, &|a, b| a.rule == b.rule);
    let alternatives = alternatives.into_iter().filter_map(|versions| reason(versions, Status::Violated)).collect();
    let last = versions.last()?.clone();
    Some(Reason {
        status: status.unwrap_or(Status::Unknown),
        message: words(versions.iter().map(|version| version.message.clone())),
        sources: union(versions.iter().map(|version| &version.sources)),
        facts: union(versions.iter().map(|version| &version.facts)),
        until: None,
        alternatives,
        ..last
    })
}

fn duty(versions: Vec<Option<Duty<'_>>>) -> Option<Duty<'_>> {
    let certainty = certainty(&versions, |duty| duty.certainty);
    let versions: Vec<Duty<'_>> = versions.into_iter().flatten().collect();
    let last = versions.last()?.clone();
    Some(Duty {
        role: joint(versions.iter().map(|version| version.role.clone())).flatten(),
        due: joint(versions.iter().map(|version| version.due)).flatten(),
        overdue: joint(versions.iter().map(|version| version.overdue)).flatten(),
        certainty,
        message: words(versions.iter().map(|version| version.message.clone())),
        sources: union(versions.iter().map(|version| &version.sources)),
        ..last
    })
}

impl<'p> Action<'p> {
    /// Whether another one is the same action of the same role.
    pub(in crate::preview) fn is_of(&self, other: &Action<'p>) -> bool {
        self.id == other.id && self.role == other.role
    }

    /// Without what lies ahead.
    fn now(&self) -> Action<'p> {
        let without = |reason: &Reason<'p>| Reason { until: None, ..reason.clone() };
        let reasons = self.reasons.iter().map(|reason| Reason {
            alternatives: reason.alternatives.iter().map(without).collect(),
            ..without(reason)
        });
        Action {
            reasons: reasons.collect(),
            until: None,
            opens_at: None,
            effects: self.effects.iter().map(|effect| Effect { until: None, ..effect.clone() }).collect(),
            unblock: Vec::new(),
            unblock_outcome: None,
            editions: Vec::new(),
            ..self.clone()
        }
    }
}

/// Says of an action until when what is told of it holds, by what is told of it later.
pub(super) fn merged_until<'p>(action: &mut Action<'p>, later: &[(i64, Option<Action<'p>>)]) {
    let first = |holds: &dyn Fn(&Option<Action<'p>>) -> bool| {
        later.iter().find(|(_, then)| holds(then)).map(|(at, _)| instant(*at))
    };
    let verdict = |then: &Option<Action<'p>>| then.as_ref().map_or(Verdict::Denied, |then| then.verdict);
    let now = action.verdict;
    action.until = first(&|then| verdict(then) != now);
    action.opens_at = if now == Verdict::Denied { first(&|then| verdict(then) == Verdict::Allowed) } else { None };
    let status = |then: &Option<Action<'p>>, group: Option<&str>, rule: &str| {
        let reasons = &then.as_ref()?.reasons;
        let reasons = match group {
            None => reasons,
            Some(group) => &reasons.iter().find(|reason| reason.rule == *group)?.alternatives,
        };
        reasons.iter().find(|reason| reason.rule == *rule).map(|reason| reason.status)
    };
    for reason in &mut action.reasons {
        reason.until = first(&|then| status(then, None, &reason.rule) != Some(reason.status));
        for alternative in &mut reason.alternatives {
            let is_other = |then: &_| status(then, Some(&reason.rule), &alternative.rule) != Some(alternative.status);
            alternative.until = first(&is_other);
        }
    }
    for effect in &mut action.effects {
        let comes_to = |effect: &Effect<'p>| (effect.certainty, effect.amount.clone());
        let now = comes_to(effect);
        effect.until = first(&|then| {
            let effects = then.iter().flat_map(|then| &then.effects);
            let mut then = effects.filter(|then| then.rule == effect.rule).map(comes_to);
            then.next().as_ref() != Some(&now)
        });
    }
}

/// What is otherwise in a later answer: what matters most of it, none where nothing is.
pub(super) fn change(now: &Preview<'_>, then: &Preview<'_>) -> Option<Change> {
    let (a, b) = (&now.actions, &then.actions);
    fn differ<'a, 'p: 'a, T: PartialEq>(
        a: &'a [Action<'p>],
        b: &'a [Action<'p>],
        of: impl Fn(&'a Action<'p>) -> T,
    ) -> bool {
        a.len() != b.len() || a.iter().zip(b).any(|(a, b)| of(a) != of(b))
    }
    let changes = [
        (Change::State, now.state != then.state || differ(a, b, |action| &action.leads_to)),
        (Change::Verdict, differ(a, b, |action| action.verdict)),
        (Change::Reason, differ(a, b, |action| (&action.reasons, &action.missing))),
        (Change::Effect, differ(a, b, |action| &action.effects)),
        (Change::Consent, differ(a, b, |action| &action.consent_of)),
        (Change::Duty, now.duties != then.duties),
        (Change::Draft, differ(a, b, |action| &action.drafts)),
        (Change::Warning, now.warnings != then.warnings),
    ];
    changes.into_iter().find(|(_, differs)| *differs).map(|(what, _)| what)
}

/// What all previews of one order at one instant agree on, without what lies ahead.
pub(super) fn preview<'p>(policy: &'p Policy, locale: LanguageId, told: &[Preview<'p>]) -> Option<Preview<'p>> {
    let last = told.last()?.clone();
    let actions: Vec<Vec<Action<'p>>> =
        told.iter().map(|told| told.actions.iter().map(Action::now).collect()).collect();
    let actions: Vec<&[Action<'p>]> = actions.iter().map(Vec::as_slice).collect();
    let actions = aligned(&actions, &|a, b| a.is_of(b)).into_iter();
    let actions: Vec<Action<'p>> = actions.filter_map(|versions| action(policy, versions)).collect();
    let duties: Vec<&[Duty<'p>]> = told.iter().map(|told| told.duties.as_slice()).collect();
    let warnings: Vec<&[Warning<'p>]> = told.iter().map(|told| told.warnings.as_slice()).collect();
    let warnings = aligned(&warnings, &|a, b| (a.code, &a.path) == (b.code, &b.path)).into_iter();
    Some(Preview {
        state: standing(policy, locale, &told.iter().map(|told| &told.state).collect::<Vec<_>>())?,
        verbs: verbs(&actions),
        actions,
        duties: aligned(&duties, &|a, b| (&a.rule, &a.role) == (&b.rule, &b.role))
            .into_iter()
            .filter_map(duty)
            .collect(),
        next: None,
        if_nobody_acts: Vec::new(),
        editions: Vec::new(),
        warnings: warnings.filter_map(|versions| versions.into_iter().flatten().next_back()).collect(),
        ..last
    })
}

/// The deal is where all say that it is, or else where all say that it has been last.
pub(super) fn standing<'p>(policy: &'p Policy, locale: LanguageId, told: &[&Standing<'p>]) -> Option<Standing<'p>> {
    let last = *told.last()?;
    if joint(told.iter()).is_some() {
        return Some(last.clone());
    }
    let transitions = common(told.iter().map(|told| told.transitions.clone()));
    if told.iter().all(|told| told.effective == last.effective && told.uncertain.is_empty()) {
        return Some(Standing { transitions, ..last.clone() });
    }
    // How far all have gone the same way.
    let same = |number: &usize| {
        let there = |told: &&Standing<'p>| told.transitions.get(*number).cloned();
        let mut all = told.iter().map(there);
        let first = all.next().flatten();
        first.filter(|first| first.certainty == Certainty::Certain).is_some_and(|first| {
            all.all(|other| {
                other.is_some_and(|other| other.certainty == first.certainty && same_transition(&first, &other))
            })
        })
    };
    let gone = (0..transitions.len()).take_while(same).count();
    let mut uncertain = Vec::new();
    for told in told {
        uncertain.push(told.transitions.iter().skip(gone).map(|transition| transition.rule.clone()).collect());
        uncertain.push(told.uncertain.clone());
    }
    let possible = union(told.iter().map(|told| &told.possible));
    let transitions: Vec<Transition<'p>> = transitions.into_iter().take(gone).collect();
    let effective = transitions.last().map_or(&last.given, |last| &last.to).clone();
    let state = policy.states.iter().find(|state| policy.symbols.text(state.symbol) == &*effective);
    Some(Standing {
        label: Words::of(state.map_or("", |state| state.label.get(locale))),
        note: state.and_then(|state| note(state, locale)),
        given: last.given.clone(),
        effective,
        uncertain: union(uncertain.iter()),
        possible,
        transitions,
    })
}

/// The verdict that all periods agree on. An action that is not there in some period cannot be done by its rules.
pub(super) fn verdict(versions: impl Iterator<Item = Option<Verdict>>) -> Verdict {
    joint(versions.map(|version| version.unwrap_or(Verdict::Denied))).unwrap_or(Verdict::Unknown)
}

/// What all periods agree on of an action.
fn action<'p>(policy: &'p Policy, versions: Vec<Option<Action<'p>>>) -> Option<Action<'p>> {
    let last = versions.iter().flatten().next_back()?.clone();
    let same = joint(
        versions
            .iter()
            .map(|version| version.as_ref().map(|version| (version.verdict, &version.reasons, &version.missing))),
    );
    let verdict = verdict(versions.iter().map(|version| version.as_ref().map(|version| version.verdict)));
    let mut missing = Vec::new();
    if verdict == Verdict::Unknown {
        missing = union(versions.iter().flatten().map(|version| &version.missing));
        let date = policy.dated_by.map(|fact| Words::of(policy.fact_name(fact)));
        missing.extend(date.filter(|date| same.is_none() && !missing.contains(date)));
    }
    let versions: Vec<Action<'p>> = versions.into_iter().flatten().collect();
    let reasons: Vec<&[Reason<'p>]> = versions.iter().map(|version| version.reasons.as_slice()).collect();
    let reasons = aligned(&reasons, &|a, b| a.rule == b.rule).into_iter();
    let effects: Vec<&[Effect<'p>]> = versions.iter().map(|version| version.effects.as_slice()).collect();
    let effects: Vec<Effect<'p>> = aligned(&effects, &same_effect).into_iter().filter_map(effect).collect();
    let drafts: Vec<&[Draft<'p>]> = versions.iter().map(|version| version.drafts.as_slice()).collect();
    let drafts = aligned(&drafts, &|a, b| a.id == b.id).into_iter();
    Some(Action {
        verdict,
        reasons: reasons.filter_map(|versions| reason(versions, Status::Satisfied)).collect(),
        missing,
        // Where it may be needed in some period, it may be needed.
        consent_of: versions.iter().rev().find_map(|version| version.consent_of.clone()),
        leads_to: joint(versions.iter().map(|version| version.leads_to.clone())).flatten(),
        harm: harm(&effects, &last.role),
        effects,
        drafts: drafts.filter_map(|versions| versions.into_iter().flatten().next_back()).collect(),
        ..last
    })
}
