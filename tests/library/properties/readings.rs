//! What an answer says of another edition is what that edition says when it is asked itself.

use torihiki::answer::{Action, Effect, Preview, Verdict};
use torihiki::{Data, Instant, Severity};

use super::failures::try_all;
use super::orders::Case;
use super::walks::supposed;
use crate::editions;

/// The answer to the same question by another edition; none where it does not have the state of the order.
fn by_another(case: &Case, edition: &str) -> Option<Preview<'static>> {
    let order = supposed(&case.order, "edition", Data::Text(edition.to_owned().into()));
    torihiki::Order::read(case.policy, &order).ok()?;
    Some(case.preview_of(&order, case.now, case.role()))
}

fn same_action(a: &Action<'_>, b: &Action<'_>) -> bool {
    (a.verdict, a.until, a.opens_at, a.harm) == (b.verdict, b.until, b.opens_at, b.harm)
        && (&a.leads_to, &a.consent_of) == (&b.leads_to, &b.consent_of)
        && costs(&a.effects, Some(&a.role)) == costs(&b.effects, Some(&b.role))
}

/// What follows that is more than information, for a role or for anybody.
fn costs(effects: &[Effect<'_>], whom: Option<&str>) -> Vec<String> {
    let concerns = |effect: &&Effect<'_>| whom.is_none_or(|whom| effect.audience.iter().any(|role| **role == *whom));
    let costs = effects.iter().filter(|effect| effect.severity != Severity::Info).filter(concerns);
    let told =
        |it: &Effect<'_>| format!("{} {:?} {:?} {:?} {:?}", it.rule, it.severity, it.certainty, it.audience, it.amount);
    costs.map(told).collect()
}

fn find<'a>(answer: &'a Preview<'static>, action: &Action<'_>) -> Option<&'a Action<'static>> {
    answer.actions.iter().find(|other| other.id == action.id && other.role == action.role)
}

#[test]
fn editions_agree_where_asking_under_the_other_one_gives_the_same() {
    let mut agreed = std::collections::BTreeMap::new();
    let counted = std::cell::RefCell::new(&mut agreed);
    try_all(1_200, 150_000, |case, _, failures| {
        let answer = case.preview(case.now, case.role());
        let own = answer.policy.edition.as_deref().map(str::to_owned);
        let others: Vec<String> =
            editions::of(case.policy).into_iter().flatten().filter(|edition| own.as_ref() != Some(edition)).collect();
        let listed: Vec<&str> = answer.editions.iter().map(|told| &*told.edition).collect();
        let mut expected = Vec::new();
        for edition in &others {
            let Some(asked) = by_another(case, edition) else { continue };
            expected.push(edition.as_str());
            let Some(told) = answer.editions.iter().find(|told| told.edition == **edition) else { continue };
            let what = || format!("{told:?} and {asked:?}");
            let same =
                told.state == asked.state && told.if_nobody_acts == asked.if_nobody_acts && told.duties == asked.duties;
            failures.unless(same, "another edition is told otherwise", case, what);
            let next_is_covered = told.next.is_none_or(|next| answer.next.is_some_and(|own| own.at <= next.at));
            failures.unless(next_is_covered, "`next` does not cover another edition", case, what);
            let mut all = true;
            for action in &answer.actions {
                let there = find(&asked, action);
                let told = action.editions.iter().find(|told| told.edition == **edition);
                failures.unless(told.is_some() == there.is_some(), "an edition has an action or not", case, what);
                let (Some(told), Some(there)) = (told, there) else {
                    all &= action.verdict == Verdict::Denied;
                    continue;
                };
                let same = (told.verdict, told.until, told.opens_at, &told.leads_to, &told.reasons)
                    == (there.verdict, there.until, there.opens_at, &there.leads_to, &there.reasons);
                failures.unless(same, "an action of another edition is told otherwise", case, what);
                let agrees = same_action(action, there);
                failures.unless(told.agrees == agrees, "two editions agree on an action, or not", case, what);
                all &= agrees;
                *counted.borrow_mut().entry(agrees).or_insert(0) += 1;
                let holds = |until: Option<Instant>| {
                    until.is_none() || action.safe_until.is_some_and(|safe| Some(safe) <= until)
                };
                failures.unless(
                    holds(action.until) && holds(told.until),
                    "it is said to be safe for too long",
                    case,
                    what,
                );
                let is_safe = action.safe_until.is_none_or(|safe| case.now < safe);
                let is_allowed = told.verdict == Verdict::Allowed;
                let right = action.verdict != Verdict::Allowed || is_allowed || !is_safe;
                failures.unless(right, "it is said to be safe where another edition does not allow it", case, what);
            }
            let alone = asked.actions.iter().filter(|action| find(&answer, action).is_none());
            all &= alone.clone().all(|action| action.verdict == Verdict::Denied);
            let plain = |answer: &Preview<'_>| {
                let duties: Vec<_> = answer
                    .duties
                    .iter()
                    .map(|it| {
                        (it.rule.to_string(), it.role.as_deref().map(str::to_owned), it.due, it.overdue, it.certainty)
                    })
                    .collect();
                let comes: Vec<_> = answer
                    .if_nobody_acts
                    .iter()
                    .map(|it| {
                        let costs = costs(&it.effects, None);
                        (it.rule.to_string(), it.at, it.from.to_string(), it.to.to_string(), it.certainty, costs)
                    })
                    .collect();
                let uncertain: Vec<_> = answer.state.uncertain.iter().map(ToString::to_string).collect();
                (duties, comes, uncertain, answer.state.effective.to_string())
            };
            all &= plain(&answer) == plain(&asked);
            failures.unless(told.agrees == all, "two editions agree on an order, or not", case, what);
        }
        failures.unless(listed == expected, "an edition is told or not", case, || {
            format!("{listed:?}, and not {expected:?}")
        });
        // What is safe for good is so by every edition.
        let alone = answer.actions.iter().filter(|action| action.editions.is_empty());
        let same = alone.clone().all(|action| action.safe_until == action.until);
        failures.unless(same, "an action of one edition has two ends", case, || format!("{answer:?}"));
    });
    assert!(agreed.values().all(|count| 300 < *count) && agreed.len() == 2, "{agreed:?}");
}
