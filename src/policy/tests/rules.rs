//! Facts, parameters, messages, states and roles, each as far as it has rules of its own.

use serde_json::json;

use super::kit::{Mistake, change, check, checked, document, gone, text, told};

#[test]
fn facts_are_described_as_their_type_allows() {
    for (pointer, value, expected) in [
        ("/facts/gift/min", json!(0), "wrong-type facts.gift.min: `min` is for numbers and amounts of money only"),
        ("/facts/sentAt/min", json!(0), "wrong-type facts.sentAt.min: `min` is for numbers and amounts of money only"),
        ("/facts/asked/deadline", json!(true), "wrong-type facts.asked.deadline: `deadline` is for timestamps only"),
        ("/facts/wait/deadline", json!(false), "wrong-type facts.wait.deadline: `deadline` is for timestamps only"),
        ("/facts/asked/after", json!(["sentAt"]), "wrong-type facts.asked.after: `after` is for timestamps only"),
        (
            "/facts/gift/choiceLabels",
            json!({}),
            "wrong-type facts.gift.choiceLabels: `choiceLabels` is for choices only",
        ),
        ("/facts/gift/default", json!("yes"), "wrong-type facts.gift.default: expected true or false, found `yes`"),
        ("/facts/asked/default", json!("0"), "wrong-type facts.asked.default: expected a whole number, found `0`"),
        ("/facts/asked/default", json!(-1), "out-of-range facts.asked.default: `-1` is out of range (from 0 to"),
        ("/facts/asked/default", json!(0.5), "wrong-type facts.asked.default: expected a whole number, found `0.5`"),
        ("/facts/wait/default", json!("2 hours"), "invalid-duration facts.wait.default: `2 hours` is no duration"),
        ("/facts/wait/default", json!(-1), "out-of-range facts.wait.default: `-1` is no duration in milliseconds"),
        (
            "/facts/sentAt/default",
            json!("2026-11-10"),
            "invalid-instant facts.sentAt.default: `2026-11-10` has no offset from UTC",
        ),
        ("/facts/sentAt/default", json!(true), "wrong-type facts.sentAt.default: expected an instant, found `true`"),
        (
            "/facts/size/default",
            json!("lage"),
            "wrong-type facts.size.default: `lage` is no choice of `size` (did you mean `large`?)",
        ),
        (
            "/facts/size/default",
            json!(1),
            "wrong-type facts.size.default: `1` is no choice of `size` (one of `small`, `large`)",
        ),
        (
            "/facts/size/choiceLabels/large",
            gone(),
            "missing-key facts.size.choiceLabels.large: the choice `large` has no label",
        ),
        (
            "/facts/asker/type/2",
            json!("operator"),
            "missing-key facts.asker.choiceLabels.operator: the choice `operator` has no label",
        ),
        ("/facts/asker/type", json!([]), "missing-key facts.asker.type: a choice needs something to choose from"),
    ] {
        let mut changed = document();
        change(&mut changed, pointer, value);
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems[0].starts_with(expected), "expected {expected}, found {problems:#?}");
    }
    for (pointer, value) in [
        ("/facts/size/default", json!("large")),
        ("/facts/sentAt/default", json!("2026-11-10T09:00:00+09:00")),
        ("/facts/wait/default", json!(1_000)),
        ("/facts/asked/default", json!("none")),
        ("/facts/asked/default", json!(1.0)),
        ("/facts/asker/choiceLabels", json!({ "buyer": text("She who buys") })),
    ] {
        let mut changed = document();
        change(&mut changed, pointer, value);
        // A fact that can be null has to be guarded from then on; nothing else may be wrong.
        let problems = checked(changed).err().map_or(Vec::new(), |problems| problems.as_slice().to_vec());
        assert!(problems.iter().all(|problem| problem.message.contains("can be null")), "{pointer}: {problems:#?}");
    }
}

