//! From where to where a timeline goes, and the duties in it.

use serde_json::{Value, json};

use super::kit::{at, deal, differ, order, problems, report, words};
use super::timeline::{changes, list, segments, stretch, timeline, transitions, word};
use crate::preview::TimelineOptions;
use crate::time::Instant;

/// Each duty as `check 0..10 due 10`, with `possible` where it is.
fn duties(timeline: &Value) -> Vec<String> {
    let tell = |duty: &Value| {
        let mut told = format!("{} {}", word(&duty["rule"]), stretch(duty));
        if !duty["due"].is_null() {
            told.push_str(&format!(" due {}", duty["due"]));
        }
        if duty["certainty"] == "possible" {
            told.push_str(" possible");
        }
        told
    };
    list(&timeline["duties"]).iter().map(tell).collect()
}

#[test]
fn a_duty_has_a_stretch_wherever_it_stands() {
    let written = json!({
        "always": { "in": ["one"], "due": "p" },
        "early": { "when": "now < p" },
        "gap": { "when": "now < p || q <= now" },
        "never": { "when": "flag", "due": "p" },
        "perhaps": { "when": "f || now >= q", "due": "q" },
        "someday": { "due": "b" },
        "there": { "in": ["two"], "due": "p" },
        "unless": { "when": "f && now < p" },
    });
    let policy = deal(&["x: one -> two at r"], json!({}), written);
    let facts = json!({ "p": 10, "q": 20, "r": 30 });
    let all = &[
        "always 0..30 due 10",
        "early 0..10",
        "gap 0..10",
        "gap 20..",
        // While it is not sure it has a stretch of its own.
        "perhaps 0..20 due 20 possible",
        "perhaps 20.. due 20",
        "someday 0..",
        "there 30.. due 10",
        "unless 0..10 possible",
    ];
    let mut differences = Vec::new();
    for (from, until, expected) in [
        (0, None, &all[..]),
        (0, Some(31), all),
        // Where it would end with the timeline or after it, it has no end.
        (
            0,
            Some(30),
            &[
                "always 0.. due 10",
                "early 0..10",
                "gap 0..10",
                "gap 20..",
                "perhaps 0..20 due 20 possible",
                "perhaps 20.. due 20",
                "someday 0..",
                "unless 0..10 possible",
            ],
        ),
        (
            0,
            Some(10),
            &[
                "always 0.. due 10",
                "early 0..",
                "gap 0..",
                "perhaps 0.. due 20 possible",
                "someday 0..",
                "unless 0.. possible",
            ],
        ),
        (30, None, &["gap 30..", "perhaps 30.. due 20", "someday 30..", "there 30.. due 10"]),
    ] {
        let timeline = timeline(&policy, &facts, from, until).unwrap();
        differ(format!("from {from} until {until:?}"), duties(&timeline), words(expected), &mut differences);
    }
    report(&differences);
    let timeline = timeline(&policy, &facts, 0, None).unwrap();
    let changed: Vec<String> = list(&timeline["segments"]).iter().flat_map(changes).collect();
    assert_eq!(
        changed,
        [
            // `always` and `perhaps` become overdue; the others begin or end.
            "10 duty always",
            "10 duty early",
            "10 duty gap",
            "10 duty unless",
            "20 duty gap",
            "20 duty perhaps",
            "30 state x",
            "30 duty always",
            "30 duty there",
        ]
    );
}

#[test]
fn a_duty_is_told_with_who_must() {
    let written = json!({
        "either": {},
        "of-seller": { "role": "seller" },
        "not-asker": { "role": { "not": "asker" } },
    });
    let policy = deal(&[], json!({}), written);
    for (facts, expected) in [
        (json!({ "asker": "seller" }), [json!(null), json!("buyer"), json!("seller")]),
        (json!({}), [json!(null), json!(null), json!("seller")]),
    ] {
        let timeline = timeline(&policy, &facts, 0, None).unwrap();
        let roles: Vec<Value> = list(&timeline["duties"]).iter().map(|duty| duty["role"].clone()).collect();
        assert_eq!(roles, expected, "{facts}");
    }
}

#[test]
fn the_end_of_a_timeline_does_not_belong_to_it() {
    let policy = deal(&["x: one -> two at q"], json!({ "go": { "requires": { "in-time": "now < p" } } }), json!({}));
    let facts = json!({ "p": 10, "q": 20 });
    let (first, second) = ("0..10 one: go allowed", "10..20 one: go denied | 10 verdict go.in-time (go)");
    let mut differences = Vec::new();
    for (until, expected, happens) in [
        (1, &["0..1 one: go allowed"][..], &[][..]),
        (9, &["0..9 one: go allowed"], &[]),
        (10, &[first], &[]),
        (11, &[first, "10..11 one: go denied | 10 verdict go.in-time (go)"], &[]),
        (20, &[first, second], &[]),
        (21, &[first, second, "20..21 two: go denied | 20 state x | 20 reason go.state (go)"], &["x 20"]),
    ] {
        let timeline = timeline(&policy, &facts, 0, Some(until)).unwrap();
        assert_eq!((&timeline["from"], &timeline["until"]), (&json!(0), &json!(until)));
        differ(format!("until {until}"), segments(&timeline), words(expected), &mut differences);
        differ(format!("until {until}"), transitions(&timeline), words(happens), &mut differences);
    }
    report(&differences);
    for until in [0, -1, Instant::MIN.millis()] {
        let problems = timeline(&policy, &facts, 0, Some(until)).unwrap_err();
        assert!(problems.starts_with("until: the end of a timeline does not come after its beginning"), "{problems}");
    }
}

