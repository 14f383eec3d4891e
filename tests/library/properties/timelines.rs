//! A timeline says of every instant what a preview of that instant says.

use std::collections::{BTreeMap, BTreeSet};

use torihiki::answer::{Change, DutySpan, Next, Preview, Segment, Timeline};
use torihiki::{Instant, TimelineOptions};

use super::failures::{Failures, try_all};
use super::orders::{Case, near};
use crate::dice::Dice;

fn options(case: &Case, until: Option<Instant>) -> TimelineOptions<'_> {
    TimelineOptions { role: case.role(), from: case.now, until, locale: Some("en") }
}

fn whole(case: &Case) -> Timeline<'static> {
    case.timeline(&options(case, None))
}

/// An end that lies after the beginning; none where that is not possible.
fn some_end(case: &Case, timeline: &Timeline<'_>, dice: &mut Dice) -> Option<Instant> {
    let changes: Vec<Instant> = changes(timeline).into_iter().collect();
    let end = match dice.roll(3) {
        0 => near(case.now.millis(), i64::try_from(dice.roll(400_000_000)).unwrap()),
        _ if changes.is_empty() => near(case.now.millis(), 1),
        _ => near(dice.pick(&changes).millis(), i64::try_from(dice.roll(3)).unwrap() - 1),
    };
    Some(end).filter(|end| case.now < *end)
}

/// The instants at which a timeline lists changes.
fn changes(timeline: &Timeline<'_>) -> BTreeSet<Instant> {
    timeline.segments.iter().flat_map(|segment| &segment.changes).map(|change| change.at).collect()
}

/// Each instant at which something may happen, with the ones next to it, and some others.
fn instants(timeline: &Timeline<'_>, dice: &mut Dice) -> BTreeSet<Instant> {
    let bounds = timeline.segments.iter().flat_map(|segment| [Some(segment.from), segment.to]).flatten();
    let dues = timeline.duties.iter().filter_map(|duty| duty.due);
    let mut instants: BTreeSet<Instant> = changes(timeline)
        .into_iter()
        .chain(bounds)
        .chain(dues)
        .flat_map(|at| [-1, 0, 1].map(|by| near(at.millis(), by)))
        .collect();
    let (first, last) = (timeline.from.millis(), Instant::MAX.millis());
    for bits in [20, 30, 40, 50] {
        let span = 1_usize << bits;
        instants.insert(near(first, i64::try_from(dice.roll(span)).unwrap()));
        instants.insert(near(last, -i64::try_from(dice.roll(span)).unwrap()));
    }
    instants.retain(|at| timeline.from <= *at && timeline.until.is_none_or(|until| *at < until));
    instants
}

/// The verdicts of a segment, by role and action.
fn verdicts(segment: &Segment<'_>) -> serde_json::Value {
    serde_json::to_value(&segment.verdicts).unwrap()
}

fn told_verdicts(case: &Case, preview: &Preview<'_>) -> serde_json::Value {
    let asked = case.roles().into_iter().filter(|role| case.role().is_none_or(|own| own == role));
    let mut roles: BTreeMap<String, BTreeMap<String, &str>> = asked.map(|role| (role, BTreeMap::new())).collect();
    for action in &preview.actions {
        roles.get_mut(&*action.role).unwrap().insert(action.id.to_string(), action.verdict.word());
    }
    serde_json::to_value(roles).unwrap()
}

#[test]
fn segments_follow_one_another_without_a_gap_and_differ() {
    try_all(800, 70_000, |case, dice, failures| {
        let timeline = whole(case);
        let until = some_end(case, &timeline, dice);
        for timeline in std::iter::once(timeline).chain(until.map(|until| case.timeline(&options(case, Some(until))))) {
            let segments = &timeline.segments;
            let bounds =
                || format!("{:?}", segments.iter().map(|segment| (segment.from, segment.to)).collect::<Vec<_>>());
            let begins = segments.first().is_some_and(|first| first.from == case.now) && timeline.from == case.now;
            failures.unless(begins, "the first segment begins elsewhere", case, bounds);
            let ends = segments.last().is_some_and(|last| last.to == timeline.until);
            failures.unless(ends, "the last segment ends elsewhere", case, bounds);
            for pair in segments.windows(2) {
                failures.unless(pair[0].to == Some(pair[1].from), "there is a gap", case, bounds);
                let what = |segment: &Segment<'_>| {
                    let uncertain: Vec<String> = segment.uncertain.iter().map(ToString::to_string).collect();
                    (segment.state.to_string(), uncertain, verdicts(segment))
                };
                failures.unless(what(&pair[0]) != what(&pair[1]), "neighbours agree", case, bounds);
            }
            for (index, segment) in segments.iter().enumerate() {
                failures.unless(segment.to.is_none_or(|to| segment.from < to), "a segment is empty", case, bounds);
                let inside = |at: Instant| segment.from <= at && segment.to.is_none_or(|to| at < to) && case.now < at;
                let all_inside = segment.changes.iter().all(|change| inside(change.at));
                failures.unless(all_inside, "a change lies outside of its segment", case, bounds);
                let in_order = segment.changes.is_sorted_by_key(|change| change.at);
                failures.unless(in_order, "the changes are not in order", case, bounds);
                let explained = index == 0 || segment.changes.first().is_some_and(|change| change.at == segment.from);
                failures.unless(explained, "nothing is said to change where a segment begins", case, || {
                    format!("{:?} in {}", segment.from, bounds())
                });
            }
        }
    });
}

