//! Going a way step by step, and trying everything to see what can be reached.

use std::collections::{BTreeMap, BTreeSet};

use torihiki::answer::{Applied, Change, Scalar, Segment, Step, Verdict};
use torihiki::{ApplyOptions, Data, Instant, TimelineOptions};

use super::orders::{Case, written};
use super::sets;

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Goal {
    /// The deal is in this state for sure.
    State(String),
    /// One of these roles may do this action.
    Allowed(String, Vec<String>),
}

impl Goal {
    /// Every state, and every action for each role alone and for all that have it.
    pub(crate) fn all(case: &Case) -> Vec<Goal> {
        let mut goals: Vec<Goal> = case.ids("states").into_iter().map(Goal::State).collect();
        for action in case.ids("actions") {
            let roles: Vec<String> =
                case.acts().into_iter().filter(|(id, _)| *id == action).map(|(_, role)| role).collect();
            if roles.len() > 1 {
                goals.push(Goal::Allowed(action.clone(), roles.clone()));
            }
            goals.extend(roles.into_iter().map(|role| Goal::Allowed(action.clone(), vec![role])));
        }
        goals
    }

    /// The name of the goal, and the role for which it is asked about.
    pub(crate) fn question<'g>(&'g self, case: &'g Case) -> (&'g str, Option<&'g str>) {
        match self {
            Goal::State(state) => (state, case.role()),
            Goal::Allowed(action, roles) => match roles.as_slice() {
                [role] => (action, Some(role)),
                _ => (action, None),
            },
        }
    }

    /// Whether it is so at the beginning of a future.
    pub(crate) fn is_reached(&self, future: &[Segment<'_>]) -> bool {
        let now = &future[0];
        match self {
            Goal::State(state) => now.state == *state.as_str() && now.uncertain.is_empty(),
            Goal::Allowed(action, roles) => {
                roles.iter().any(|role| now.verdicts.get(role, action) == Some(Verdict::Allowed))
            }
        }
    }
}

/// An order at an instant on a way.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) order: Data<'static>,
    pub(crate) now: Instant,
    /// Whether somebody acted on the way here where it was not certain what had happened before.
    /// The order has forgotten that since, so more is certain of it than there was.
    pub(crate) is_blurred: bool,
}

impl Place {
    /// All that is to come from here, for all roles.
    pub(crate) fn future(&self, case: &Case) -> Vec<Segment<'static>> {
        case.at(&self.order, self.now).timeline(&TimelineOptions::from(self.now)).segments
    }
}