#[test]
fn a_timeline_begins_where_the_deal_stands_then() {
    let policy = deal(&["x: one -> two at p", "y: two -> three at q"], json!({}), json!({}));
    let facts = json!({ "p": 10, "q": 20 });
    for (from, effective, happened, coming) in [
        (9, "one", &[][..], &["x 10", "y 20"][..]),
        (10, "two", &["x 10"], &["y 20"]),
        (19, "two", &["x 10"], &["y 20"]),
        (20, "three", &["x 10", "y 20"], &[]),
    ] {
        let timeline = timeline(&policy, &facts, from, None).unwrap();
        let state = &timeline["state"];
        assert_eq!((word(&state["given"]), word(&state["effective"])), ("one", effective));
        assert_eq!((transitions(state), transitions(&timeline)), (words(happened), words(coming)), "from {from}");
    }
}

#[test]
fn what_lies_beyond_the_calendar_is_not_in_a_timeline() {
    const WEEK: i64 = 604_800_000;
    let max = Instant::MAX.millis();
    let actions = json!({ "go": { "requires": { "in-time": "now < p + week" } } });
    let policy = deal(&["x: one -> two at p + week"], actions, json!({ "d": { "due": "p + week" } }));
    let mut differences = Vec::new();
    for (p, from, expected, happens) in [
        (max, 0, &["0.. one?x: go unknown".to_owned()][..], &[][..]),
        (max - WEEK + 1, 0, &["0.. one?x: go unknown".to_owned()], &[]),
        (max - WEEK + 1, max, &[format!("{max}.. one?x: go unknown")], &[]),
        (
            max - WEEK,
            0,
            &[
                format!("0..{max} one: go allowed"),
                format!("{max}.. two: go denied | {max} state x | {max} verdict go.in-time (go) | {max} duty d"),
            ],
            &[format!("x {max}")],
        ),
        (max - WEEK, max, &[format!("{max}.. two: go denied")], &[]),
    ] {
        let timeline = timeline(&policy, &json!({ "p": p }), from, None).unwrap();
        // Whether the state or the window decides does not matter here: both change at once.
        let told = segments(&timeline).into_iter().map(|told| told.replace("verdict go.state", "verdict go.in-time"));
        differ(format!("p {p} from {from}"), told.collect(), expected.to_vec(), &mut differences);
        differ(format!("p {p} from {from}"), transitions(&timeline), happens.to_vec(), &mut differences);
    }
    report(&differences);
    // Conditions count from the year 1 on, as CEL does.
    let year_one = -62_135_596_800_000;
    let first = timeline(&policy, &json!({ "p": year_one - WEEK }), Instant::MIN.millis(), None).unwrap();
    assert_eq!(transitions(&first), [format!("x {year_one}")]);
}

#[test]
fn only_the_role_that_asks_has_verdicts() {
    let actions = json!({
        "mine": { "roles": ["buyer"], "requires": { "in-time": "now < p" } },
        "ours": { "requires": { "in-time": "now < p" } },
        "theirs": { "roles": ["seller"], "requires": { "in-time": "now < p" } },
    });
    let policy = deal(&[], actions, json!({ "theirs-too": { "role": "seller" } }));
    let verdicts = |role: Option<&str>| {
        let options = TimelineOptions { role, ..TimelineOptions::from(at(0)) };
        let timeline = policy.timeline(&order("one", &json!({ "p": 10 })), &options).unwrap();
        assert_eq!(timeline.duties.len(), 1);
        let [first, then] = timeline.segments.as_slice() else { panic!("two segments: {timeline:?}") };
        let changes = then
            .changes
            .iter()
            .map(|change| format!("{} {}", change.role.as_deref().unwrap(), change.action.as_deref().unwrap()));
        assert_eq!(first.verdicts.get("nobody", "ours"), None);
        (serde_json::to_value(&first.verdicts).unwrap(), changes.collect::<Vec<_>>())
    };
    let buyer = json!({ "look": "allowed", "mine": "allowed", "ours": "allowed" });
    let seller = json!({ "look": "allowed", "ours": "allowed", "theirs": "allowed" });
    assert_eq!(verdicts(Some("buyer")), (json!({ "buyer": buyer }), words(&["buyer mine", "buyer ours"])));
    assert_eq!(verdicts(Some("seller")), (json!({ "seller": seller }), words(&["seller ours", "seller theirs"])));
    assert_eq!(
        verdicts(None),
        (
            json!({ "buyer": buyer, "seller": seller }),
            words(&["buyer mine", "buyer ours", "seller ours", "seller theirs"])
        )
    );
    let unknown = TimelineOptions { role: Some("byer"), ..TimelineOptions::from(at(0)) };
    let wrong = policy.timeline(&order("one", &json!({ "r": "soon" })), &unknown).unwrap_err();
    assert_eq!(problems(&wrong), ["invalid-instant at r", "unknown-role at role, buyer"]);
}
