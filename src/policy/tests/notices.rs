//! What is noticed in policies with which nothing is wrong.

use serde_json::{Value, json};

use super::kit::{change, checked, document, gone, text, told};
use crate::policy::Policy;
use crate::text::Phrase;
use crate::written::Syntax;

/// Compares what is noticed in the document with some changes, each as `code path: message (help)` of which the end may be
/// left out.
fn check(changes: &[(&str, Value)], expected: &[&str]) {
    let mut document = document();
    for (pointer, value) in changes {
        change(&mut document, pointer, value.clone());
    }
    let policy = checked(document).unwrap_or_else(|problems| panic!("{changes:?}: {problems}"));
    let found: Vec<String> = policy.notices().iter().map(|notice| told(&notice.problem)).collect();
    let same = found.len() == expected.len() && found.iter().zip(expected).all(|(told, start)| told.starts_with(start));
    assert!(same, "{changes:?}\nexpected {expected:#?}\nfound {found:#?}");
    assert!(policy.notices().iter().all(|notice| notice.span.is_none()));
    assert!(Policy::load(&policy.compile()).unwrap().notices().is_empty());
}

fn state() -> Value {
    json!({ "label": text("More") })
}

#[test]
fn nothing_is_noticed_in_a_policy_that_means_what_it_says() {
    check(&[], &[]);
    for (id, _) in crate::builtin::VERSIONS {
        let file = format!("{}/src/policies/{id}.toml", env!("CARGO_MANIFEST_DIR"));
        let policy = Policy::parse(&std::fs::read_to_string(file).unwrap(), Syntax::Toml).unwrap();
        assert_eq!(policy.notices(), [], "{id}");
    }
}

#[test]
fn a_state_that_is_not_final_and_has_no_way_out_is_a_dead_end() {
    check(
        &[("/states/done/final", gone())],
        &["dead-end states.done: nothing leads out of the state `done`, and it is not final (give it `final = true`"],
    );
    // Out of a state leads what agreeing comes to, what an edition says of an action, and nothing that stays in it.
    let held: &[&str] = &["dead-end states.held: "];
    let own = |own: Value| {
        [
            ("/actions/deliver/editions", gone()),
            ("/actions/deliver/from", json!(["working"])),
            ("/actions/hold", {
                let mut hold = json!({ "verb": "other", "roles": ["buyer"], "label": text("Hold") });
                let all = hold.as_object_mut().unwrap();
                all.extend(own.as_object().unwrap().clone());
                hold
            }),
        ]
    };
    check(&own(json!({ "from": ["held"], "edition": "recent" })), held);
    check(&own(json!({ "from": ["held"], "to": "held", "edition": "recent" })), held);
    check(&own(json!({ "from": ["held"], "to": "working", "edition": "recent" })), &[]);
    check(
        &own(
            json!({ "from": ["held"], "edition": "recent", "consent": { "of": "seller" }, "agreed": { "to": "working" } }),
        ),
        &[],
    );
    check(&own(json!({ "from": ["working"], "editions": { "recent": { "from": ["held"], "to": "working" } } })), &[]);
}

#[test]
fn a_state_that_no_way_leads_to_from_the_first_is_noticed() {
    // What reads JSON here sorts the states by their ids, so `delivered` is the first.
    let out = |from: &str, to: &str| json!({ "verb": "other", "roles": ["buyer"], "from": [from], "to": to, "label": text("Go") });
    let (one, other) = (("/states/lost", state()), ("/states/found", state()));
    check(
        &[one.clone(), ("/actions/go", out("lost", "working"))],
        &[
            "unreachable states.lost: nothing leads from the first state, `delivered`, to `lost` (let an action or a transition",
        ],
    );
    // Of several that lead to one another, the one with which they begin is told.
    let pair =
        [one.clone(), other.clone(), ("/actions/go", out("found", "lost")), ("/actions/on", out("lost", "done"))];
    check(&pair, &["unreachable states.found: "]);
    let circle = [one, other, ("/actions/go", out("found", "lost")), ("/actions/on", out("lost", "found"))];
    check(&circle, &["unreachable states.found: "]);
}

#[test]
fn phrases_that_a_language_lacks_are_noticed() {
    let policy = |head: &str| {
        let text = format!(
            "format = 'torihiki/1'\nid = 'loan'\nutcOffset = '+00:00'\nroles = ['reader']\n{head}\n\
             states.lent.label = 'Lent'\nstates.back = {{ label = 'Back', final = true }}\nroleLabels.reader = 'Reader'\n\
             actions.return = {{ verb = 'other', roles = ['reader'], from = ['lent'], to = 'back', label = 'Return' }}"
        );
        Policy::parse(&text, Syntax::Toml).unwrap_or_else(|mistakes| panic!("{mistakes}"))
    };
    let noticed = |head: &str| -> Vec<(String, usize)> {
        let policy = policy(head);
        let notices = policy.notices().iter();
        notices.map(|notice| (told(&notice.problem), notice.span.unwrap().line)).collect()
    };
    for same in ["en", "en-GB", "ja", "ja-JP"] {
        assert_eq!(noticed(&format!("languages = ['{same}']\nlabel = 'Loan'")), []);
    }
    let none = "missing-phrases languages[0]: what the engine itself says is English in `fr-CA` too, since it has no phrases \
        (give them under `phrases`, such as `act = \"…\"`)";
    assert_eq!(noticed("languages = ['fr-CA']\nlabel = 'Loan'"), [(none.to_owned(), 5)]);
    // All but two.
    let phrases = Phrase::ids().filter(|id| !["month2", "wait"].contains(id)).map(|id| {
        let names = Phrase::parse(id).unwrap().placeholders().iter().map(|name| format!("{{{name}}}"));
        format!("{id} = \"x{}\"\n", names.collect::<String>())
    });
    let phrases: String = phrases.collect();
    let some = "missing-phrases phrases: these phrases are English in `de` too: `wait`, `month2` \
        (give them under `phrases`, such as `wait = \"…\"`)";
    let inline = phrases.trim_end().replace('\n', ", ");
    assert_eq!(
        noticed(&format!("languages = ['de']\nlabel = 'Loan'\nphrases = {{ {inline} }}")),
        [(some.to_owned(), 7)]
    );
}