/// The places on a way, from its beginning to its end.
pub(crate) fn walk(case: &Case, steps: &[Step<'_>]) -> Result<Vec<Place>, String> {
    let mut places = vec![Place { order: case.order.clone(), now: case.now, is_blurred: false }];
    for step in steps {
        let Place { mut order, mut now, .. } = places[places.len() - 1].clone();
        match step {
            Step::Act(act) => {
                let agreed = act.consent_of.is_some();
                let options = ApplyOptions { agreed, ..ApplyOptions::at(now).role(&act.by) };
                let applied = case.apply_to(&order, &act.action, &options);
                let applied = applied.ok_or_else(|| format!("{step:?} makes a number too large"))?;
                if !applied.applied {
                    return Err(format!("{step:?} cannot be done with {} at {now:?}", written(&order)));
                }
                if agreed && applied.action.consent_of != act.consent_of {
                    return Err(format!("{step:?} needs the consent of {:?}", applied.action.consent_of));
                }
                order = applied.order;
            }
            Step::Wait(wait) => {
                if wait.wait_until <= now {
                    return Err(format!("{step:?} does not lie ahead of {now:?}"));
                }
                now = wait.wait_until;
            }
            Step::Fact(fact) => order = supposed(&order, &fact.fact, scalar(&fact.value)),
            Step::Never(_) => return Err("`never` is no step".to_owned()),
        }
        if step.message().trim().is_empty() {
            return Err(format!("{step:?} has no message"));
        }
        places.push(Place { order, now, is_blurred: false });
    }
    Ok(places)
}

fn scalar(value: &Scalar<'_>) -> Data<'static> {
    match value {
        Scalar::Null => Data::Null,
        Scalar::Bool(value) => Data::Bool(*value),
        Scalar::Number(value) => Data::Int(*value),
        Scalar::Text(text) => Data::Text(text.to_string().into()),
    }
}

/// The order with a fact that is so.
pub(crate) fn supposed(order: &Data<'static>, fact: &str, value: Data<'static>) -> Data<'static> {
    let Data::Map(entries) = order else { panic!("an order is a map") };
    let others = entries.iter().filter(|(name, _)| name != fact).cloned();
    Data::Map(others.chain([(fact.to_owned().into(), value)]).collect())
}

/// The fewest steps in which each goal is reached: acting, as every role, with consent and
/// without, and waiting until any later instant at which anything changes.
///
/// Of each number of steps, so many places are gone on from at `most`. `more` adds orders to which
/// an order may change otherwise. Where nothing is `supplied`, no action is tried that takes arguments: what a way
/// promises holds whatever is supplied, and with one thing or another there may be a shorter one.
pub(crate) fn reach(
    case: &Case,
    goals: &[Goal],
    depth: usize,
    most: usize,
    supplied: bool,
    more: impl Fn(&Place) -> Vec<Data<'static>>,
) -> Reach {
    let mut reach = Reach { fewest: BTreeMap::new(), complete: 0 };
    let mut is_cut = false;
    let mut known = BTreeSet::new();
    let mut places = vec![Place { order: case.order.clone(), now: case.now, is_blurred: false }];
    for steps in 0..=depth {
        let mut next = Vec::new();
        for place in &places {
            let future = place.future(case);
            for goal in goals {
                if !reach.fewest.contains_key(goal) && goal.is_reached(&future) {
                    reach.fewest.insert(goal.clone(), (steps, place.clone()));
                }
            }
            if steps == depth {
                continue;
            }
            let mut onward: Vec<Place> =
                more(place).into_iter().map(|order| Place { order, ..place.clone() }).collect();
            let moments = nexts(case, place);
            onward.extend(moments.into_iter().map(|now| Place { now, ..place.clone() }));
            let is_blurred = place.is_blurred || !future[0].uncertain.is_empty();
            for (action, role) in case.acts() {
                let is_allowed = future[0].verdicts.get(&role, &action) == Some(Verdict::Allowed);
                if !is_allowed || (!supplied && case.supplied(&action).is_some()) {
                    continue;
                }
                let consents = if case.action(&action)["consent"].is_null() { &[false][..] } else { &[false, true] };
                for agreed in consents {
                    let options = ApplyOptions { agreed: *agreed, ..ApplyOptions::at(place.now).role(&role) };
                    let Some(applied) = case.apply_to(&place.order, &action, &options) else { continue };
                    if applied.applied && is_step(case, place, &action, &applied) {
                        onward.push(Place { order: applied.order, now: place.now, is_blurred });
                    }
                }
            }
            for place in onward {
                if known.insert((written(&place.order), place.now)) {
                    next.push(place);
                }
            }
        }
        if !is_cut {
            reach.complete = steps;
        }
        is_cut |= next.len() > most;
        next.truncate(most);
        places = next;
    }
    reach
}

/// Every later instant at which anything changes but a warning, which no rule depends on.
fn nexts(case: &Case, place: &Place) -> BTreeSet<Instant> {
    let next = |now: Instant| case.preview_of(&place.order, now, None).next;
    let all = std::iter::successors(next(place.now), |before| next(before.at));
    all.filter(|next| next.what != Change::Warning).map(|next| next.at).collect()
}

/// Whether an action changes a fact or leads to another state. One that does neither is no step,
/// although the order that it is written to has forgotten what may have happened before.
fn is_step(case: &Case, place: &Place, action: &str, applied: &Applied<'_>) -> bool {
    let is_other = |fact: &String| sets::of(case, &applied.order, fact) != sets::of(case, &place.order, fact);
    if case.ids("facts").iter().any(is_other) {
        return true;
    }
    let Data::Map(entries) = &applied.order else { panic!("an order is a map") };
    let led_to = |to: &str| entries.contains(&("state".into(), Data::Text(to.to_owned().into())));
    // Where it is not certain what has happened, it can be so where it led all the same: what an
    // action that leads nowhere leads to is the state that the deal is in.
    let here = case.preview_of(&place.order, place.now, None);
    let ends = |action: &str| -> Vec<String> {
        let about = case.action(action);
        [&about["to"], &about["agreed"]["to"]].into_iter().filter_map(|to| to.as_str().map(str::to_owned)).collect()
    };
    let stays = here.actions.iter().find(|action| ends(&action.id).is_empty() && action.leads_to.is_some());
    let is_here = |to: &str| match stays.and_then(|action| action.leads_to.as_ref()) {
        Some(state) => *state == *to,
        None => here.state.uncertain.is_empty() && here.state.effective == *to,
    };
    ends(action).iter().any(|to| led_to(to) && !is_here(to))
}

/// What can be reached.
pub(crate) struct Reach {
    /// For each goal that is reached, the fewest steps, and a place where it is so.
    pub(crate) fewest: BTreeMap<Goal, (usize, Place)>,
    /// Everything was tried up to this many steps.
    pub(crate) complete: usize,
}