#[test]
fn parameters_are_of_one_type_and_belong_to_their_editions() {
    let window = json!({ "value": "1h" });
    check(
        &[("/params/window/editions/recent/value", json!(3))],
        &["wrong-type params.window.editions.recent.value: a parameter is of one type in all editions"],
    );
    check(
        &[("/params/most/editions", json!({ "old": window.clone() }))],
        &["wrong-type params.most.value: a parameter is of one type in all editions"],
    );
    check(
        &[("/params/silence/editions", json!({ "recent": window.clone() }))],
        &[
            "conflict params.silence.editions.recent: the parameter exists in this edition only, so there is nothing to differ from",
        ],
    );
    check(
        &[("/params/silence/editions", json!({ "old": window }))],
        &["conflict params.silence.editions.old: the parameter does not exist in the edition `old`"],
    );
    // Where an edition does not have a parameter, nothing may read or say it.
    check(
        &[("/actions/revise/requires/0/that", json!("now < sentAt + silence"))],
        &[
            "invalid-condition actions.revise.requires[0].that:1:16: not every edition that has this has the parameter `silence` (give the element the edition of the parameter)",
        ],
    );
    check(
        &[("/actions/revise/requires/0/message", text("{silence}"))],
        &[
            "invalid-placeholder actions.revise.requires[0].message: not every edition that has this has the parameter `silence` (give the element the edition of the parameter)",
        ],
    );
    check(
        &[
            ("/actions/revise/requires/0/edition", json!("recent")),
            ("/actions/revise/requires/0/that", json!("now < sentAt + silence")),
            ("/actions/revise/requires/0/message", text("{silence}")),
        ],
        &[],
    );
}

#[test]
fn placeholders_are_bound() {
    let braces = "a brace stands alone (write `{name}` for a parameter, a fact or a value, and `{{` for a brace)";
    for (pointer, message) in [
        ("/transitions/0/message", "{window"),
        ("/transitions/0/effects/0/message", "window}"),
        ("/actions/revise/requires/0/message", "{"),
        ("/actions/revise/effects/0/message", "}"),
        ("/actions/revise/drafts/0/body", "{{window}"),
        ("/actions/revise/drafts/0/subject", "{window}}"),
        ("/actions/revise/elsewhere/done", "{window}}}"),
        ("/duties/0/message", "{{}"),
    ] {
        let path = pointer.trim_start_matches('/').replace('/', ".");
        let path = path.replace(".0", "[0]");
        let closed = ["{{}", "{window}}}"].contains(&message);
        let expected = format!("invalid-placeholder {path}: {braces}");
        if !closed {
            check(&[(pointer, text(message))], &[&expected]);
        }
    }
    check(&[("/duties/0/message", text("{{}}{window}{{{most}}}"))], &[]);
    check(
        &[("/duties/0/edition", json!("old")), ("/duties/0/message/ja", json!("{windw}"))],
        &[
            "invalid-placeholder duties[0].message: `windw` is no fact, no parameter and no value (did you mean `window`?)",
        ],
    );
    check(
        &[("/duties/0/edition", json!("recent")), ("/duties/0/message/ja", json!("{sent}"))],
        &["invalid-placeholder duties[0].message: `sent` is no fact, no parameter and no value"],
    );
    check(
        &[("/duties/0/edition", json!("recent")), ("/duties/0/message/ja", json!("{}"))],
        &["invalid-placeholder duties[0].message: no name stands in the braces"],
    );
}

