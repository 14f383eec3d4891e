//! A shop that brings its policy along, in several versions, and a place for its files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use torihiki::{Policy, Syntax};

/// The policy of the shop, with so much time to send something back.
pub(crate) fn shop(window: &str) -> Policy {
    let document = format!(
        r#"
        format = "torihiki/1"
        id = "our-shop"
        languages = ["en"]
        utcOffset = "+09:00"
        roles = ["buyer", "seller"]
        roleLabels = {{ buyer = "Buyer", seller = "Seller" }}
        label = "Our shop"
        source = "terms"
        sources.terms = {{ kind = "official", title = "Terms" }}
        sources.faq = {{ kind = "guide", title = "Questions" }}
        params.window = {{ label = "Time to send back", value = "{window}" }}
        facts.sentAt = {{ type = "timestamp", label = "Sent at" }}
        facts.dueAt = {{ type = "timestamp", label = "Due at", deadline = true, default = "none" }}
        facts.fault = {{ type = "bool", label = "There is a fault", default = false }}
        states.sent = {{ label = "Sent" }}
        states.back = {{ label = "Sent back" }}

        [actions.send-back]
        verb = "cancel"
        label = "Send back"
        roles = ["buyer"]
        from = ["sent"]
        to = "back"
        requires = [
            {{ rule = "in-time", that = "now < sentAt + window", message = "Within {{window}}" }},
            {{ rule = "ground", message = "There is a ground", any = [
                {{ rule = "fault", that = "fault", message = "There is a fault", source = "faq" }},
                {{ rule = "no-date", that = "dueAt == null", message = "Nobody waits for it" }},
            ] }},
        ]

        [actions.move-date]
        verb = "other"
        label = "Move the date"
        roles = ["buyer", "seller"]
        from = ["sent"]
        with.newDueAt = {{ type = "timestamp", label = "New date", deadline = true }}
        consent = {{ of = "other" }}
        agreed.set = {{ dueAt = "newDueAt" }}
        "#
    );
    Policy::parse(&document, Syntax::Toml).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// An order of the shop that was sent six days before noon, with some more facts.
pub(crate) fn sent(more: &[(&str, Value)]) -> Value {
    let mut order = json!({ "id": 7, "policy": "our-shop", "state": "sent", "sentAt": "2026-11-10T12:00:00+09:00" });
    for (name, value) in more {
        order[*name] = value.clone();
    }
    order
}

/// An empty folder for a test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
