//! Where a search for ways ends before it has looked everywhere.

use serde_json::{Value, json};

use super::ways::check;

#[test]
fn a_search_that_could_not_look_everywhere_says_so() {
    let counts = |to: &str| {
        json!({
            "bump": { "set": { "count": "count + 1" } },
            "go": { "requires": { "r": format!("count >= {to}") } },
        })
    };
    let five = ["buyer bump"; 5].join(", ");
    check(&[
        (&[], counts("5"), json!({}), "go", &[&five]),
        (&[], counts("6"), json!({}), "go", &["gave up"]),
        (&[], counts("100"), json!({}), "go", &["gave up"]),
        (&[], counts("100"), json!({ "count": 99 }), "go", &["buyer bump"]),
    ]);
}

#[test]
fn a_search_that_gave_up_says_so_whether_or_not_facts_are_supposed() {
    let bump = json!({ "set": { "count": "count + 1" } });
    let go = |that: &str| json!({ "requires": { "r": that } });
    check(&[
        // Acting leads nowhere in five steps, so there may be a way that supposes nothing.
        (&[], json!({ "bump": bump, "go": go("count >= 6 || f") }), json!({}), "go", &["f = true", "gave up"]),
        (&[], json!({ "bump": bump, "go": go("count >= 5 || f") }), json!({}), "go", &[&["buyer bump"; 5].join(", ")]),
        // Nothing can be done, which is sure, and more would have to be supposed than is looked for.
        (
            &[],
            json!({ "go": go("f && g && m == null && fault == \"buyer\" && free == 3 && busy == 7") }),
            json!({}),
            "go",
            &["gave up"],
        ),
    ]);
}

#[test]
fn a_search_that_meets_too_many_orders_says_so() {
    let digit = |digit: i32| (format!("digit-{digit}"), json!({ "set": { "free": format!("free * 9 + {digit}") } }));
    let mut actions: serde_json::Map<String, Value> = (1..9).map(digit).collect();
    actions.insert("go".to_owned(), json!({ "requires": { "r": "free == 1" } }));
    // What was found is told all the same.
    check(&[(&[], actions.into(), json!({ "free": 0 }), "go", &["buyer digit-1", "gave up"])]);
}