#[test]
fn states_lead_where_they_can() {
    let label = || json!({ "label": text("x") });
    for (changes, expected) in [
        (vec![("/states", json!({}))], "missing-key states: a policy needs at least one state"),
        (vec![("/roles", json!([]))], "missing-key roles: a policy needs at least one role"),
        (vec![("/roleLabels/seller", gone())], "missing-key roleLabels.seller: the role `seller` has no label"),
        (
            vec![("/states/lost", label())],
            "unreachable states.lost: the state `lost` stands in no action and no transition",
        ),
        (
            vec![("/states/working/final", json!(true))],
            "conflict states.working.final: the state `working` is final, but the transition `due` leads out of it",
        ),
        // Only an action does.
        (
            vec![("/states/held/final", json!(true))],
            "conflict states.held.final: the state `held` is final, but the action `deliver` leads out of it",
        ),
        (
            vec![("/transitions/0/from/1", json!("done"))],
            "conflict transitions[0].to: the transition comes from `done` as well",
        ),
        (vec![("/transitions/0/from", json!([]))], "missing-key transitions[0].from: at least one state is needed"),
        (
            vec![("/actions/revise/from", json!(["held"]))],
            "conflict actions.revise.from: no state of the edition `old` is listed",
        ),
        (
            vec![("/transitions/0/to", json!("held"))],
            "conflict transitions[0].to: the edition `old` has no state `held`",
        ),
        (
            vec![("/actions/revise/to", json!("held"))],
            "conflict actions.revise.to: the edition `old` has no state `held`",
        ),
        (vec![("/actions/revise/roles", json!([]))], "missing-key actions.revise.roles: at least one role is needed"),
        (
            vec![("/actions/revise/effects/0/audience", json!([]))],
            "missing-key actions.revise.effects[0].audience: at least one role is needed",
        ),
        (
            vec![("/actions/deliver/edition", json!("recent"))],
            "conflict actions.deliver.editions.recent: the action exists in this edition only, so there is nothing to differ from",
        ),
    ] {
        let mut changed = document();
        changes.iter().for_each(|(pointer, value)| change(&mut changed, pointer, value.clone()));
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems.iter().any(|told| told.starts_with(expected)), "expected {expected}, found {problems:#?}");
    }
}

#[test]
fn the_other_party_is_known_only_among_two() {
    check(
        &[("/actions/revise/consent/of", json!("seller"))],
        &["conflict actions.revise.consent.of: nobody consents to an action of their own (write `other`"],
    );
    check(&[("/actions/deliver/consent", json!({ "of": "buyer" }))], &[]);
    check(
        &[("/actions/deliver/editions/recent/consent", json!({ "of": "seller" }))],
        &["conflict actions.deliver.editions.recent.consent.of: nobody consents to an action of their own"],
    );
    for (pointer, value) in
        [("/actions/revise/effects/0/audience/not", "size"), ("/actions/revise/effects/0/audience/not", "sentAt")]
    {
        check(
            &[(pointer, json!(value))],
            &[&format!(
                "conflict actions.revise.effects[0].audience.not: `{value}` would have to be a choice of roles"
            )],
        );
    }
    check(
        &[("/duties/1/role/not", json!("asked"))],
        &["conflict duties[1].role.not: `asked` would have to be a choice of roles"],
    );
    // Among three, it is the other of the two that have the action.
    let third = || {
        vec![
            ("/roles/2", json!("carrier")),
            ("/roleLabels/carrier", text("Carrier")),
            ("/actions/deliver/set/asker", gone()),
        ]
    };
    check(&third(), &[]);
    for roles in [json!(["buyer"]), json!(["buyer", "seller", "carrier"])] {
        let mut changes = third();
        changes.extend([("/actions/revise/roles", roles), ("/actions/revise/drafts", gone())]);
        check(
            &changes,
            &[
                "conflict actions.revise.consent.of: `other` needs an action or a policy of exactly two roles (name the role that has to agree, or one for each that acts, such as",
            ],
        );
    }
}

