//! Ways on which time passes.

use serde_json::json;

use super::ways::check;

#[test]
fn time_passes_until_something_becomes_possible() {
    let go = |that: &str| json!({ "go": { "requires": { "r": that } } });
    let pq = json!({ "p": 10, "q": 20 });
    check(&[
        // A window opens.
        (&[], go("p <= now"), pq.clone(), "go", &["wait 10"]),
        (&[], go("p <= now && now < q"), pq.clone(), "go", &["wait 10"]),
        (&[], go("q <= now && now < p"), pq.clone(), "go", &[]),
        (&[], go("now >= p + week"), json!({ "p": "9999-12-31T00:00:00Z" }), "go", &[]),
        // The deal comes into a state.
        (&["x: one -> two at p"], json!({ "go": { "from": ["two"] } }), pq.clone(), "go", &["wait 10"]),
        (&["x: one -> two at p"], json!({}), pq.clone(), "two", &["wait 10"]),
        // To wait twice is to wait once.
        (&["x: one -> two at p", "y: two -> three at q"], json!({}), pq.clone(), "three", &["wait 20"]),
        (
            &["x: one -> two at p"],
            json!({ "go": { "from": ["two"], "requires": { "r": "q <= now" } } }),
            pq.clone(),
            "go",
            &["wait 20"],
        ),
        // First something is done, or last.
        (
            &[],
            json!({ "go": { "requires": { "r": "flag", "s": "p <= now" } }, "raise": { "set": { "flag": "true" } } }),
            pq.clone(),
            "go",
            &["buyer raise, wait 10"],
        ),
        (
            &[],
            json!({
                "go": { "requires": { "r": "flag" } },
                "raise": { "requires": { "r": "p <= now" }, "set": { "flag": "true" } },
            }),
            pq.clone(),
            "go",
            &["wait 10, buyer raise"],
        ),
        (
            &["x: one -> two at p"],
            json!({ "go": { "from": ["three"] }, "lead": { "from": ["two"], "to": "three" } }),
            pq.clone(),
            "go",
            &["wait 10, buyer lead"],
        ),
        // In between something is done at its own time.
        (
            &[],
            json!({
                "go": { "requires": { "r": "flag", "s": "q <= now" } },
                "raise": { "requires": { "r": "p <= now && now < p + duration(\"1ms\")" }, "set": { "flag": "true" } },
            }),
            pq,
            "go",
            &["wait 10, buyer raise, wait 20"],
        ),
    ]);
}

#[test]
fn to_wait_longer_than_until_something_can_be_done_is_a_way_too() {
    check(&[
        // One wait is shorter than two.
        (
            &[],
            json!({
                "go": { "requires": { "r": "flag", "s": "q <= now" } },
                "raise": { "requires": { "r": "p <= now" }, "set": { "flag": "true" } },
            }),
            json!({ "p": 10, "q": 20 }),
            "go",
            &["wait 20, buyer raise", "wait 10, buyer raise, wait 20"],
        ),
        // What is set depends on the state that the deal comes into.
        (
            &["x: one -> two at p"],
            json!({
                "go": { "from": ["three"], "requires": { "r": "flag" } },
                "lead": { "from": ["one", "two"], "to": "three", "set": { "flag": "state == \"two\"" } },
            }),
            json!({ "p": 10 }),
            "go",
            &["wait 10, buyer lead"],
        ),
        // What could be done earlier would be too long ago by then.
        (
            &[],
            json!({
                "go": { "requires": { "late": "q <= now", "fresh": "now < r + duration(\"5ms\")" } },
                "touch": { "set": { "r": "now" } },
            }),
            json!({ "q": 20, "r": 0 }),
            "go",
            &["wait 20, buyer touch"],
        ),
    ]);
}

#[test]
fn nobody_waits_until_it_is_too_late() {
    let late = json!({ "requires": { "r": "q <= now" } });
    let pq = json!({ "p": 10, "q": 20 });
    check(&[
        (&["x: one -> five at p"], json!({ "go": late }), pq.clone(), "go", &[]),
        (&["x: one -> five at q"], json!({ "go": late }), pq.clone(), "go", &[]),
        (&["x: one -> five at q + duration(\"1ms\")"], json!({ "go": late }), pq.clone(), "go", &["wait 20"]),
        // Unless that is prevented first.
        (
            &["x: one -> five at n when n != null"],
            json!({ "go": late, "refuse": { "set": { "n": "null" } } }),
            json!({ "n": 10, "q": 20 }),
            "go",
            &["buyer refuse, wait 20"],
        ),
        (
            &["x: one -> five at p"],
            json!({ "extend": { "set": { "p": "p + duration(\"15ms\")" } }, "go": late }),
            pq.clone(),
            "go",
            &["buyer extend, wait 20"],
        ),
        (
            &["x: one -> five at p"],
            json!({ "go": { "from": ["two"], "requires": { "r": "q <= now" } }, "save": { "to": "two" } }),
            pq,
            "go",
            &["buyer save, wait 20"],
        ),
    ]);
}
