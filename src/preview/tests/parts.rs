//! What of a preview can be left out.

use serde_json::Value;

use crate::data::Data;
use crate::policy::Policy;
use crate::preview::{Options, Parts};
use crate::time::Instant;

/// Orders in which each part has something to say.
const ORDERS: [&str; 3] = [
    r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    r#"{ "policy": "coconala", "state": "in-progress", "lastBuyerMessageAt": "2026-11-02T09:00:00+09:00" }"#,
    r#"{ "policy": "qoo10", "state": "preparing", "cancelRequestedAt": "2026-11-13T09:00:00+09:00" }"#,
];

fn told(order: &str, parts: Parts) -> Value {
    let order: Data<'_> = serde_json::from_str(order).unwrap();
    let Some(Data::Text(id)) = order.get("policy") else { panic!("no policy is named") };
    let policy: &Policy = crate::policy(id).unwrap();
    let now = Instant::parse("2026-11-14T09:00:00+09:00").unwrap();
    serde_json::to_value(policy.preview(&order, &Options::at(now).parts(parts)).unwrap()).unwrap()
}

/// Takes out of a preview what a part holds.
fn without(mut preview: Value, part: &str) -> Value {
    for action in preview["actions"].as_array_mut().unwrap() {
        let (empty, none): (&[&str], &[&str]) = match part {
            "unblock" => (&["unblock", "coveredBy"], &["unblockOutcome"]),
            "drafts" => (&["drafts"], &[]),
            _ => (&["editions", "coveredBy"], &["safeUntil"]),
        };
        empty.iter().for_each(|name| action[*name] = Value::Array(Vec::new()));
        none.iter().for_each(|name| action[*name] = Value::Null);
    }
    if part == "editions" {
        preview["editions"] = Value::Array(Vec::new());
    }
    preview
}

#[test]
fn what_is_left_out_is_empty_and_the_rest_is_as_it_was() {
    let all = Parts::ALL;
    for order in ORDERS {
        let whole = told(order, all);
        for (part, parts) in [
            ("unblock", Parts { unblock: false, ..all }),
            ("drafts", Parts { drafts: false, ..all }),
            ("editions", Parts { editions: false, ..all }),
        ] {
            let mut rest = without(whole.clone(), part);
            assert_ne!(rest, whole, "{part} says nothing of {order}");
            let found = told(order, parts);
            // The next change may have been one of what is left out.
            rest["next"] = found["next"].clone();
            assert_eq!(found, rest, "{part} of {order}");
            assert!(whole["next"]["at"].as_i64() <= found["next"]["at"].as_i64().or(Some(i64::MAX)));
        }
        let mut rest = ["unblock", "drafts", "editions"].into_iter().fold(whole, without);
        let found = told(order, Parts::NONE);
        rest["next"] = found["next"].clone();
        assert_eq!(found, rest, "{order}");
    }
}