#[test]
fn each_of_three_roles_may_need_the_consent_of_another() {
    let third = |of: serde_json::Value| {
        vec![
            ("/roles/2", json!("carrier")),
            ("/roleLabels/carrier", text("Carrier")),
            ("/actions/deliver/set/asker", gone()),
            ("/actions/revise/roles", json!(["buyer", "seller", "carrier"])),
            ("/actions/revise/consent/of", of),
        ]
    };
    check(&third(json!({ "buyer": "seller", "seller": "buyer", "carrier": "seller" })), &[]);
    for (of, expected) in [
        (
            json!({ "buyer": "seller", "carrier": "seller" }),
            &["missing-key actions.revise.consent.of: `seller` is missing (name who has to agree for each role"][..],
        ),
        (
            json!({ "buyer": "buyer", "seller": "guest", "carrier": "seller" }),
            &[
                "conflict actions.revise.consent.of.buyer: nobody consents to an action of their own",
                "unknown-name actions.revise.consent.of.seller: `guest` is not under `roles`",
            ],
        ),
        (
            json!({}),
            &[
                "missing-key actions.revise.consent.of: `buyer` is missing",
                "missing-key actions.revise.consent.of: `seller` is missing",
                "missing-key actions.revise.consent.of: `carrier` is missing",
            ],
        ),
        (json!(["buyer"]), &["wrong-type actions.revise.consent.of: expected a text"]),
    ] {
        check(&third(of), expected);
    }
    let mut few = third(json!({ "buyer": "seller", "seller": "buyer", "carrier": "seller" }));
    few.push(("/actions/revise/roles", json!(["buyer", "seller"])));
    few.push(("/actions/revise/drafts", gone()));
    check(&few, &["conflict actions.revise.consent.of.carrier: `carrier` does not have this action"]);
}

/// What could only be a slip.
pub(super) fn slips() -> Vec<Mistake> {
    let effect = |rule: &str| json!({ "rule": rule, "kind": "notice", "severity": "info", "message": text("x") });
    vec![
        ("/roles", json!(["buyer", "seller", "buyer"]), "duplicate roles[2]: the role `buyer` stands here twice"),
        (
            "/actions/revise/roles",
            json!(["buyer", "seller", "buyer"]),
            "duplicate actions.revise.roles[2]: `buyer` stands here twice",
        ),
        (
            "/actions/accept/from",
            json!(["delivered", "delivered"]),
            "duplicate actions.accept.from[1]: `delivered` stands here twice",
        ),
        (
            "/actions/revise/effects/1",
            effect("window-open"),
            "duplicate actions.revise.effects[1].rule: the rule `shop.revise.window-open` stands here twice",
        ),
        (
            "/actions/revise/effects/1",
            effect("state"),
            "duplicate actions.revise.effects[1].rule: every action has a rule `state` already",
        ),
        ("/transitions/0/rule", json!("accept"), "duplicate transitions[0].rule: an action is called `accept` too"),
        ("/duties/0/rule", json!("auto-done"), "duplicate duties[0].rule: the rule `shop.auto-done` stands here twice"),
        (
            "/actions/accept/drafts",
            json!([{ "id": "d", "subject": text("x"), "body": text("x"), "roles": ["seller"] }]),
            "conflict actions.accept.drafts[0].roles[0]: `seller` does not have this action",
        ),
        ("/facts/gift/default", json!(null), "wrong-type facts.gift.default: a default is a value or"),
        (
            "/facts/asked/min",
            json!(i64::MIN),
            "out-of-range facts.asked.min: the number is out of range (from -(2^53 - 1) to 2^53 - 1",
        ),
        (
            "/params/most/value",
            json!(i64::MAX),
            "out-of-range params.most.value: the number is out of range (from -(2^53 - 1) to 2^53 - 1",
        ),
        (
            "/sources/page/url",
            json!("javascript:alert(1)"),
            "wrong-type sources.page.url: `javascript:alert(1)` is no web",
        ),
    ]
}

#[test]
fn what_could_only_be_a_slip_is_refused() {
    for (pointer, value, expected) in slips() {
        check(&[(pointer, value)], &[expected]);
    }
    check(
        &[("/actions/deliver/edition", json!("old"))],
        &["conflict actions.deliver.editions.recent: the action does not exist in the edition `recent`"],
    );
    check(&[("/actions/revise/requires/0/that", json!("asked in [-1, 0]"))], &[]);
}

