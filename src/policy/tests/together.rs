//! Facts that are given together or not at all.

use serde_json::{Value, json};

use super::kit::{change, check, checked, document};
use crate::describe::DescribeOptions;

#[test]
fn only_other_facts_are_given_together_with_one_and_each_once() {
    let together = |others: Value| [("/facts/dueAt/together", others)];
    check(&together(json!(["asker", "size"])), &[]);
    check(
        &together(json!(["dueAt", "asker", "asker", "askr", "most"])),
        &[
            "conflict facts.dueAt.together[0]: a fact is always given together with itself",
            "duplicate facts.dueAt.together[2]: `asker` stands here twice",
            "unknown-name facts.dueAt.together[3]: `askr` is not under `facts` (did you mean `asker`?)",
            "unknown-name facts.dueAt.together[4]: `most` is not under `facts`",
        ],
    );
}

#[test]
fn a_group_is_told_of_each_of_its_facts_whichever_says_so() {
    let mut document = document();
    change(&mut document, "/facts/dueAt/together", json!(["asker"]));
    change(&mut document, "/facts/size/together", json!(["asker"]));
    change(&mut document, "/facts/wait/together", json!(["asked"]));
    let policy = checked(document).unwrap();
    let facts = policy.describe(&DescribeOptions::default()).unwrap().facts;
    let together = |name: &str| facts.iter().find(|fact| fact.id == name).unwrap().together.clone();
    assert_eq!(together("dueAt"), ["asker", "size"]);
    assert_eq!(together("asker"), ["dueAt", "size"]);
    assert_eq!(together("size"), ["asker", "dueAt"]);
    assert_eq!(together("asked"), ["wait"]);
    assert_eq!(together("wait"), ["asked"]);
    assert!(together("sentAt").is_empty());
}