#[test]
fn a_timeline_says_of_each_instant_what_a_preview_says() {
    try_all(300, 80_000, |case, dice, failures| {
        let timeline = whole(case);
        for at in instants(&timeline, dice) {
            let segment = timeline.segments.iter().rfind(|segment| segment.from <= at).unwrap();
            let preview = case.preview(at, case.role());
            let told = || format!("at {at:?} ({}): {segment:?}, and {:?}", at.to_rfc3339(), preview.state);
            let state = (&segment.state, &segment.label, &segment.uncertain);
            let same = state == (&preview.state.effective, &preview.state.label, &preview.state.uncertain);
            failures.unless(same, "the state is another one", case, told);
            let same = verdicts(segment) == told_verdicts(case, &preview);
            failures.unless(same, "a verdict is another one", case, told);
            check_duties(case, &timeline, &preview, failures);
        }
    });
}

/// The duties that stand are the same, and overdue from their `due` on.
fn check_duties(case: &Case, timeline: &Timeline<'_>, preview: &Preview<'_>, failures: &mut Failures) {
    let at = preview.as_of;
    let stands = |duty: &&DutySpan<'_>| duty.from <= at && duty.to.is_none_or(|to| at < to);
    let spans: Vec<_> = timeline
        .duties
        .iter()
        .filter(stands)
        .map(|duty| (&duty.rule, &duty.role, duty.due, duty.certainty, &duty.message, &duty.sources))
        .collect();
    let duties: Vec<_> = preview
        .duties
        .iter()
        .map(|duty| (&duty.rule, &duty.role, duty.due, duty.certainty, &duty.message, &duty.sources))
        .collect();
    failures.unless(spans == duties, "the duties are others", case, || format!("at {at:?}: {spans:?}, and {duties:?}"));
    for duty in &preview.duties {
        // A due date beyond the calendar is told as the last instant, and never comes.
        if duty.due == Some(Instant::MAX) {
            continue;
        }
        let overdue = duty.due.map(|due| due <= at);
        let right = match overdue {
            Some(overdue) => duty.overdue == Some(overdue),
            // When it is due may differ by the period that an order is of, and all of them have passed.
            None => duty.overdue != Some(true) || case.is_undated(),
        };
        failures.unless(right, "a duty is overdue at another time than from its due on", case, || {
            format!("at {at:?}: {duty:?}")
        });
    }
}

/// Both look at the same moments, and `next` goes from one that differs in anything told to the
/// next, so there is nothing that only one of them knows of, but for what other editions say.
#[test]
fn following_next_visits_the_instants_at_which_something_changes() {
    try_all(400, 92_700, |case, _, failures| {
        let timeline = whole(case);
        let mut visited = BTreeSet::new();
        let mut next = case.preview(case.now, case.role()).next;
        let mut last = None;
        while let Some(Next { at, what }) = next {
            assert!(last < Some(at) && visited.len() < 300, "`next` does not end, for {case}");
            if what != Change::Edition {
                visited.insert(at);
            }
            last = Some(at);
            next = case.preview(at, case.role()).next;
        }
        let listed = changes(&timeline);
        let only_next: Vec<_> = visited.difference(&listed).collect();
        let only_listed: Vec<_> = listed.difference(&visited).collect();
        failures.unless(only_next.is_empty(), "a timeline does not list what changes at `next`", case, || {
            format!("{only_next:?}")
        });
        failures
            .unless(only_listed.is_empty(), "`next` misses what a timeline lists", case, || format!("{only_listed:?}"));
    });
}

#[test]
fn a_timeline_tells_the_transitions_that_a_preview_tells() {
    try_all(800, 100_000, |case, dice, failures| {
        let timeline = whole(case);
        let preview = case.preview(case.now, case.role());
        let told = || format!("{:?}, and {:?}", timeline.transitions, preview.if_nobody_acts);
        failures.unless(timeline.transitions == preview.if_nobody_acts, "the transitions are others", case, told);
        failures.unless(timeline.state == preview.state, "the state at the beginning is another one", case, told);
        failures.unless(timeline.policy == preview.policy, "it is computed from something else", case, told);
        let Some(until) = some_end(case, &timeline, dice) else { return };
        let shorter = case.timeline(&options(case, Some(until)));
        let prefix = prefix(timeline, until);
        failures.unless(shorter == prefix, "a timeline with an end is not the beginning of the whole", case, || {
            format!("until {until:?}: {shorter:?}, and {prefix:?}")
        });
    });
}

/// The beginning of a timeline, as it is told where it is all that is asked about.
fn prefix(whole: Timeline<'static>, until: Instant) -> Timeline<'static> {
    let mut prefix = Timeline { until: Some(until), ..whole };
    prefix.segments.retain(|segment| segment.from < until);
    for segment in &mut prefix.segments {
        segment.to = segment.to.map_or(Some(until), |to| Some(to.min(until)));
        segment.changes.retain(|change| change.at < until);
    }
    prefix.transitions.retain(|transition| transition.at < until);
    prefix.duties.retain(|duty| duty.from < until);
    for duty in &mut prefix.duties {
        duty.to = duty.to.filter(|to| *to < until);
    }
    prefix
}
