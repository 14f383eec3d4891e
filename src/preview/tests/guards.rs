//! Requirements that rely on what the ones before them make sure of.

use serde_json::{Value, json};

use super::kit::{answer_at, order, policy};

/// The statuses of the requirements of the action `go`, its verdict and until when it stays.
fn told(requires: &Value, facts: &Value, now: i64) -> String {
    let policy = policy(&[], json!({ "go": { "requires": requires } }), json!({}));
    let answer = answer_at(&policy, &order("one", facts), now);
    let go = &answer["actions"]["go"];
    let reasons = go["reasons"].as_array().unwrap().iter().skip(1);
    let statuses: Vec<&str> = reasons.map(|reason| reason["status"].as_str().unwrap()).collect();
    format!("{}: {} until {}", statuses.join(" "), go["verdict"].as_str().unwrap(), go["until"])
}

#[test]
fn a_requirement_that_relies_on_another_is_met_only_where_that_one_is() {
    let requires = json!({ "a-there": "n != null", "b-in-time": "now < n" });
    for (facts, now, expected) in [
        (json!({ "n": 10 }), 9, "satisfied satisfied: allowed until 10"),
        (json!({ "n": 10 }), 10, "satisfied violated: denied until null"),
        (json!({ "n": null }), 9, "violated violated: denied until null"),
    ] {
        assert_eq!(told(&requires, &facts, now), expected, "{facts} at {now}");
    }
    // It answers as the two in one condition do.
    let together = json!({ "a-there": "n != null", "b-in-time": "n != null && now < n" });
    for facts in [json!({ "n": 10 }), json!({ "n": null }), json!({})] {
        for now in [9, 10] {
            assert_eq!(told(&requires, &facts, now), told(&together, &facts, now), "{facts} at {now}");
        }
    }
}

#[test]
fn one_that_relies_on_none_is_asked_by_itself() {
    // Where `n` is null the first is violated, and the second, which says so itself, is met.
    let requires = json!({ "a-there": "n != null", "b-free": "n == null || now < n", "c-other": "f" });
    assert_eq!(told(&requires, &json!({ "n": null, "f": true }), 0), "violated satisfied satisfied: denied until null");
}

#[test]
fn alternatives_rely_on_what_stands_before_the_group_and_a_group_is_relied_on() {
    let requires = json!({
        "a-asked": { "by-buyer": "asker == \"buyer\" && n != null", "early": "n != null && now < a" },
        "b-ground": { "b-in-time": "now < n", "never": "g" },
        "c-late": "now >= n - duration(\"5ms\")",
    });
    let facts = json!({ "n": 10, "a": 3, "g": false, "asker": null });
    assert_eq!(told(&requires, &facts, 2), "satisfied satisfied violated: denied until null");
    let facts = json!({ "n": 10, "a": 3, "g": false, "asker": "buyer" });
    assert_eq!(told(&requires, &facts, 6), "satisfied satisfied satisfied: allowed until 10");
    let facts = json!({ "n": null, "a": 3, "g": true, "asker": "buyer" });
    assert_eq!(told(&requires, &facts, 6), "violated satisfied violated: denied until null");
}

#[test]
fn a_long_row_of_requirements_that_rely_on_all_before_stays_short() {
    // Each relies on the one before; written out within each other they would double with every step.
    let mut requires = json!({ "a-first": "n != null" });
    for number in 0..60 {
        requires[format!("b-then-{number}")] = "n > a && asker != null && asker == \"buyer\"".into();
        requires[format!("c-thus-{number}")] = "now < n && asker == \"buyer\"".into();
    }
    let facts = json!({ "n": 10, "a": 3, "asker": "buyer" });
    assert!(told(&requires, &facts, 6).ends_with("satisfied: allowed until 10"));
}