#[test]
fn a_transition_records_facts_that_there_are_with_values_that_fit() {
    for (set, expected) in [
        (
            json!({ "sentAt": "at + window", "asked": "asked + 1", "dueAt": "null", "gift": "state == \"delivered\"" }),
            &[][..],
        ),
        (
            json!({ "sendAt": "at" }),
            &["unknown-name transitions[0].set.sendAt: `sendAt` is not under `facts` (did you mean `sentAt`?)"],
        ),
        (
            json!({ "sentAt": "at - sentAt" }),
            &["invalid-condition transitions[0].set.sentAt:1:4: this is a duration, where a timestamp is needed"],
        ),
        (json!({ "sentAt": "null" }), &["invalid-condition transitions[0].set.sentAt:1:1: "]),
        (
            json!({ "sentAt": "now" }),
            &[
                "invalid-condition transitions[0].set.sentAt:1:1: `now` cannot stand here (the instant at which it happens is called `at`)",
            ],
        ),
        (json!({ "asker": "role" }), &["invalid-condition transitions[0].set.asker:1:1: `role` cannot stand here"]),
        (
            json!({ "sentAt": "dueAt", "asked": "\"many\"" }),
            &[
                "invalid-condition transitions[0].set.asked:1:1: `many` is no state, role or choice of this policy",
                "invalid-condition transitions[0].set.sentAt:1:1: this can be null, where a value is needed",
            ],
        ),
    ] {
        check(&[("/transitions/0/set", set)], expected);
    }
    // What `when` guards is guarded here as well; elsewhere `at` means nothing.
    check(&[("/transitions/1/set", json!({ "sentAt": "dueAt" }))], &[]);
    check(
        &[("/actions/accept/set", json!({ "sentAt": "at" }))],
        &["invalid-condition actions.accept.set.sentAt:1:1: `at` is no fact, no parameter and no value"],
    );
}

#[test]
fn a_parameter_may_say_from_which_number_on_it_makes_sense() {
    check(&[("/params/most/min", json!(1))], &[]);
    check(
        &[("/params/most/min", json!(9))],
        &["out-of-range params.most.value: `2` is less than the `min` of the parameter (at least 9)"],
    );
    check(
        &[("/params/window/min", json!(1))],
        &["conflict params.window.min: only numbers and amounts of money have a smallest one"],
    );
    check(&[("/params/most/min", json!("1"))], &["wrong-type params.most.min"]);
    let coconala = crate::builtin::policy("coconala").unwrap();
    let told = |most: i64| {
        let order = format!(r#"{{"state":"delivered","params":{{"maxRevisions":{most}}}}}"#);
        let order: crate::data::Data<'_> = serde_json::from_str(&order).unwrap();
        crate::order::Order::read(coconala, &order).err().map(|problems| problems.to_string())
    };
    assert_eq!(told(0), None);
    assert!(told(-1).unwrap().starts_with("params.maxRevisions: `-1` is out of range (from 0 to"), "{:?}", told(-1));
}

#[test]
fn only_what_happens_at_an_instant_is_told_as_a_step() {
    check(&[("/facts/sentAt/step", text("Somebody has to send it"))], &[]);
    check(
        &[("/facts/asked/step", text("Somebody has to ask"))],
        &["wrong-type facts.asked.step: `step` is for timestamps only"],
    );
}

#[test]
fn a_rule_rests_on_one_source_or_on_several() {
    let requires = "/actions/revise/requires/0/source";
    check(&[(requires, json!(["page", "manual"]))], &[]);
    for (sources, expected) in [
        (json!([]), "conflict actions.revise.requires[0].source: no source is listed"),
        (json!(["page", "page"]), "duplicate actions.revise.requires[0].source[1]: `page` stands here twice"),
        (json!(["page", "pages"]), "unknown-name actions.revise.requires[0].source[1]: `pages` is not under `sources`"),
        (json!(7), "wrong-type actions.revise.requires[0].source"),
    ] {
        check(&[(requires, sources)], &[expected]);
    }
    let mut document = super::kit::document();
    change(&mut document, "/actions/revise/source", json!(["manual", "page"]));
    let policy = checked(document).unwrap();
    let told = policy.describe(&crate::DescribeOptions::default()).unwrap();
    let revise = told.actions.iter().find(|action| action.id == "revise").unwrap();
    assert_eq!(revise.sources, ["manual", "page"]);
    // What names none rests on those of its action, and on those of its parameters.
    let told: Vec<&str> = revise.effects[0].sources.iter().map(|source| &**source).take(2).collect();
    assert_eq!(told, ["manual", "page"]);
}
